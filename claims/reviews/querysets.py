"""Every question we ask of reviews and verdicts."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from provenance.accounts.models import User
from provenance.accounts.owned import visible_to
from provenance.accounts.roles import CHECKS
from provenance.accounts.rules import Stale

from .workflow import State


class ReviewQuerySet(models.QuerySet[Any]):
    """Reviews: working papers of those who check in the workspace."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_see_review."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        checks_in = [workspace for workspace, role in user.roles.items() if role in CHECKS]
        return self.filter(visible_to(user, "claim__"), workspace__in=checks_in)

    def open(self) -> Self:
        """Not yet published, or opened again."""
        return self.exclude(state=State.PUBLISHED)

    def waiting_for(self, user: Any) -> Self:
        """What this person can take the next step on."""
        return self.open().filter(
            Q(reviewer=user, state__in=[State.DRAFT, State.REOPENED])
            | (Q(state=State.SUBMITTED) & ~Q(reviewer=user))
            | Q(state=State.SECONDED)
        )

    def locked(self, pk: int, version: int | None = None) -> Any:
        """The row as it is now, ours until the transaction ends; Stale if it was changed since."""
        row = self.select_for_update(of=("self",)).get(pk=pk)
        if version is not None and row.version != version:
            raise Stale("This review was changed by someone else in the meantime.")
        return row


class ScaleQuerySet(models.QuerySet[Any]):
    """Scales: the usual ones and those of one's own workspaces."""

    def visible_to(self, user: Any) -> Self:
        """The usual ones for everybody, a workspace's own for its members."""
        roles = user.roles if isinstance(user, User) and user.is_active else {}
        return self.filter(Q(workspace=None) | Q(workspace__in=list(roles)))

    def usable_in(self, workspace_id: int) -> Self:
        """What a review in this workspace may be rated on, its default first."""
        return (
            self.filter(Q(workspace=None) | Q(workspace=workspace_id), retired_at=None)
            .order_by("-is_default", models.F("workspace").asc(nulls_last=True), "name")
            .prefetch_related("ratings")
        )


class VerdictQuerySet(models.QuerySet[Any]):
    """Published verdicts."""

    def visible_to(self, user: Any) -> Self:
        """Verdicts on claims this user may see."""
        return self.filter(visible_to(user, "claim__"))

    def current(self) -> Self:
        """Those no later verdict has replaced."""
        return self.filter(superseded_by=None)

    def corrections(self) -> Self:
        """Those that replaced an earlier one."""
        return self.filter(number__gt=1)

    def with_rating(self) -> Self:
        """With claim, rating and scale, in one query."""
        return self.select_related("claim", "rating__scale", "published_by")
