"""Who is told, what was sent, and how it was answered."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.records.models import Claim
from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted

from .occasions import TEST, Occasion
from .querysets import DeliveryQuerySet, WebhookQuerySet
from .signing import new_grain


class Webhook(Counted):
    """A program that is told what a workspace publishes. Of its key only a grain is stored."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    address = models.URLField(max_length=500)
    events = ArrayField(models.CharField(max_length=20, choices=Occasion))
    site = models.CharField(
        max_length=200, blank=True, help_text="Where our pages are, if SITE_URL doesn't say it."
    )
    grain = models.CharField(max_length=40, default=new_grain, editable=False)
    old_grain = models.CharField(max_length=40, blank=True, editable=False)
    old_grain_until = models.DateTimeField(null=True, blank=True, editable=False)
    off_since = models.DateTimeField(null=True, blank=True)
    off_because = models.CharField(max_length=200, blank=True, help_text="Empty: by a person.")
    failures = models.PositiveIntegerField(default=0, help_text="Failed attempts running.")
    rests_until = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(
        null=True, blank=True, help_text="While something is being sent; a lease."
    )

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(events__len__gte=1), name="a_webhook_is_told_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        """Whether anything is sent to it."""
        return self.off_since is None and self.deleted_at is None

    def grains_at(self, moment: datetime) -> list[str]:
        """What it is signed with: the new key, and for a while the one before."""
        old = self.old_grain_until is not None and self.old_grain_until > moment
        return [self.grain, self.old_grain] if old else [self.grain]


class Delivery(models.Model):
    """One thing to tell one program. Its text stays the same however often it is sent."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        GIVEN_UP = "given_up", "given up"
        DROPPED = "dropped", "no longer public"

    KINDS = [*Occasion.choices, (TEST, "a test")]

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, help_text="The webhook-id.")
    event = models.CharField(max_length=20, choices=KINDS)
    number = models.BigIntegerField(
        null=True, blank=True, help_text="Of the event in the workspace's history."
    )
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="+")
    body = models.TextField(help_text="JSON, byte for byte as it is signed.")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    failures = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "number"], name="an_event_is_told_once_to_each"
            ),
        ]
        indexes = [
            models.Index(
                fields=["webhook", "next_at"],
                condition=Q(state="waiting"),
                name="deliveries_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.webhook_id}"


class Attempt(models.Model):
    """One time that a delivery was sent, and what came back."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    code = models.CharField(max_length=30, blank=True, help_text="Empty where it was taken.")
    said = models.CharField(max_length=300, blank=True, help_text="Why it failed, in words.")
    answer = models.CharField(max_length=500, blank=True, help_text="The beginning of what came.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.status or self.code} at {self.at}"
