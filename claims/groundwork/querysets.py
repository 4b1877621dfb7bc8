"""Every question we ask of searches, gaps and replies."""

from typing import Any, Self

from django.db import models

from claims.records.models import Claim
from provenance.accounts.owned import CountedQuerySet, visible_to


class GroundworkQuerySet(CountedQuerySet):
    """Rows seen by the members who see the claim, by others once they went out with a verdict."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_see."""
        return self.of_claims_seen_by(user).filter(deleted_at=None)

    def of_claims_seen_by(self, user: Any) -> Self:
        """The same with what was withdrawn, which can be restored."""
        members = models.Q(claim__workspace__in=list(getattr(user, "roles", ())))
        out = models.Q(shown_at__isnull=False)
        return self.filter(members | out, visible_to(user, "claim__"))

    def of_claim(self, claim_id: int) -> Self:
        """Those of a claim and of the claims merged into it."""
        return self.filter(claim__in=Claim.objects.family(claim_id), deleted_at=None)
