"""What every row that a workspace owns has in common: owner, visibility, version."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from .models import User, Workspace
from .roles import Visibility
from .rules import Stale


def visible_to(user: Any, prefix: str = "") -> Q:
    """The list form of `rules.may_see`, for rows reached through `prefix` (`"article__"`)."""
    return shown_to(user, prefix) & Q(**{f"{prefix}deleted_at": None})


def shown_to(user: Any, prefix: str = "") -> Q:
    """Rows whose level lets this user see them, the deleted ones included."""
    public = Q(**{f"{prefix}visibility": Visibility.PUBLIC})
    if not isinstance(user, User) or not user.is_active:
        return public
    here = Q(**{f"{prefix}workspace__in": list(user.roles)})
    shared = Q(**{f"{prefix}visibility": Visibility.WORKSPACE})
    own = Q(**{f"{prefix}created_by": user.pk})
    return public | (here & (shared | own))


class CountedQuerySet(models.QuerySet[Any]):
    """Rows with a version."""

    def locked(self, pk: int, version: int | None = None) -> Any:
        """The row as it is now, ours until the transaction ends.

        `version` is the one the person had read; Stale is raised when it is no longer the row's.
        Rows that merely point at this one may still be written meanwhile (NO KEY).
        """
        row = self.select_for_update(of=("self",), no_key=True).get(pk=pk)
        if version is not None and row.version != version:
            raise Stale(
                f"This {row._meta.verbose_name} was changed by someone else in the meantime "
                f"(you read version {version}, it is now {row.version})."
            )
        return row


class OwnedQuerySet(CountedQuerySet):
    """Questions every owned table answers."""

    def visible_to(self, user: Any) -> Self:
        """Rows this user may see; agrees with `rules.may_see`."""
        return self.filter(visible_to(user))

    def alive(self) -> Self:
        """Rows that were not deleted."""
        return self.filter(deleted_at=None)

    def in_workspace(self, workspace: Workspace) -> Self:
        """Rows of one workspace."""
        return self.filter(workspace=workspace)


class Counted(models.Model):
    """A row made by someone, counted up at each change, and never taken out of the table."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def touch(self) -> None:
        """Save a change and count the version up; call it on a locked row."""
        self.version += 1
        self.save()


class Owned(Counted):
    """A row of a workspace: made by someone, seen by someone, counted up at each change."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    visibility = models.CharField(
        max_length=9,
        choices=Visibility,
        default=Visibility.WORKSPACE,
        db_default="workspace",
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
