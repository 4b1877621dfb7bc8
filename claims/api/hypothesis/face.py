"""What all of these views have in common: who asks, from where, and how a refusal reads.

The client sits in pages of other origins and sends a token, never a cookie. So every origin may
ask, and what a person's browser holds for our own pages says nothing here.
"""

from typing import Any

from rest_framework import authentication, exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.exchange.hypothesis import logins
from claims.exchange.hypothesis.site import Site
from provenance.accounts.links import absolute
from provenance.accounts.models import ApiToken, User
from provenance.accounts.secrets import TOKEN_PREFIX
from provenance.accounts.tokens import usable_token
from provenance.api import errors
from provenance.api.authentication import SAFE

CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match, Idempotency-Key, "
    "Hypothesis-Client-Version, X-Client-Id",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Access-Control-Max-Age": "86400",
}


class BearerAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer …`: a token got by grant, or an API token of the person's own."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        """The person, or None when no token was sent."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        secret = secret.strip()
        if secret.startswith(TOKEN_PREFIX):
            return _by_api_token(secret, request)
        user = logins.logged_in(secret)
        if user is None:
            raise exceptions.AuthenticationFailed("This login has ended. Load the page again.")
        return user, None

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing login a 401 with a hint of how to log in."""
        return "Bearer"


class Face(APIView):
    """A view of this face."""

    authentication_classes = [BearerAuthentication]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Browsers ask whether they may ask, and send no token with that."""
        if request.method != "OPTIONS":
            super().initial(request, *args, **kwargs)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Any origin may ask."""
        return Response(status=204)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let scripts of any origin read the answer."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CROSS_ORIGIN.items():
            response.headers.setdefault(name, value)
        return response

    def get_exception_handler(self) -> Any:
        """Refusals in the shape that the client reads."""
        return refuse

    @property
    def site(self) -> Site:
        """This site, as the client may name it."""
        return site_of(self.request)


def site_of(request: Any) -> Site:
    """The site that a request came to."""
    return Site(absolute("/", getattr(request, "_request", request)))


def refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """`{"status": "failure", "reason": …}`, with the status codes of our own API."""
    response = errors.handle(error, context)
    if response is not None:
        response.data = {"status": "failure", "reason": response.data["error"]["message"]}
    return response


def _by_api_token(secret: str, request: Request) -> tuple[User, ApiToken]:
    token = usable_token(secret)
    if token is None:
        raise exceptions.AuthenticationFailed("This token is unknown, expired or revoked.")
    if token.scope == ApiToken.Scope.READ and request.method not in SAFE:
        raise exceptions.PermissionDenied("This token may only read.")
    return token.user, token
