"""The texts in which a publisher says how it works. Each change is a new version."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models

from claims.reviews.models import Verdict
from provenance.accounts.models import Workspace


class PolicyQuerySet(models.QuerySet["PolicyText"]):
    """Texts of policies."""

    def visible_to(self, user: Any) -> Self:
        """Those of one's own workspaces, and of those that have published something."""
        out = Verdict.objects.visible_to(AnonymousUser()).order_by().values("workspace")
        mine = models.Q(workspace__in=list(getattr(user, "roles", ())))
        return self.filter(mine | models.Q(workspace__in=out))

    def newest(self) -> Self:
        """The one of each kind that holds now, of each workspace."""
        ordered = self.order_by("workspace_id", "kind", "-number")
        return ordered.distinct("workspace_id", "kind")


class PolicyText(models.Model):
    """One version of one text. An empty one says that the usual text holds again."""

    class Kind(models.TextChoices):
        CHOOSING = "choosing", "which claims are checked"
        CHECKING = "checking", "how a claim is checked"
        UNNAMED = "unnamed", "sources without a name"
        CORRECTIONS = "corrections", "corrections"
        ETHICS = "ethics", "ethics"
        FEEDBACK = "feedback", "how to report an error"
        OWNERSHIP = "ownership", "owners and funding"

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveIntegerField(help_text="1 for the first text of this kind.")
    text = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "number"], name="versions_of_a_policy_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, version {self.number}"
