"""Who is asking: a token for programs, the session for pages."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from provenance.accounts import services
from provenance.accounts.models import ApiToken, Membership, User
from provenance.accounts.secrets import digest

NOTED_EVERY = timedelta(minutes=10)
SAFE = {"GET", "HEAD", "OPTIONS"}
ROLES = ArraySubquery(
    Membership.objects.filter(user=OuterRef("user")).values(
        json=JSONObject(workspace=F("workspace_id"), role=F("role"))
    )
)


class SessionAuthentication(authentication.SessionAuthentication):
    """The login of the pages; writes need the CSRF token."""


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Token …`; only the digest of a token is stored."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token's person, or None when no token was sent."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "token":
            return None
        token = _usable_token(secret.strip())
        if token.scope == ApiToken.Scope.READ and request.method not in SAFE:
            raise exceptions.PermissionDenied("This token may only read.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing login a 401 with a hint of how to log in."""
        return "Token"


def _usable_token(secret: str) -> ApiToken:
    """The token with its person and their roles, in one query."""
    tokens = ApiToken.objects.usable().select_related("user").annotate(roles=ROLES)
    token: ApiToken | None = tokens.filter(digest=digest(secret)).first()
    if token is None:
        raise exceptions.AuthenticationFailed("This token is unknown, expired or revoked.")
    roles: list[dict[str, Any]] = token.roles  # type: ignore[attr-defined]
    token.user.roles = {kept["workspace"]: kept["role"] for kept in roles}
    if token.last_used_at is None or timezone.now() - token.last_used_at > NOTED_EVERY:
        services.note_use(token)
    return token
