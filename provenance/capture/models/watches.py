"""Articles that are visited again by the clock, and the hosts that are visited politely."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from provenance.accounts.owned import OwnedQuerySet, visible_to
from provenance.sources.models import Article

from ..rhythm import Every


class Host(models.Model):
    """One web server: when it may be asked again, and what it asks of programs.

    Its row is the one place where visits wait for each other, whatever workspace they are for.
    """

    name = models.CharField(max_length=255, primary_key=True, help_text="With the port, if any.")
    free_at = models.DateTimeField(help_text="Before this it is left alone.")
    busy_with = models.BigIntegerField(null=True, help_text="The watch whose visit is under way.")
    rules = models.TextField(blank=True, help_text="Its robots.txt.")
    rules_at = models.DateTimeField(null=True, help_text="When the rules were read.")

    def __str__(self) -> str:
        return self.name


class WatchQuerySet(OwnedQuerySet):
    """Watched articles."""

    def visible_to(self, user: Any) -> Self:
        """Those of articles this person sees as a member; outsiders see none."""
        mine = list(getattr(user, "roles", ()))
        return self.filter(visible_to(user, "article__"), article__workspace__in=mine)

    def alive(self) -> Self:
        """Those that go on."""
        return self.filter(ended_at=None)

    def due(self, now: datetime, *, sent_before: datetime) -> Self:
        """Those to be visited now: nobody was sent, or so long ago that nobody will come back."""
        waiting = Q(sent_at=None) | Q(sent_at__lt=sent_before)
        return self.alive().filter(waiting, due_at__lte=now, article__deleted_at=None)

    def lost(self) -> Self:
        """Those whose address died, or leads elsewhere and nobody has said what to make of it."""
        return self.filter(Q(dead_since__isnull=False) | ~Q(moved_to=""))

    def with_articles(self) -> Self:
        """With their articles, but not the texts."""
        return self.select_related("article__workspace", "article__outlet", "created_by")

    def urgent_first(self) -> Self:
        """What wants a person's attention first: moved, dead, then what is visited next."""
        gone = models.F("dead_since").asc(nulls_last=True)
        moved = models.F("moved_at").asc(nulls_last=True)
        return self.order_by(moved, gone, "due_at", "id")


class Watch(models.Model):
    """An article that is visited again by the clock, and what the last visit found."""

    class Found(models.TextChoices):
        UNCHANGED = "unchanged"
        REVISED = "revised"
        MOVED = "moved"
        FAILED = "failed"
        DISALLOWED = "disallowed", "not allowed by the site"
        LATER = "later", "asked to come back later"

    article = models.OneToOneField(Article, models.PROTECT, related_name="watch")
    every = models.CharField(max_length=9, choices=Every, default=Every.DAY)
    in_browser = models.BooleanField(default=False, help_text="Opened in a browser each time.")
    host = models.CharField(max_length=255)
    wait = models.DurationField(help_text="Between two visits, for now.")
    due_at = models.DateTimeField(help_text="The next visit.")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="A visit is under way.")
    ended_at = models.DateTimeField(null=True, blank=True)

    visits = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True, blank=True, help_text="The last visit.")
    found = models.CharField(max_length=10, choices=Found, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True, help_text="Why nothing was found, in plain words.")
    seen_at = models.DateTimeField(
        null=True, blank=True, help_text="When it last stood there as we have it."
    )
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    failing_since = models.DateTimeField(null=True, blank=True)
    dead_since = models.DateTimeField(null=True, blank=True)
    moved_to = models.CharField(max_length=2000, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True, help_text="When that was noticed.")
    moved_refused = models.CharField(max_length=2000, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watches"
        indexes = [
            models.Index(fields=["due_at"], condition=Q(ended_at=None), name="watch_next"),
            models.Index(fields=["host"], name="watch_by_host"),
        ]

    def __str__(self) -> str:
        return f"watch on article {self.article_id}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.article.workspace_id

    @property
    def address(self) -> str:
        """Where the visits go."""
        return self.article.final_address or self.article.address

    def touch(self) -> None:
        """Save a change and count the version up; call it on a locked row."""
        self.version += 1
        self.save()
