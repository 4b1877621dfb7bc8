"""Claims, the places where they stand, and the chain of who said them to whom."""

from django.conf import settings
from django.db import models

from provenance.accounts.owned import Counted, Owned
from provenance.sources.knowing import Precision
from provenance.sources.models import Passage, Person

from .querysets import (
    AppearanceQuerySet,
    ClaimQuerySet,
    HopQuerySet,
    RelationQuerySet,
    StandingHops,
)


class Claim(Owned):
    """One statement, in our own self-contained wording: who, what, when."""

    class Kind(models.TextChoices):
        EVENT = "event"
        QUANTITY = "quantity"
        QUOTATION = "quotation"
        CAUSAL = "causal"
        PREDICTION = "prediction"
        OPINION = "opinion"

    class Checkable(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNSURE = "unsure"

    statement = models.CharField(max_length=1000)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.EVENT)
    checkable = models.CharField(max_length=6, choices=Checkable, default=Checkable.UNSURE)
    about = models.DateField(null=True, blank=True, help_text="The date it speaks of.")
    about_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    language = models.CharField(max_length=8, default="en")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The claim this one was split from.",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    first_appearance = models.ForeignKey(
        "Appearance",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The earliest one, kept up to date by the services.",
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(statement=""), name="a_claim_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(about=None, about_precision="")
                | (models.Q(about__isnull=False) & ~models.Q(about_precision="")),
                name="a_claim_date_has_a_precision",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="no_claim_is_its_own_part",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="no_claim_is_merged_into_itself",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "-id"], name="claim_newest")]

    def __str__(self) -> str:
        return self.statement


class Appearance(Counted):
    """A claim stands in a text, on exactly these words."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="appearances")
    note = models.CharField(max_length=500, blank=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "passage"],
                condition=models.Q(deleted_at=None),
                name="a_claim_appears_once_on_the_same_words",
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} at passage {self.passage_id}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.claim.workspace_id


class Attribution(models.Model):
    """One hop of the chain, from the origin (position 0) to the page."""

    class Directness(models.TextChoices):
        DIRECT = "direct", "direct quotation"
        INDIRECT = "indirect", "reported speech"
        HEARSAY = "hearsay", "second hand"
        OWN_VOICE = "own_voice", "in the article's own voice"

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="attributions")
    position = models.PositiveSmallIntegerField()
    speaker = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        help_text="Empty: this link of the chain is missing, and recorded as missing.",
    )
    cue = models.ForeignKey(
        Passage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cues",
        help_text="The words that say who said it.",
    )
    directness = models.CharField(max_length=9, choices=Directness)
    anonymous = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = StandingHops()
    including_withdrawn = HopQuerySet.as_manager()

    class Meta:
        ordering = ["appearance", "position"]
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["appearance", "position"],
                condition=models.Q(deleted_at=None),
                name="hops_of_a_chain_are_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"hop {self.position} of appearance {self.appearance_id}"

    @property
    def version(self) -> int:
        """A chain is changed as a whole, so a hop has the version of its appearance."""
        return self.appearance.version

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.appearance.workspace_id


class Relation(Owned):
    """How one claim stands to another, with the reason a person gave."""

    class Kind(models.TextChoices):
        SAME = "same", "the same claim"
        NARROWER = "narrower"
        BROADER = "broader"
        CONTRADICTS = "contradicts"
        SUPPORTS = "supports"
        CONTEXT = "context", "gives context"
        BOTH_TRUE = "both_true", "both true by different measures"

    source = models.ForeignKey(Claim, models.CASCADE, related_name="relations_from")
    target = models.ForeignKey(Claim, models.CASCADE, related_name="relations_to")
    kind = models.CharField(max_length=11, choices=Kind)
    reason = models.CharField(max_length=500)

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=models.Q(deleted_at=None),
                name="one_relation_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="no_claim_relates_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Merge(models.Model):
    """Two claims were found to be one. Undone, it stays on record."""

    kept = models.ForeignKey(Claim, models.PROTECT, related_name="merges_in")
    merged = models.ForeignKey(Claim, models.PROTECT, related_name="merges_out")
    reason = models.CharField(max_length=500)
    visibility_before = models.CharField(
        max_length=9, help_text="Who saw the merged claim; given back when this is undone."
    )
    carried = models.ManyToManyField(
        Claim,
        related_name="+",
        blank=True,
        help_text="Claims merged into the merged one earlier, which moved with it.",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=models.Q(undone_at=None),
                name="a_claim_is_merged_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("merged")), name="no_merge_with_itself"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_merge_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} merged into {self.kept_id}"
