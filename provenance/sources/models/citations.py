"""How one article leans on another."""

from django.db import models

from provenance.accounts.owned import Owned

from ..knowing import Known
from ..querysets import CitationQuerySet
from .articles import Article
from .texts import Passage


class Citation(Owned):
    """One article leans on another, known here or only by its address or name."""

    class Kind(models.TextChoices):
        CITES = "cites"
        QUOTES = "quotes"
        REPUBLISHES = "republishes"
        CORRECTS = "corrects"
        TRANSLATES = "translates"
        LINKS = "links", "links to"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    source = models.ForeignKey(Article, models.CASCADE, related_name="citations_made")
    target = models.ForeignKey(
        Article,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="citations_received",
    )
    target_name = models.CharField(max_length=300, blank=True)
    target_address = models.URLField(max_length=2000, blank=True)
    kind = models.CharField(max_length=11, choices=Kind)
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="citations_here"
    )
    target_passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="cited_here"
    )
    known = models.CharField(max_length=9, choices=Known, default=Known.PERSON)
    confidence = models.FloatField(default=1.0)
    why = models.CharField(max_length=300, blank=True)
    reasons = models.JSONField(
        default=list,
        blank=True,
        help_text='[{"rule", "says", "weight"}]: what spoke for it when it was proposed.',
    )
    uncredited = models.BooleanField(
        default=False, help_text="The citing text does not name what it takes from."
    )
    state = models.CharField(max_length=9, choices=State, default=State.CONFIRMED)
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why it was confirmed or rejected."
    )
    identity = models.CharField(
        max_length=2100,
        blank=True,
        editable=False,
        help_text="What a proposal is about, so that it is made once; nothing if a person said it.",
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target__isnull=False)
                | ~models.Q(target_name="")
                | ~models.Q(target_address=""),
                name="a_citation_names_what_it_cites",
            ),
            models.CheckConstraint(
                condition=models.Q(target=None) | ~models.Q(source=models.F("target")),
                name="no_article_cites_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1),
                name="citation_confidence_between_0_and_1",
            ),
            # A rejection lasts because its row stays, and a second of its kind is refused.
            models.UniqueConstraint(
                fields=["identity"],
                condition=~models.Q(identity=""),
                name="what_was_proposed_is_never_proposed_again",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "-id"],
                condition=models.Q(state="proposed", deleted_at=None),
                name="citation_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id or self.target_name}"
