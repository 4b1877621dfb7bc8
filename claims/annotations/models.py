"""Notes in threads on a passage, an article or a claim, with every earlier wording kept."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims.records.models import Claim
from provenance.accounts.owned import Owned
from provenance.sources.models import Article, Passage

from .querysets import AnnotationQuerySet, FlagQuerySet, RevisionQuerySet


class Motivation(models.TextChoices):
    """Why a note was written: the thirteen reasons of the W3C Web Annotation vocabulary."""

    COMMENTING = "commenting"
    QUESTIONING = "questioning"
    ASSESSING = "assessing"
    BOOKMARKING = "bookmarking"
    CLASSIFYING = "classifying"
    DESCRIBING = "describing"
    EDITING = "editing"
    HIGHLIGHTING = "highlighting"
    IDENTIFYING = "identifying"
    LINKING = "linking"
    MODERATING = "moderating"
    REPLYING = "replying"
    TAGGING = "tagging"


class State(models.TextChoices):
    """What a moderator decided. Only approved notes are shown to others than their author."""

    PENDING = "pending", "waits for a moderator"
    APPROVED = "approved"
    DENIED = "denied"
    SPAM = "spam"


# Such a note may be without words: it only marks its place.
WORDLESS = (Motivation.HIGHLIGHTING, Motivation.BOOKMARKING)


class Annotation(Owned):
    """A note. The first of a thread stands on a passage, an article as a whole, or a claim.

    Answers stand on a note, and on what that note stands on.
    """

    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="annotations"
    )
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="annotations"
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
    body = models.TextField(blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    motivation = models.CharField(
        max_length=12, choices=Motivation, default=Motivation.COMMENTING, db_default="commenting"
    )
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        help_text="Members named in the words, as @username.",
    )
    state = models.CharField(
        max_length=8, choices=State, default=State.APPROVED, db_default="approved"
    )
    promoted_claim = models.ForeignKey(
        Claim,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        help_text="The claim that was made from this note.",
    )
    via = models.CharField(
        max_length=500,
        blank=True,
        db_index=True,
        help_text="The name (an IRI) the note had where it came from.",
    )
    outside = models.JSONField(
        default=dict,
        blank=True,
        help_text="What other programs sent with the note and expect back, word for word, by "
        "the contract they speak: `w3c`, `hypothesis`.",
    )

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(passage__isnull=False, article=None, claim=None)
                | models.Q(passage=None, article__isnull=False, claim=None)
                | models.Q(passage=None, article=None, claim__isnull=False),
                name="a_note_stands_on_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None, root=None)
                | models.Q(parent__isnull=False, root__isnull=False),
                name="a_reply_belongs_to_a_thread",
            ),
            models.CheckConstraint(
                condition=~models.Q(body="")
                | ~models.Q(tags=[])
                | models.Q(motivation__in=WORDLESS),
                name="a_note_says_or_marks_something",
            ),
            models.CheckConstraint(
                condition=models.Q(motivation__in=Motivation.values),
                name="a_note_has_a_known_motivation",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="a_note_is_in_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"


class AnnotationRevision(models.Model):
    """What a note said before an edit, who saw it then, and how far it had passed."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list)
    motivation = models.CharField(
        max_length=12, choices=Motivation, default=Motivation.COMMENTING, db_default="commenting"
    )
    visibility = models.CharField(max_length=9)
    state = models.CharField(
        max_length=8, choices=State, default=State.APPROVED, db_default="approved"
    )
    outside = models.JSONField(
        default=dict, blank=True, help_text="What other programs had sent with the note by then."
    )
    passage = models.ForeignKey(
        Passage,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The words it stood on before it was moved to others; else empty.",
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["annotation", "version"], name="one_revision_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version} of note {self.annotation_id}"

    @property
    def workspace_id(self) -> int:
        """Where it was written."""
        return self.annotation.workspace_id

    @property
    def created_by_id(self) -> int | None:
        """Whose words these are: only its author rewords a note."""
        return self.annotation.created_by_id


class Flag(models.Model):
    """Someone's wish that a moderator look at a note. Its author never learns whose."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, help_text="When a moderator decided on the note.")

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["annotation", "created_by"], name="one_flag_per_person_and_note"
            )
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.annotation.workspace_id


class Decision(models.Model):
    """One line of the log of moderation: who moved a note from state to state, when, and why."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="decisions")
    before = models.CharField(max_length=8, choices=State)
    after = models.CharField(max_length=8, choices=State)
    reason = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
