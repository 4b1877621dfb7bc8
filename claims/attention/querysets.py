"""Every question we ask of subscriptions, notifications, saved filters and picks."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet, OwnedQuerySet, shown_to, visible_to
from provenance.accounts.roles import CHECKS

LONG = ("text", "blocks", "regions")


def _known(user: Any) -> bool:
    return isinstance(user, User) and user.is_active


class SavedFilterQuerySet(OwnedQuerySet):
    """Saved filters."""

    def on(self, page: str) -> Self:
        """Those of one list."""
        return self.filter(page=page)

    def restorable_by(self, user: Any) -> Self:
        """Deleted ones this user may bring back: their own, where they still belong."""
        if not _known(user):
            return self.none()
        mine = self.filter(created_by=user.pk, workspace__in=list(user.roles))
        return mine.filter(shown_to(user), deleted_at__isnull=False)


class SubscriptionQuerySet(CountedQuerySet):
    """What people follow; nobody sees what somebody else follows."""

    def visible_to(self, user: Any) -> Self:
        """One's own, to things one still sees in workspaces one still belongs to.

        Agrees with `rules.may_see`.
        """
        if not _known(user):
            return self.none()
        seen = Q()
        for kind in ("claim", "article", "outlet", "person", "topic"):
            seen |= Q(**{f"{kind}__isnull": False}) & visible_to(user, f"{kind}__")
        own = self.filter(created_by=user.pk, workspace__in=list(user.roles), deleted_at=None)
        return own.filter(seen)

    def to(self, thing: models.Model) -> Self:
        """Those to one thing."""
        return self.filter(**{str(thing._meta.model_name): thing.pk})

    def with_things(self) -> Self:
        """With what is followed, in one query."""
        return self.select_related("claim", "article", "outlet", "person", "topic", "workspace")


class NotificationQuerySet(models.QuerySet[Any]):
    """What people are told."""

    def visible_to(self, user: Any) -> Self:
        """One's own, about what one sees now, in workspaces one still belongs to.

        Agrees with `rules.may_be_told`.
        """
        if not _known(user):
            return self.none()
        notes: Any = apps.get_model("annotations", "Annotation")
        readable = notes._default_manager.visible_to(user).order_by().values("pk")
        checks: Any = apps.get_model("reviews", "Check")
        known = checks._default_manager.visible_to(user).order_by().values("pk")
        return self.filter(
            Q(claim=None) | visible_to(user, "claim__"),
            Q(article=None) | visible_to(user, "article__"),
            Q(note=None) | Q(note__in=readable),
            Q(round=None) | Q(round__in=known),
            receiver=user.pk,
            workspace__in=list(user.roles),
        )

    def unread(self) -> Self:
        """Those not read yet."""
        return self.filter(read_at=None)

    def unsent(self) -> Self:
        """Those that no letter has told yet."""
        return self.filter(sent_at=None)

    def with_things(self) -> Self:
        """With the event, who did it and what it is about, in one query."""
        return self.select_related(
            "event__actor",
            "workspace",
            "claim",
            "article",
            "note",
            "subscription__claim",
            "subscription__article",
            "subscription__outlet",
            "subscription__person",
            "subscription__topic",
        )


class PickQuerySet(CountedQuerySet):
    """Why claims were picked: known to those who check in the workspace."""

    def visible_to(self, user: Any) -> Self:
        """Of claims that this person sees; the list form of `rules.may_see_pick`."""
        if not _known(user):
            return self.none()
        checks = [here for here, role in user.roles.items() if role in CHECKS]
        return self.filter(visible_to(user, "claim__"), workspace__in=checks, deleted_at=None)
