"""Logging in by grant, renewing a login, and logging out. Errors as OAuth (RFC 6749) names them."""

from typing import Any

from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange.hypothesis import logins
from claims.exchange.hypothesis.grants import GrantError
from provenance.api.parsing import JSONParser
from provenance.api.throttling import PersonThrottle

from .face import Face

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
# The code that our own window hands to the client is a grant too.
BY_GRANT = {GRANT: "assertion", "authorization_code": "code"}
NOT_KEPT = {"Cache-Control": "no-store"}


class LoginThrottle(PersonThrottle):
    """A whole class may sit behind one address and log in within the same minute."""

    def _buckets(self, request: Request) -> dict[str, tuple[int, int]]:
        return {f"client-login-{self.get_ident(request)}": (300, 60)}


class Token(Face):
    """`POST token`."""

    authentication_classes = []
    throttle_classes = [LoginThrottle]
    parser_classes = [FormParser, JSONParser]

    def post(self, request: Request) -> Response:
        """Tokens for a grant, or new ones for a refresh token."""
        kind = _sent(request, "grant_type")
        try:
            if kind in BY_GRANT:
                tokens = logins.log_in(_sent(request, BY_GRANT[kind]), self.site)
            elif kind == "refresh_token":
                tokens = logins.renew(_sent(request, "refresh_token"))
            else:
                return _refused("unsupported_grant_type", f"There is no login by “{kind}” here.")
        except GrantError as error:
            return _refused("invalid_grant", str(error))
        told = {
            "access_token": tokens.access,
            "token_type": "Bearer",
            "expires_in": tokens.seconds,
            "refresh_token": tokens.refresh,
            "scope": "annotation:read annotation:write",
        }
        return Response(told, headers=NOT_KEPT)


class Revoke(Token):
    """`POST revoke` (RFC 7009)."""

    def post(self, request: Request) -> Response:
        """End a login; what is no token of ours is no error."""
        logins.log_out(_sent(request, "token"))
        return Response({}, headers=NOT_KEPT)


def _refused(code: str, reason: str) -> Response:
    """In both shapes: OAuth's, and the one from which the client reads the reason."""
    told = {"error": code, "error_description": reason, "status": "failure", "reason": reason}
    return Response(told, status=400, headers=NOT_KEPT)


def _sent(request: Request, name: str) -> str:
    data: Any = request.data
    value = data.get(name, "") if hasattr(data, "get") else ""
    return value if isinstance(value, str) else ""
