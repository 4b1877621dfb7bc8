"""Every question we ask of asides."""

from typing import Any, Self

from django.db.models import Q

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet, visible_to
from provenance.accounts.roles import PUBLISHES


class AsideQuerySet(CountedQuerySet):
    """Asides: each for its author and for the editors and owners of the workspace."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_see."""
        return self.with_withdrawn(user).filter(deleted_at=None)

    def with_withdrawn(self, user: Any) -> Self:
        """The same with what its author took back, which only they can put back."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        publishes = [here for here, role in user.roles.items() if role in PUBLISHES]
        own = Q(created_by=user.pk, workspace__in=list(user.roles))
        others = Q(workspace__in=publishes, deleted_at=None)
        claim = Q(claim=None) | visible_to(user, "claim__")
        words = Q(passage=None) | visible_to(user, "passage__snapshot__article__")
        return self.filter(own | others).filter(claim).filter(words)

    def of_claim(self, claim_id: int) -> Self:
        """Those about a claim and about the claims merged into it."""
        return self.filter(claim__in=Claim.objects.family(claim_id))

    def waiting(self) -> Self:
        """Those that no editor has settled."""
        return self.filter(settled_at=None)

    def with_ground(self) -> Self:
        """With author, claim, words and their article, in one query."""
        long = ("text", "blocks", "regions", "warnings")
        return self.select_related(
            "workspace", "created_by", "settled_by", "claim", "passage__snapshot__article"
        ).defer(*(f"passage__snapshot__{name}" for name in long))
