"""What someone is told, and how often letters go out."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.annotations.models import Annotation
from claims.records.models import Claim
from claims.reviews.models import Check
from provenance.accounts.models import Workspace
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article

from ..querysets import NotificationQuerySet
from .following import Subscription


class Why(models.TextChoices):
    """Why someone is told, the most pressing first."""

    ASSIGNED = "assigned", "assigned to you"
    WAITING = "waiting", "waits for you"
    MENTIONED = "mentioned", "names you"
    ANSWERED = "answered", "answers you"
    FOLLOWED = "followed", "you follow it"


class Notification(models.Model):
    """One event that concerns one person.

    It keeps no words: what it says is made from the event when it is shown, and it is shown only
    to someone who sees what it is about then.
    """

    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    event = models.ForeignKey(AuditEvent, models.PROTECT, related_name="+")
    why = models.CharField(max_length=9, choices=Why)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.ForeignKey(Annotation, models.PROTECT, null=True, blank=True, related_name="+")
    round = models.ForeignKey(
        Check,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The check in which something waits; called so because models have a `check`.",
    )
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, null=True, blank=True, related_name="notifications"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When a letter told it.")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["receiver", "event"], name="an_event_is_told_once"),
            models.UniqueConstraint(
                fields=["receiver", "note"],
                condition=Q(note__isnull=False),
                name="a_note_is_told_once",
            ),
            models.CheckConstraint(
                condition=~Q(claim=None, article=None, note=None),
                name="a_notification_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(subscription=None) | Q(why=Why.FOLLOWED),
                name="only_followers_are_told_by_subscription",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "workspace", "-id"], name="notification_newest"),
            models.Index(
                fields=["receiver", "workspace"],
                condition=Q(read_at=None),
                name="notification_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"notification {self.pk} of event {self.event_id}"

    @property
    def version(self) -> int:
        """For the ETag: it changes once, when it is read."""
        return 1 if self.read_at is None else 2


class Letters(models.Model):
    """How often someone is written to about what is new. Without a row: once a day."""

    class Every(models.TextChoices):
        DAY = "daily", "once a day"
        WEEK = "weekly", "once a week, on Mondays"
        NEVER = "off", "never"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    every = models.CharField(max_length=6, choices=Every, default=Every.DAY)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the last one went out.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "letters"
        constraints = [
            models.CheckConstraint(
                condition=Q(every__in=["daily", "weekly", "off"]), name="letters_go_out_so_often"
            )
        ]

    def __str__(self) -> str:
        return f"letters to {self.person_id}: {self.every}"
