"""What became of passages, and of whole texts, in the later versions of their article.

Worked out from texts that never change: these rows may be thrown away and worked out again.
"""

from django.db import models
from django.db.models import Q

from ..querysets import FollowingQuerySet, RevisionQuerySet
from .texts import Passage, Snapshot


class Following(models.Model):
    """Where a passage stands in a version captured later than its own. See `anchoring`."""

    class Status(models.TextChoices):
        EXACT = "exact", "unchanged"
        MOVED = "moved", "moved within the text"
        CHANGED = "changed", "reworded"
        AMBIGUOUS = "ambiguous", "not to be told from its like"
        GONE = "gone", "gone"

    LOST = (Status.CHANGED, Status.AMBIGUOUS, Status.GONE)

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="followings")
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="followings", help_text="The later version."
    )
    status = models.CharField(max_length=9, choices=Status)
    start = models.PositiveIntegerField(null=True, blank=True, help_text="Code points there.")
    end = models.PositiveIntegerField(null=True, blank=True)
    score = models.FloatField(help_text="How alike the words are, 0 to 1.")
    words = models.TextField(blank=True, help_text="What stands there now.")
    diff = models.JSONField(default=list, help_text='[{"op", "old", "new"}], from quote to words.')
    candidates = models.JSONField(
        default=list, help_text='[{"start", "end", "words"}], where it is ambiguous.'
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "snapshot"], name="a_passage_is_followed_once_into_a_version"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ambiguous", "gone"], start=None, end=None)
                | Q(status__in=["exact", "moved", "changed"], start__lt=models.F("end")),
                name="a_followed_passage_stands_somewhere_or_is_lost",
            ),
        ]
        indexes = [models.Index(fields=["snapshot", "status"], name="following_by_status")]

    def __str__(self) -> str:
        return f"passage {self.passage_id} in snapshot {self.snapshot_id}: {self.status}"

    @property
    def is_lost(self) -> bool:
        """Whether the words no longer stand there, or nobody can say that they do."""
        return self.status in self.LOST

    @property
    def span(self) -> tuple[int, int] | None:
        """Where it stands there, in code points; None where it is ambiguous or gone."""
        return None if self.start is None or self.end is None else (self.start, self.end)


class Revision(models.Model):
    """How one version of an article differs from the one captured before it."""

    class Kind(models.TextChoices):
        SAME = "same", "no word is different"
        AROUND = "around", "only the page around it changed"
        SILENT = "silent", "changed without saying so"
        ANNOUNCED = "announced", "changed, and says so"

    before = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    after = models.ForeignKey(Snapshot, models.PROTECT, related_name="revisions")
    kind = models.CharField(max_length=9, choices=Kind)
    places = models.PositiveIntegerField(help_text="How many places differ.")
    words_gone = models.PositiveIntegerField()
    words_new = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="two_versions_compared_once"),
            models.CheckConstraint(
                condition=~Q(before=models.F("after")), name="no_version_before_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"from snapshot {self.before_id} to {self.after_id}: {self.kind}"
