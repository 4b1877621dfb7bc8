"""Every question we ask of evidence."""

from typing import Any, Self

from django.db import models

from claims.records.models import Claim
from claims.records.querysets import told_to
from provenance.accounts.owned import CountedQuerySet, visible_to


class EvidenceQuerySet(CountedQuerySet):
    """Evidence; seen by whoever sees the claim, outside the workspace once it is published.

    What stands in an article that someone keeps to themselves is never seen outside.
    """

    def visible_to(self, user: Any) -> Self:
        """Evidence on claims this user may see."""
        return self.of_claims_seen_by(user).filter(deleted_at=None)

    def of_claims_seen_by(self, user: Any) -> Self:
        """The same with withdrawn evidence, which can be restored."""
        members = models.Q(claim__workspace__in=list(getattr(user, "roles", ())))
        published = models.Q(shown_at__isnull=False)
        return self.filter(members | published, told_to(user), visible_to(user, "claim__"))

    def of_claim(self, claim_id: int) -> Self:
        """That of a claim and of the claims merged into it."""
        return self.filter(claim__in=Claim.objects.family(claim_id), deleted_at=None)

    def with_sources(self) -> Self:
        """With passage, article, outlet and authors, in a constant number of queries."""
        return self.with_texts().prefetch_related("passage__snapshot__article__authorships__person")

    def with_texts(self) -> Self:
        """With passage, article and outlet, in the same query.

        Not one table more: PostgreSQL puts at most eight in the best order (join_collapse_limit).
        """
        return self.select_related("passage__snapshot__article__outlet", "created_by").defer(
            "passage__snapshot__text", "passage__snapshot__blocks", "passage__snapshot__regions"
        )
