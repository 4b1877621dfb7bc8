"""Notes in threads on a passage or a claim, with every earlier wording kept."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims.records.models import Claim
from provenance.accounts.owned import Owned
from provenance.sources.models import Passage

from .querysets import AnnotationQuerySet


class Annotation(Owned):
    """A note. The first of a thread stands on a passage or a claim; replies stand on a note."""

    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="annotations"
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="annotations"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    root = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="thread",
        help_text="The note that began the thread; empty on that note itself.",
    )
    body = models.TextField()
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(passage__isnull=False, claim=None)
                | models.Q(passage=None, claim__isnull=False),
                name="a_note_stands_on_a_passage_or_a_claim",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None, root=None)
                | models.Q(parent__isnull=False, root__isnull=False),
                name="a_reply_belongs_to_a_thread",
            ),
            models.CheckConstraint(condition=~models.Q(body=""), name="a_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"


class AnnotationRevision(models.Model):
    """What a note said before an edit."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    body = models.TextField()
    tags = ArrayField(models.CharField(max_length=60), default=list)
    visibility = models.CharField(max_length=9)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["annotation", "version"], name="one_revision_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version} of note {self.annotation_id}"
