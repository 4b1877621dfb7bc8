"""Every question we ask of notes."""

from typing import Self

from provenance.accounts.owned import OwnedQuerySet


class AnnotationQuerySet(OwnedQuerySet):
    """Notes."""

    def on_snapshot(self, snapshot_id: int) -> Self:
        """Notes on passages of one snapshot, threads in order."""
        return self.filter(passage__snapshot=snapshot_id).order_by("id")

    def on_claim(self, claim_id: int) -> Self:
        """Notes on one claim, threads in order."""
        return self.filter(claim=claim_id).order_by("id")
