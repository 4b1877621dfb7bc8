"""What an article said at one moment, and spans of it. Rows here are never edited."""

from django.db import models

from ..querysets import PassageQuerySet, SnapshotFileQuerySet, SnapshotQuerySet
from .articles import Article


class Snapshot(models.Model):
    """What an article said at one moment. Immutable: a trigger refuses change and deletion."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField(help_text="1, 2, 3 … within the article.")
    captured_at = models.DateTimeField(help_text="When the bytes were fetched or given to us.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    media_type = models.CharField(max_length=100)
    encoding = models.CharField(max_length=40, blank=True)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    raw_sha256 = models.CharField(max_length=64)
    raw_bytes = models.PositiveBigIntegerField()

    text = models.TextField(help_text="Canonical text; offsets everywhere count its code points.")
    text_sha256 = models.CharField(max_length=64)
    characters = models.PositiveIntegerField()
    extractor = models.CharField(max_length=60)
    extractor_version = models.CharField(max_length=40)
    regions = models.JSONField(default=list, help_text='[{"kind", "start", "end"}], in order.')
    blocks = models.JSONField(default=list, help_text='[{"kind", "start", "end", "level"}].')
    warnings = models.JSONField(default=list)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="snapshots_are_numbered")
        ]
        indexes = [models.Index(fields=["raw_sha256"], name="snapshot_by_raw_hash")]

    def __str__(self) -> str:
        return f"snapshot {self.number} of article {self.article_id}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.article.workspace_id


class SnapshotFile(models.Model):
    """The raw bytes of a snapshot, as one gzipped WARC. Immutable like the snapshot."""

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, primary_key=True, related_name="file")
    warc = models.BinaryField()
    sha256 = models.CharField(max_length=64, help_text="Of the WARC file itself.")

    objects = SnapshotFileQuerySet.as_manager()

    def __str__(self) -> str:
        return f"file of snapshot {self.snapshot_id}"


class Passage(models.Model):
    """A span of one snapshot's text. Appearances, evidence and annotations point at passages.

    A trigger refuses a passage whose `quote` is not what the snapshot says at `start`. Who sees
    a passage follows from what rests on it; see `sources.resting`.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField(help_text="Code points, inclusive.")
    end = models.PositiveIntegerField(help_text="Code points, exclusive.")
    quote = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, help_text="Of the quote, UTF-8.")
    created_at = models.DateTimeField(auto_now_add=True)
    marked_by = models.ManyToManyField(
        "accounts.User", related_name="+", blank=True, help_text="For its own sake."
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["snapshot", "start", "-end"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "start", "end"], name="one_passage_per_span"
            ),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")),
                name="a_passage_has_at_least_one_character",
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.start}, {self.end}) of snapshot {self.snapshot_id}"
