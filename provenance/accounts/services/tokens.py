"""Keys for programs: made, shown once, revoked."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.audit.services import record

from ..models import ApiToken, User
from ..rules import NotNow, require
from ..secrets import digest, new_token


@transaction.atomic
def make_token(
    *, name: str, by: User, scope: str = "write", expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is shown this once and never again."""
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": "Choose a moment that is still to come."})
    secret = new_token()
    token = ApiToken(
        user=by,
        name=name,
        scope=scope,
        beginning=secret[:8],
        digest=digest(secret),
        expires_at=expires_at,
    )
    token.full_clean()
    token.save()
    record("token.made", token, by=by, name=name, scope=scope)
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> ApiToken:
    """Make a token worthless from now on."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    require(token.user_id == by.pk, "Only its owner revokes a token.")
    if token.revoked_at:
        raise NotNow("This token was revoked already.")
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record("token.revoked", token, by=by, name=token.name)
    return token


def note_use(token: ApiToken) -> None:
    """Remember roughly when a token was last used; not a change worth an event."""
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now())
