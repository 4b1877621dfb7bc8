"""Logins of people in programs of other makes."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ClientLoginQuerySet(models.QuerySet["ClientLogin"]):
    """Logins."""

    def usable(self, access: str) -> "models.QuerySet[ClientLogin]":
        """The login whose access token has this digest, if it is good now."""
        return self.filter(access=access, access_until__gt=timezone.now(), user__is_active=True)

    def renewable(self, refresh: str) -> "models.QuerySet[ClientLogin]":
        """The login whose refresh token has this digest, if it is good now."""
        return self.filter(refresh=refresh, until__gt=timezone.now(), user__is_active=True)


class ClientLogin(models.Model):
    """A person's login in the Hypothesis client. Of its tokens only the SHA-256 is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    access = models.CharField(max_length=64, unique=True)
    access_until = models.DateTimeField()
    refresh = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True, help_text="When it can be renewed no more.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClientLoginQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"login of {self.user_id} in a client"
