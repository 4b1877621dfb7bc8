"""What every answer of this protocol has in common: JSON-LD, links, ETags, and open doors.

Pages of other sites may read and write with a token. They never act under the login of someone who
happens to have our pages open: cookies count only on requests from our own pages.
"""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from django.utils.cache import patch_vary_headers
from rest_framework import exceptions
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from provenance.accounts.links import absolute
from provenance.api.authentication import SessionAuthentication, TokenAuthentication
from provenance.api.errors import PreconditionFailed
from provenance.api.parsing import JSONParser
from provenance.api.rendering import JSONRenderer
from provenance.audit.doors import through
from provenance.audit.models import Via

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
EXPOSED = (
    "Accept-Post, Allow, Content-Location, ETag, Link, Location, Preference-Applied, Vary, "
    "Retry-After"
)
ASKED = (
    "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer, Slug"
)


class Gone(exceptions.APIException):
    """There was a row here, which this person saw."""

    status_code = 410
    default_code = "gone"
    default_detail = "This annotation was deleted."


class JSONLDParser(JSONParser):
    """JSON-LD is JSON; its context is judged when it is read."""

    media_type = "application/ld+json"


class JSONLDRenderer(JSONRenderer):
    """One form for everybody."""

    media_type = "application/ld+json"


class OneForm(BaseContentNegotiation):
    """Whatever a client would like best, there is only JSON-LD."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """The parser that reads what was sent; None makes a 415."""
        sent = (request.content_type or "").partition(";")[0].strip().lower()
        return next((one for one in parsers if one.media_type == sent), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """The only one."""
        return renderers[0], renderers[0].media_type


class OwnPagesAuthentication(SessionAuthentication):
    """The login of our pages, on requests that no other site's page sent."""

    def authenticate(self, request: Request) -> Any:
        """Nobody, where the request comes from another origin."""
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.get_host():
            return None
        return super().authenticate(request)


class Speaking(APIView):
    """A resource of the protocol. `types` are the IRIs of what it is."""

    schema = None
    parser_classes = [JSONLDParser, JSONParser]
    renderer_classes = [JSONLDRenderer]
    content_negotiation_class = OneForm
    authentication_classes = [TokenAuthentication, OwnPagesAuthentication]
    types: tuple[str, ...] = ()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Changes made here come through the door of programs."""
        with through(Via.API):
            return super().dispatch(request, *args, **kwargs)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What may be done here; asked by browsers before they let a page of another site do it."""
        return Response(status=204)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """The headers of every answer, refusals included."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        good = answer.status_code < 400
        kind = MEDIA_TYPE if good else "application/json"
        if isinstance(answer, Response):
            answer.content_type = kind
        answer.headers["Content-Type"] = kind
        for name, value in self.headers_of(request, good=good).items():
            answer.headers.setdefault(name, value)
        patch_vary_headers(answer, ["Accept", "Authorization", "Cookie", "Origin", "Prefer"])
        return answer

    def headers_of(self, request: Request, *, good: bool) -> dict[str, str]:
        """What goes with every answer."""
        said = {
            "Allow": ", ".join(self.allowed_methods),
            "Cache-Control": "private, no-cache",
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": EXPOSED,
        }
        if good and self.types:
            said["Link"] = ", ".join(f'<{kind}>; rel="type"' for kind in self.types)
        if request.method == "OPTIONS":
            said["Access-Control-Allow-Methods"] = said["Allow"]
            said["Access-Control-Allow-Headers"] = ASKED
            said["Access-Control-Max-Age"] = "600"
        return said


def site_of(request: Request) -> str:
    """Our own address, without a slash at the end; names of annotations begin with it."""
    return absolute("/", request._request).rstrip("/")


def etag_of(data: Any) -> str:
    """A strong ETag: equal only where the answer is, byte for byte."""
    return f'"{hashlib.sha256(JSONRenderer().render(data)).hexdigest()[:32]}"'


def tagged(request: Request, data: Any, status: int = 200, **headers: str) -> Response:
    """An answer with its ETag; 304 without a body where the client has it already."""
    tag = etag_of(data)
    known = [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]
    if request.method in ("GET", "HEAD") and (tag in known or "*" in known):
        return Response(status=304, headers={"ETag": tag, **headers})
    return Response(data, status=status, headers={"ETag": tag, **headers})


def refuse_stale(request: Request, data: Any) -> bool:
    """Raise 412 where If-Match names another state than `data`; say whether it named this one."""
    given = request.headers.get("If-Match")
    if given is None or given.strip() == "*":
        return False
    if etag_of(data) not in [one.strip() for one in given.split(",")]:
        raise PreconditionFailed("This was changed since you read it; read it again.")
    return True
