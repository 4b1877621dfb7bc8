"""Logins of people in programs of other makes."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from provenance.accounts.models import ApiToken

# Django looks for models here; those of a part of the room stand beside its code.
from .incoming.models import Incoming, OutsideVerdict, ReportedAppearance
from .policy.models import PolicyText

LONGEST = timedelta(days=30)  # However often it is renewed.


class ClientLoginQuerySet(models.QuerySet["ClientLogin"]):
    """Logins."""

    def usable(self, access: str) -> "models.QuerySet[ClientLogin]":
        """The login whose access token has this digest, if it is good now."""
        return self._good().filter(access=access, access_until__gt=timezone.now())

    def renewable(self, refresh: str) -> "models.QuerySet[ClientLogin]":
        """The login whose refresh token has this digest, if it is good now."""
        return self._good().filter(refresh=refresh, until__gt=timezone.now())

    def _good(self) -> "models.QuerySet[ClientLogin]":
        token = models.Q(token=None) | models.Q(token__in=ApiToken.objects.usable())
        begun = timezone.now() - LONGEST
        return self.filter(token, created_at__gt=begun, user__is_active=True)


class ClientLogin(models.Model):
    """A person's login in the Hypothesis client. Of its tokens only the SHA-256 is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    proof = models.CharField(
        max_length=64, default="", help_text="What becomes another when the password does."
    )
    token = models.ForeignKey(
        ApiToken,
        models.CASCADE,
        null=True,
        related_name="+",
        help_text="With which its grant was asked for, if it was with one.",
    )
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


class UsedGrant(models.Model):
    """A grant that works once and was used."""

    name = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"used grant {self.pk}"


__all__ = [
    "ClientLogin",
    "ClientLoginQuerySet",
    "Incoming",
    "OutsideVerdict",
    "PolicyText",
    "ReportedAppearance",
    "UsedGrant",
]
