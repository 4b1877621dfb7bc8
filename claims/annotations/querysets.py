"""Every question we ask of notes."""

from typing import Any, Self

from django.db.models import Q

from provenance.accounts.models import User
from provenance.accounts.owned import OwnedQuerySet, shown_to, visible_to
from provenance.accounts.roles import PUBLISHES, RECORDS, Visibility


class AnnotationQuerySet(OwnedQuerySet):
    """Notes."""

    def visible_to(self, user: Any) -> Self:
        """Notes this user may see, on things they may see; agrees with `rules.may_see`."""
        return self.for_threads(user).filter(deleted_at=None)

    def for_threads(self, user: Any) -> Self:
        """Those and the deleted ones among them, whose place in a thread still shows."""
        on_claim = Q(claim__isnull=False) & visible_to(user, "claim__")
        on_passage = Q(passage__isnull=False) & visible_to(user, "passage__snapshot__article__")
        return self.filter(shown_to(user)).filter(on_claim | on_passage)

    def restorable_by(self, user: Any) -> Self:
        """Deleted notes this user may bring back; agrees with `rules.may_restore`."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        publishes = [here for here, role in user.roles.items() if role in PUBLISHES]
        records = [here for here, role in user.roles.items() if role in RECORDS]
        others = Q(workspace__in=publishes) & ~Q(visibility=Visibility.ME)
        own = Q(workspace__in=records, created_by=user.pk)
        return self.filter(others | own, deleted_at__isnull=False)

    def on_snapshot(self, snapshot_id: int) -> Self:
        """Notes on passages of one snapshot, threads in order."""
        return self.filter(passage__snapshot=snapshot_id).order_by("id")

    def on_claim(self, claim_id: int) -> Self:
        """Notes on one claim, threads in order."""
        return self.filter(claim=claim_id).order_by("id")

    def with_ground(self) -> Self:
        """With author and what the note stands on, in one query."""
        return self.select_related(
            "workspace", "created_by", "claim", "passage__snapshot__article", "parent"
        ).defer(
            "passage__snapshot__text", "passage__snapshot__blocks", "passage__snapshot__regions"
        )
