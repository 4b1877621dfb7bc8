"""Evidence: an edge from a passage or an address to a claim, with a stance and a reason."""

from django.db import models

from claims.annotations.models import Annotation
from claims.records.models import Claim
from provenance.accounts.owned import Counted
from provenance.sources.models import Covered, Passage

from .querysets import EvidenceQuerySet


class Evidence(Counted, Covered):
    """What supports, contradicts or gives context to a claim, and why."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports"
        CONTRADICTS = "contradicts"
        CONTEXT = "context", "gives context"

    class Origin(models.TextChoices):
        PRIMARY = "primary", "primary source"
        SECONDARY = "secondary", "secondary source"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=11, choices=Stance)
    warrant = models.TextField(help_text="Why this bears on the claim.")
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    address = models.URLField(max_length=2000, blank=True)
    origin = models.CharField(max_length=9, choices=Origin, default=Origin.SECONDARY)
    depends_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dependents",
        help_text="The evidence this one merely repeats.",
    )
    note = models.ForeignKey(
        Annotation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        help_text="The note it was made from.",
    )
    shown_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it went out with a verdict; until then it is the workspace's own.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(passage__isnull=False) | ~models.Q(address=""),
                name="evidence_is_a_passage_or_an_address",
            ),
            models.CheckConstraint(condition=~models.Q(warrant=""), name="evidence_says_why"),
            models.CheckConstraint(
                condition=~models.Q(depends_on=models.F("id")),
                name="no_evidence_depends_on_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stance} claim {self.claim_id}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.claim.workspace_id
