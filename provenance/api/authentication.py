"""Who is asking: a token for programs, the session for pages."""

from datetime import timedelta

from django.utils import timezone
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from provenance.accounts import services
from provenance.accounts.models import ApiToken, User
from provenance.accounts.tokens import usable_token

NOTED_EVERY = timedelta(minutes=10)
SAFE = {"GET", "HEAD", "OPTIONS"}


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
    token = usable_token(secret)
    if token is None:
        raise exceptions.AuthenticationFailed("This token is unknown, expired or revoked.")
    if token.last_used_at is None or timezone.now() - token.last_used_at > NOTED_EVERY:
        services.note_use(token)
    return token
