"""Every question we ask of workspaces, invitations and tokens."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class WorkspaceQuerySet(models.QuerySet[Any]):
    """Workspaces."""

    def visible_to(self, user: Any) -> Self:
        """Those the person belongs to."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(pk__in=list(user.roles))


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations."""

    def open(self) -> Self:
        """Neither used, nor withdrawn, nor expired."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def locked(self, pk: int) -> Any:
        """The invitation as it is now, ours until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("workspace").get(pk=pk)


class TokenQuerySet(models.QuerySet[Any]):
    """Tokens."""

    def visible_to(self, user: Any) -> Self:
        """A person's own."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()

    def usable(self) -> Self:
        """Neither revoked nor expired, of a person who may still log in."""
        unexpired = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(unexpired, revoked_at=None, user__is_active=True)
