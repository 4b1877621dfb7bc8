"""Claims, the places where they stand, and the chain of who said them to whom."""

from django.conf import settings
from django.db import models

from provenance.accounts.owned import Counted, Owned
from provenance.sources.covers import in_place_of
from provenance.sources.knowing import Known, Precision
from provenance.sources.models import Article, Covered, Passage, Person

from ..querysets import (
    AppearanceQuerySet,
    ClaimQuerySet,
    HopQuerySet,
    StandingHops,
)


class Claim(Owned, Covered):
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

    @property
    def called(self) -> str:
        """Its words, or those on its cover: for places where nothing can be opened."""
        return in_place_of(self.statement, self.sensitive)


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
    """One hop of the chain, from the origin (position 0) to the page.

    Only `directness` must be said; what nobody has recorded yet is empty.
    """

    class Directness(models.TextChoices):
        DIRECT = "direct", "direct quotation"
        INDIRECT = "indirect", "reported speech"
        HEARSAY = "hearsay", "second hand"
        OWN_VOICE = "own_voice", "in the article's own voice"

    class Basis(models.TextChoices):
        """How the speaker knows."""

        WITNESS = "witness", "was there"
        MEASURED = "measured", "measured or counted it"
        DOCUMENT = "document", "has it from a document"
        TOLD = "told", "was told by someone"
        TIP = "tip", "has it from an anonymous tip"
        REASONED = "reasoned", "worked it out or guessed it"
        NOT_STATED = "not_stated", "does not say how they know"

    class Gap(models.TextChoices):
        """Why a link is missing."""

        NOT_STATED = "not_stated", "the text does not say"
        WITHHELD = "withheld", "the text keeps it back"
        LOST = "lost", "the words that said so are lost"
        NOT_FOUND = "not_found", "looked for and not found"

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
    gap = models.CharField(
        max_length=10, choices=Gap, blank=True, help_text="Why this link is missing."
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
    basis = models.CharField(
        max_length=10, choices=Basis, blank=True, help_text="How the speaker knows."
    )
    said_on = models.DateField(null=True, blank=True, help_text="When it was said.")
    said_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    wording = models.CharField(
        max_length=1000, blank=True, help_text="The words as this speaker had them."
    )
    wording_at = models.ForeignKey(
        Passage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wordings",
        help_text="The same, where they stand in a text of the workspace.",
    )
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hops",
        help_text="The text in which the speaker says it, where we have it.",
    )
    known = models.CharField(
        max_length=9, choices=Known, blank=True, help_text="How this hop is known to us."
    )
    confidence = models.FloatField(null=True, blank=True, help_text="0 to 1.")
    known_from = models.CharField(
        max_length=500, blank=True, help_text="An address or a note: whence we know this hop."
    )
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
            ),
            models.CheckConstraint(
                condition=models.Q(said_on=None, said_precision="")
                | (models.Q(said_on__isnull=False) & ~models.Q(said_precision="")),
                name="a_hop_date_has_a_precision",
            ),
            models.CheckConstraint(
                condition=models.Q(confidence=None)
                | (models.Q(confidence__gte=0, confidence__lte=1) & ~models.Q(known="")),
                name="a_hop_is_known_somehow_before_surely",
            ),
            models.CheckConstraint(
                condition=models.Q(known_from="") | ~models.Q(known=""),
                name="a_hop_is_known_somehow_before_whence",
            ),
            models.CheckConstraint(
                condition=models.Q(wording="") | models.Q(wording_at=None),
                name="a_hop_has_its_words_once",
            ),
            models.CheckConstraint(
                condition=models.Q(gap="") | models.Q(speaker=None),
                name="only_a_missing_link_has_a_gap",
            ),
        ]

    def __str__(self) -> str:
        return f"hop {self.position} of appearance {self.appearance_id}"

    @property
    def missing(self) -> bool:
        """Whether nobody is known to stand here. A text that speaks for itself is somebody."""
        return self.speaker_id is None and self.directness != self.Directness.OWN_VOICE

    @property
    def words(self) -> str:
        """The claim as this speaker had it; empty where that is not recorded."""
        return self.wording or (self.wording_at.quote if self.wording_at else "")

    @property
    def version(self) -> int:
        """A chain is changed as a whole, so a hop has the version of its appearance."""
        return self.appearance.version

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.appearance.workspace_id


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
