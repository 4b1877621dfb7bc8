"""What was done: one chain of events a workspace, each sealed with the hash of the one before."""

from django.conf import settings
from django.db import models


class Via(models.TextChoices):
    """Through which door a change came."""

    PAGE = "page"
    API = "api"
    WORKER = "worker"
    SHELL = "shell"


class AuditHead(models.Model):
    """The end of one chain. Its row is locked while an event is added, so numbers have no gaps."""

    chain = models.BigIntegerField(primary_key=True, help_text="Workspace id; 0 is the whole site.")
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"chain {self.chain} at {self.number}"


class AuditEvent(models.Model):
    """One thing someone did. Written once; a trigger refuses change and deletion."""

    chain = models.BigIntegerField(help_text="Workspace id; 0 is the whole site.")
    number = models.BigIntegerField(help_text="1, 2, 3 … without gaps within the chain.")
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    via = models.CharField(max_length=8, choices=Via)
    action = models.CharField(max_length=60, help_text="For example claim.recorded.")
    target = models.CharField(max_length=80, help_text="For example claims.claim:9.")
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_event_per_number")
        ]
        indexes = [models.Index(fields=["target", "id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.action} {self.target}"


class EarlierEvent(models.Model):
    """One event of the history that a workspace brought along from another place, word for word.

    It names rows and people by the numbers they had there. Written once, like those of here.
    """

    workspace = models.BigIntegerField(help_text="The workspace here: whose chain goes on.")
    move = models.PositiveIntegerField(help_text="1, 2, 3 … for each time it moved.")
    chain = models.BigIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=150, blank=True)
    via = models.CharField(max_length=8)
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["move", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "move", "number"], name="one_earlier_event_per_number"
            )
        ]
        indexes = [models.Index(fields=["workspace", "target"], name="earlier_by_target")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.action} {self.target}, before move {self.move}"


class Bookmark(models.Model):
    """How far one part of the program has read one chain; see `bookmarks`."""

    reader = models.CharField(max_length=40, help_text="The part that reads, as webhooks.")
    chain = models.BigIntegerField(help_text="Workspace id; 0 is the whole site.")
    number = models.BigIntegerField(default=0, help_text="Of the last event it has seen.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "chain"], name="one_bookmark_per_reader")
        ]

    def __str__(self) -> str:
        return f"{self.reader} has read chain {self.chain} up to {self.number}"
