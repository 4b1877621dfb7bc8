"""How claims stand to each other: proposed by the program, decided by a person."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least

from provenance.accounts.owned import Owned
from provenance.sources.knowing import Known, Precision

from ..querysets import RelationQuerySet
from .claims import Claim


class Relation(Owned):
    """How one claim stands to another, why, and when that holds.

    What the program proposes (`known` is inferred) counts nowhere until a person confirms it, and
    a pair is proposed once: a refusal lasts.
    """

    class Kind(models.TextChoices):
        SAME = "same", "the same claim"
        NARROWER = "narrower"
        BROADER = "broader"
        CONTRADICTS = "contradicts"
        SUPPORTS = "supports"
        CONTEXT = "context", "gives context"
        BOTH_TRUE = "both_true", "both true by different measures"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    source = models.ForeignKey(Claim, models.CASCADE, related_name="relations_from")
    target = models.ForeignKey(Claim, models.CASCADE, related_name="relations_to")
    kind = models.CharField(max_length=11, choices=Kind)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=9, choices=State, default=State.CONFIRMED)
    known = models.CharField(max_length=9, choices=Known, default=Known.PERSON)
    confidence = models.FloatField(default=1.0, help_text="How sure the proposal is, 0 to 1.")
    signs = models.JSONField(
        default=list, blank=True, help_text='[{"sign", "says"}]: what it rests on.'
    )
    holds_from = models.DateField(null=True, blank=True, help_text="From when it holds.")
    holds_from_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    holds_until = models.DateField(null=True, blank=True, help_text="Until when it holds.")
    holds_until_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    decision = models.CharField(
        max_length=500, blank=True, help_text="Why a proposal was refused, for the desk."
    )

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=Q(deleted_at=None),
                name="one_relation_of_a_kind",
            ),
            models.UniqueConstraint(
                Least("source", "target"),
                Greatest("source", "target"),
                condition=Q(known=Known.INFERRED),
                name="two_claims_are_proposed_once",
            ),
            models.CheckConstraint(
                condition=~Q(source=models.F("target")),
                name="no_claim_relates_to_itself",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1),
                name="relation_confidence_between_0_and_1",
            ),
            models.CheckConstraint(
                condition=Q(holds_from=None, holds_from_precision="")
                | (Q(holds_from__isnull=False) & ~Q(holds_from_precision="")),
                name="the_first_day_of_a_relation_has_a_precision",
            ),
            models.CheckConstraint(
                condition=Q(holds_until=None, holds_until_precision="")
                | (Q(holds_until__isnull=False) & ~Q(holds_until_precision="")),
                name="the_last_day_of_a_relation_has_a_precision",
            ),
            models.CheckConstraint(
                condition=Q(holds_from=None)
                | Q(holds_until=None)
                | Q(holds_until__gte=models.F("holds_from")),
                name="a_relation_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "-confidence"],
                condition=Q(state="proposed"),
                name="relation_proposals",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
