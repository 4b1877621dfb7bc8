"""An aside: what someone tells the editors about a claim, or about words, and nobody else.

It is no annotation: nothing that lists, counts, searches, exports or speaks of notes to other
programs knows of it, so none of these can let it slip.
"""

from django.conf import settings
from django.db import models

from claims.records.models import Claim
from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted
from provenance.sources.models import Passage

from .querysets import AsideQuerySet


class Aside(Counted):
    """A private note to the editors of the workspace, and what they answer."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="asides")
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="asides"
    )
    body = models.TextField()
    answer = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AsideQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "note to the editor"
        verbose_name_plural = "notes to the editor"
        constraints = [
            models.CheckConstraint(condition=~models.Q(body=""), name="an_aside_says_something"),
            models.CheckConstraint(
                condition=models.Q(claim__isnull=False) | models.Q(passage__isnull=False),
                name="an_aside_is_about_something",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by=None, answer="")
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="an_aside_is_settled_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "-id"], name="aside_newest")]

    def __str__(self) -> str:
        return f"note {self.pk} to the editor"
