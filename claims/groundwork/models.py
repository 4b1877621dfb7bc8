"""Searches, gaps, replies and media: what was done to find out, whatever came of it."""

from django.db import models

from claims.evidence.models import Evidence
from claims.records.models import Claim
from provenance.accounts.owned import Counted

from .querysets import GroundworkQuerySet


class Groundwork(Counted):
    """What all of them have in common: a claim, and whether readers are told of it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="%(class)s_rows")
    goes_out = models.BooleanField(help_text="Whether it goes out with the next verdict.")
    shown_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it went out with a verdict; until then it is the workspace's own.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = GroundworkQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.claim.workspace_id


class Search(Groundwork):
    """One line of the search log: what was searched for, where, when, and what came of it."""

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "found nothing"
        FOUND = "found", "found something"

    sought = models.CharField(max_length=500, help_text="What was searched for.")
    place = models.CharField(max_length=300, help_text="An archive, a database, a library.")
    address = models.URLField(max_length=2000, blank=True)
    searched_on = models.DateField()
    outcome = models.CharField(max_length=7, choices=Outcome)
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="searches",
        help_text="What was found, where it became evidence.",
    )
    note = models.TextField(blank=True)

    class Meta(Groundwork.Meta):
        verbose_name_plural = "searches"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sought="") & ~models.Q(place=""),
                name="a_search_says_what_and_where",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="found") | models.Q(evidence=None),
                name="only_a_find_leads_to_evidence",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_at=None) | models.Q(goes_out=True),
                name="only_searches_that_go_out_are_out",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sought} in {self.place}"


class Gap(Groundwork):
    """What was looked for and not found, declared as a gap in what is known."""

    sought = models.CharField(max_length=500, help_text="What could not be found.")
    place = models.CharField(
        max_length=300, blank=True, help_text="Where it was looked for, or ought to be."
    )
    note = models.TextField(blank=True, help_text="What it would tell.")

    class Meta(Groundwork.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sought=""), name="a_gap_says_what_is_missing"
            ),
            models.CheckConstraint(
                condition=models.Q(shown_at=None) | models.Q(goes_out=True),
                name="only_gaps_that_go_out_are_out",
            ),
        ]

    def __str__(self) -> str:
        return self.sought


class Reply(Groundwork):
    """The right of reply: who was asked what, when, by when, and what they answered."""

    party = models.CharField(max_length=200, help_text="Who was asked.")
    question = models.TextField()
    asked_on = models.DateField()
    answer_by = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta(Groundwork.Meta):
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(party="") & ~models.Q(question=""),
                name="a_reply_says_who_was_asked_what",
            ),
            models.CheckConstraint(
                condition=models.Q(answer_by__gte=models.F("asked_on")),
                name="nobody_answers_before_they_are_asked",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on=None, answer="")
                | (
                    # Without a day the comparison is unknown, and a check lets that pass.
                    models.Q(answered_on__isnull=False, answered_on__gte=models.F("asked_on"))
                    & ~models.Q(answer="")
                ),
                name="an_answer_has_a_day_after_the_question",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_at=None) | models.Q(goes_out=True),
                name="only_replies_that_go_out_are_out",
            ),
        ]

    def __str__(self) -> str:
        return f"a question to {self.party}"


class Media(Groundwork):
    """A picture, a film or a sound that the claim is about, where it stands, and what it is."""

    class Medium(models.TextChoices):
        IMAGE = "image", "picture"
        VIDEO = "video", "film"
        AUDIO = "audio", "sound"

    class Category(models.TextChoices):
        """What it turned out to be: schema.org's MediaManipulationRatingEnumeration."""

        ORIGINAL = "OriginalMediaContent", "genuine, and shown for what it is"
        DECONTEXTUALIZED = "DecontextualizedContent", "genuine, but from elsewhere or another time"
        EDITED = "EditedOrCroppedContent", "cut or cropped so that it misleads"
        TRANSFORMED = "TransformedContent", "altered, or made by a program"
        STAGED = "StagedContent", "staged, and shown as if it had happened"
        SATIRE = "SatireOrParodyContent", "satire or parody"

    medium = models.CharField(max_length=5, choices=Medium)
    address = models.URLField(max_length=2000, help_text="Where it stands.")
    archived_at = models.URLField(max_length=2000, blank=True, help_text="Where a copy is kept.")
    shows = models.CharField(max_length=1000, help_text="What it shows or lets one hear.")
    words_in_it = models.CharField(max_length=1000, blank=True, help_text="Written or said in it.")
    category = models.CharField(
        max_length=24, choices=Category, blank=True, help_text="Empty until it is known."
    )
    finding = models.TextField(
        blank=True, help_text="How that is known: where and when it was made."
    )
    original_address = models.URLField(max_length=2000, blank=True)

    class Meta(Groundwork.Meta):
        verbose_name_plural = "media"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(address="") & ~models.Q(shows=""),
                name="media_say_where_and_what",
            ),
            models.CheckConstraint(
                condition=models.Q(category="") | ~models.Q(finding=""),
                name="who_judges_media_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_at=None) | models.Q(goes_out=True),
                name="only_media_that_go_out_are_out",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_medium_display()}: {self.shows}"
