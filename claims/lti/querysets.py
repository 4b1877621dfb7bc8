"""Every question we ask of platforms and of what came from them."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet
from provenance.accounts.roles import MANAGES

SCORES = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


class PlatformQuerySet(CountedQuerySet):
    """Platforms: for the owners of the workspace."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_see."""
        return self.of_owner(user).alive()

    def of_owner(self, user: Any) -> Self:
        """Those of workspaces that this user manages, deleted ones too."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(workspace__in=[w for w, role in user.roles.items() if role in MANAGES])

    def alive(self) -> Self:
        """Those that are in use."""
        return self.filter(deleted_at=None)

    def complete(self) -> Self:
        """Those of which everything is known that a launch needs."""
        return self.alive().exclude(client_id="").exclude(key_set_url="").exclude(auth_url="")

    def called(self, issuer: str, client_id: str = "") -> Self:
        """Those an issuer means, by the name it has for us where it gives one."""
        rows = self.complete().filter(issuer=issuer)
        return rows.filter(client_id=client_id) if client_id else rows


class ContextQuerySet(models.QuerySet[Any]):
    """Courses of platforms."""

    def of_course(self, course: Any) -> Self:
        """Those that are this course of ours, their platforms in use."""
        rows = self.filter(course=course, platform__deleted_at=None)
        return rows.select_related("platform").order_by("pk")

    def with_list(self) -> Self:
        """Those whose list of people can be read into a course that runs."""
        rows = self.filter(platform__deleted_at=None, course__deleted_at=None)
        rows = rows.filter(course__archived_at=None).exclude(course=None)
        return rows.exclude(memberships_url="").select_related("platform", "course").order_by("pk")


class LinkQuerySet(models.QuerySet[Any]):
    """Links of platforms."""

    def with_grades(self) -> Self:
        """Those whose platform takes grades, for assignments of courses that run."""
        rows = self.filter(context__platform__deleted_at=None, assignment__deleted_at=None)
        rows = rows.filter(assignment__course__archived_at=None).exclude(assignment=None)
        rows = rows.exclude(context__platform__token_url="").exclude(
            lineitem_url="", context__lineitems_url=""
        )
        return rows.filter(context__scopes__contains=[SCORES]).order_by("pk")

    def of_assignment(self, assignment: Any) -> Self:
        """Those that open an assignment, with how the telling of its grades goes."""
        rows = self.with_grades().filter(assignment=assignment)
        counts = {
            state: models.Count("scores", filter=models.Q(scores__state=state))
            for state in ("waiting", "given_up")
        }
        stands = models.Q(scores__state="sent", scores__given__isnull=False)
        counts["sent"] = models.Count("scores", filter=stands)
        said = models.Max("scores__said", filter=~models.Q(scores__state="sent"))
        return rows.annotate(**counts, trouble=said).select_related("context__platform")


class ScoreQuerySet(models.QuerySet[Any]):
    """Grades on their way."""

    def due(self, now: datetime) -> Self:
        """What is to be sent by now."""
        rows = self.filter(state="waiting", next_at__lte=now)
        return rows.filter(link__context__platform__deleted_at=None).order_by("next_at", "pk")
