"""What texts are found again by, and which of them have words in common."""

from django.db import models

from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted
from provenance.sources.models import Article, Citation, Snapshot

from .querysets import FingerprintQuerySet, SharedTextQuerySet


class Fingerprint(models.Model):
    """That a snapshot's text was read for comparing, and by which method.

    Texts of the same words in one workspace share the keys of the first of them, the `keeper`;
    a text too short to be compared has none.
    """

    snapshot = models.OneToOneField(
        Snapshot, models.PROTECT, primary_key=True, related_name="fingerprint"
    )
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    method = models.PositiveSmallIntegerField(help_text="Of `shingles`; others are stale.")
    words = models.PositiveIntegerField(help_text="Of the article itself.")
    digest = models.BigIntegerField(help_text="Equal for texts of the same words; 0 if short.")
    keeper = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, blank=True, related_name="same"
    )
    compared_at = models.DateTimeField(null=True, blank=True)

    objects = FingerprintQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "digest"],
                condition=~models.Q(digest=0),
                name="fingerprint_by_digest",
            ),
            models.Index(
                fields=["snapshot"], condition=models.Q(compared_at=None), name="not_yet_compared"
            ),
        ]

    def __str__(self) -> str:
        return f"fingerprint of snapshot {self.snapshot_id}"


class Key(models.Model):
    """One key of a text. Tens of millions of rows, so nothing but the one index."""

    pk = models.CompositePrimaryKey("key", "fingerprint")
    key = models.BigIntegerField()
    # Written together with the fingerprint and gone with it: a check for each of the sixty rows of
    # a text would cost as much as writing them.
    fingerprint = models.ForeignKey(
        Fingerprint, models.DO_NOTHING, db_index=False, db_constraint=False, related_name="keys"
    )

    def __str__(self) -> str:
        return f"{self.key} of {self.fingerprint_id}"


class SharedText(Counted):
    """Two articles have words in common: what, how much, and who had it first.

    One row for a pair, about the newest versions of both; `one` is the article that we knew first.
    It is seen by those who see both.
    """

    class Kind(models.TextChoices):
        COPY = "copy", "a copy"
        PARTIAL = "partial", "a copy of a part"
        QUOTATION = "quotation", "the same quotation"
        NAMES = "names", "a near copy under another name"
        COINCIDENCE = "coincidence", "too little to say anything"

    class Direction(models.TextChoices):
        ONE = "one"
        OTHER = "other"

    class State(models.TextChoices):
        OPEN = "open", "found by comparing"
        DECIDED = "decided", "decided by a person"
        REFUSED = "refused", "not the same text"

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    one = models.ForeignKey(Article, models.CASCADE, related_name="+")
    other = models.ForeignKey(Article, models.CASCADE, related_name="+")
    one_snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    other_snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")

    kind = models.CharField(max_length=11, choices=Kind)
    words = models.PositiveIntegerField(help_text="That stand in both.")
    one_share = models.FloatField(help_text="Of the words of the one, 0 to 1.")
    other_share = models.FloatField()
    passages = models.JSONField(
        default=list,
        help_text='[{"one": [start, end], "other": [start, end], "words"}], code points.',
    )
    direction = models.CharField(
        max_length=5, choices=Direction, blank=True, help_text="Who had it first; empty: undecided."
    )
    reasons = models.JSONField(
        default=list,
        help_text='[{"rule", "says", "weight"}]; above 0 for the one, below for the other.',
    )

    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=300, blank=True, help_text="Of the person who decided.")
    citation = models.ForeignKey(
        Citation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What the decision confirmed.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = SharedTextQuerySet.as_manager()

    class Meta:
        ordering = ["-words", "id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_shares_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")),
                name="a_pair_begins_with_the_article_known_first",
            ),
            models.CheckConstraint(
                condition=models.Q(one_share__range=(0, 1), other_share__range=(0, 1)),
                name="shares_between_0_and_1",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="decided", direction=""),
                name="a_decision_says_which_was_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id} share {self.words} words"

    @property
    def earlier(self) -> Article | None:
        """The article that had it first, if that is known."""
        return {"one": self.one, "other": self.other}.get(self.direction)

    @property
    def later(self) -> Article | None:
        """The article that has it from the earlier one."""
        return {"one": self.other, "other": self.one}.get(self.direction)
