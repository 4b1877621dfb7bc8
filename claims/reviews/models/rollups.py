"""How the parts of a claim make the whole, where someone has chosen a rule."""

from django.db import models

from claims.records.models import Claim
from provenance.accounts.owned import Counted

from ..querysets import RollUpQuerySet
from ..rollup import Rule
from .scales import Rating


class RollUp(Counted):
    """The rule by which a claim follows from its parts; by hand with a rating and a reason."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="roll_ups")
    rule = models.CharField(max_length=5, choices=Rule)
    rating = models.ForeignKey(
        Rating,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roll_ups",
        help_text="What a person decided; only where the rule is by hand.",
    )
    reason = models.TextField(blank=True, help_text="Why this rule, or why so by hand.")
    updated_at = models.DateTimeField(auto_now=True)

    objects = RollUpQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(deleted_at=None),
                name="a_claim_is_rolled_up_one_way",
            ),
            models.CheckConstraint(
                condition=(models.Q(rule="hand", rating__isnull=False) & ~models.Q(reason=""))
                | (~models.Q(rule="hand") & models.Q(rating=None)),
                name="only_by_hand_with_rating_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} for claim {self.claim_id}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.claim.workspace_id
