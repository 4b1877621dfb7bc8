"""Google's Fact Check Tools API on what was published here. Nobody logs in; see `docs/exchange.md`.

It knows nothing but what strangers see, whoever asks and whatever their browser sends along.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.exchange import listed
from claims.exchange.factcheck_tools import Asked, Unanswerable, asked, claim_of, refusal
from claims.exchange.published import read_each
from provenance.accounts.links import absolute
from provenance.api import errors
from provenance.api.throttling import PersonThrottle, rate_of

NAMES = {400: "INVALID_ARGUMENT", 404: "NOT_FOUND", 405: "UNIMPLEMENTED", 429: "RESOURCE_EXHAUSTED"}
OLDEST = 200_000  # Days; more would lead to before the calendar begins.


class Generous(PersonThrottle):
    """Programs page through everything: a stranger may ask here as often as a member elsewhere."""

    def _buckets(self, request: Request) -> dict[str, tuple[int, int]]:
        return {f"factcheck-{self.get_ident(request)}": rate_of("person")}


class ClaimSearch(APIView):
    """`GET /v1alpha1/claims:search`."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes = [Generous]
    schema = None

    def get(self, request: Request) -> Response:
        """One page of published claims, the newest verdict first."""
        question = asked(request.query_params.dict())
        site = listed.host(absolute("/", request._request))
        verdicts, mark = listed.page_of(
            _found(question, site),
            question.size,
            mark=_mark(question.after),
            offset=question.offset,
        )
        answer: dict[str, Any] = {}
        if verdicts:
            answer["claims"] = [
                claim_of(one, address=_page(one.claim, request), site=site)
                for one in read_each(verdicts)
            ]
        if mark:
            answer["nextPageToken"] = question.token(mark)
        return Response(answer, headers={"Access-Control-Allow-Origin": "*"})

    def get_exception_handler(self) -> Any:
        """Refusals as Google's clients read them."""
        return refuse


def refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """Google's shape of an error, with the status codes of our own API."""
    known = ValidationError(str(error)) if isinstance(error, Unanswerable) else error
    response = errors.handle(known, context)
    if response is not None:
        said, status = response.data["error"]["message"], response.status_code
        response.data = refusal(status, NAMES.get(status, "FAILED_PRECONDITION"), said)
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _found(question: Asked, site: str) -> Any:
    rows = listed.published()
    if question.query:
        rows = listed.saying(rows, question.query)
    if question.site:
        rows = listed.of_publisher(rows, listed.host(question.site), site)
    if question.language:
        rows = listed.in_language(rows, question.language)
    if question.max_age:
        age = timedelta(days=min(question.max_age, OLDEST))
        rows = listed.since(rows, timezone.now() - age)
    return rows


def _mark(written: str) -> listed.Mark | None:
    if not written:
        return None
    try:
        return listed.Mark.read(written)
    except ValueError:
        raise Unanswerable("This pageToken was not given by this search.") from None


def _page(claim: int, request: Request) -> str:
    return absolute(reverse("public-claim", args=[claim]), request._request)
