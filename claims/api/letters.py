"""`/requests/` and `/error-reports/`: what readers without an account send, for those who check.

Anybody may send; whoever did gets a secret address under which they see what comes of it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from claims.records.models import Claim
from claims.requests import services
from claims.requests.models import Asked, ErrorReport, ReaderRequest, Reported
from claims.requests.reading import open_letterbox
from claims.requests.services import Received, TooOften
from claims.requests.services.deciding import LONGEST_REASON, LONGEST_WORDING
from claims.requests.services.receiving import LONGEST
from claims.requests.services.reporting import LONGEST_ANSWER
from provenance.accounts.links import absolute
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent_except
from provenance.api.inputs import asked, checked, in_workspace
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .inputs import PlaceField
from .outputs import UserCard

SENT = [
    "id",
    "workspace",
    "state",
    "text",
    "contact",
    "contact_until",
    "claim",
    "reason",
    "decided_by",
    "decided_at",
    "created_at",
    "version",
]
AN_HOUR = 3600


class FromReader(serializers.Serializer[Any]):
    """What everything that a reader sends has in common."""

    text = serializers.CharField(max_length=LONGEST)
    contact = serializers.EmailField(
        required=False, allow_blank=True, help_text="Erased on wish and after a time."
    )


class NewRequestInput(FromReader):
    """“Please check this.” One of the two places is needed."""

    workspace = serializers.CharField(help_text="Slug of one that takes requests.")
    seen_at = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    seen_where = serializers.CharField(max_length=300, required=False, allow_blank=True)


class NewErrorReportInput(FromReader):
    """Something that is published about a claim is wrong."""

    claim = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    source = serializers.CharField(  # type: ignore[assignment]
        max_length=LONGEST, required=False, allow_blank=True
    )


class ReceivedCard(serializers.Serializer[Any]):
    """Where its sender sees what comes of it; told once."""

    address = serializers.CharField(read_only=True)


class AcceptRequestInput(serializers.Serializer[Any]):
    """The claim in our own words; without a place it stands in what the reader sent."""

    statement = serializers.CharField(max_length=1000)
    place = PlaceField(required=False, allow_null=True)
    language = serializers.CharField(max_length=8, required=False)
    fetch = serializers.BooleanField(required=False, help_text="Bring in where it was seen.")


class JoinRequestInput(serializers.Serializer[Any]):
    """The claim that is asked about."""

    claim = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class DeclineRequestInput(serializers.Serializer[Any]):
    """Why, and how the public list words it."""

    reason = serializers.CharField(max_length=LONGEST_REASON)
    wording = serializers.CharField(max_length=LONGEST_WORDING, required=False, allow_blank=True)
    is_listed = serializers.BooleanField(required=False)


class GroupRequestInput(serializers.Serializer[Any]):
    """The other one that asks the same."""

    other = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class AnswerReportInput(serializers.Serializer[Any]):
    """The answer; unless told otherwise it stands on the public page."""

    answer = serializers.CharField(max_length=LONGEST_ANSWER)
    is_told = serializers.BooleanField(required=False)


class RequestsAsked(serializers.Serializer[Any]):
    """What the list of requests is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    state = serializers.ChoiceField(choices=Asked.values, required=False)
    claim = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class ErrorReportsAsked(serializers.Serializer[Any]):
    """What the list of reports is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    state = serializers.ChoiceField(choices=Reported.values, required=False)
    claim = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class ReaderRequestCard(Card[ReaderRequest]):
    """A request; `askers` and `places` count all that hang on it."""

    workspace = serializers.CharField(source="workspace.slug")
    decided_by = UserCard(allow_null=True)

    class Meta:
        model = ReaderRequest
        fields = [
            *SENT,
            "seen_at",
            "seen_where",
            "same_as",
            "askers",
            "places",
            "wording",
            "is_listed",
        ]


class ErrorReportCard(Card[ErrorReport]):
    """A report of an error; `reason` is the answer."""

    workspace = serializers.CharField(source="workspace.slug")
    decided_by = UserCard(allow_null=True)

    class Meta:
        model = ErrorReport
        fields = [*SENT, "source", "verdict", "corrected_by", "is_told"]


class Slower(BaseThrottle):
    """Says nothing by itself: it is there for the network address that others count by."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Always; the service counts what is kept."""
        return True


def network_of(request: Request) -> str:
    """The network address as our own servers saw it."""
    return str(Slower().get_ident(request) or "")


class LetterRows(Rows):
    """What both nouns do alike."""

    card: Any = None

    def taken(self, request: Request, send: Callable[..., Received], **given: Any) -> Response:
        """Keep what was sent, and tell where its sender sees what comes of it."""
        try:
            got = send(**given, network=network_of(request))
        except TooOften as because:
            raise Throttled(AN_HOUR, str(because)) from None
        address = absolute(reverse("sent", args=[got.secret]), request)
        return Response({"address": address}, status=201)

    def stepped(self, request: Request, service: Any, **given: Any) -> Response:
        """Take a step with a row and tell how it stands then."""
        row, by = self.get_object(), actor(request)
        service(row, **given, version=expected_version(request, row), by=by)
        return self.told(row.pk)

    def told(self, pk: int) -> Response:
        """The row as it is now."""
        now = self.get_queryset().get(pk=pk)
        return answer(now, self.card(now).data)

    def narrowed(self, wanted: dict[str, Any]) -> Any:
        """The rows that were asked for."""
        rows: Any = self.get_queryset()
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        return rows.filter(**wanted)


@extend_schema(tags=["requests"])
class ReaderRequestViewSet(LetterRows):
    """What readers ask to be checked."""

    queryset = ReaderRequest.objects.none()
    serializer_class = card = ReaderRequestCard

    def get_queryset(self) -> QuerySet[ReaderRequest]:
        """Those of workspaces in which this person checks."""
        rows: Any = ReaderRequest.objects.visible_to(self.request.user)
        found: QuerySet[ReaderRequest] = rows.select_related("workspace", "decided_by")
        return found

    @extend_schema(parameters=[RequestsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Requests, the newest first."""
        page = self.paginate_queryset(self.narrowed(asked(RequestsAsked, request)))
        return self.get_paginated_response(ReaderRequestCard(page, many=True).data)

    @extend_schema(request=NewRequestInput, responses={201: ReceivedCard})
    @idempotent_except("address")
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask for a check; for everyone, a few times an hour."""
        given = checked(NewRequestInput, request)
        box = open_letterbox(given.pop("workspace"))
        if box is None:
            raise serializers.ValidationError({"workspace": "Nobody of that name takes requests."})
        return self.taken(request, services.send_request, workspace=box.workspace, **given)

    @extend_schema(request=AcceptRequestInput, responses=ReaderRequestCard)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Make a claim of it, to be checked."""
        return self.stepped(
            request, services.accept_request, **checked(AcceptRequestInput, request)
        )

    @extend_schema(request=JoinRequestInput, responses=ReaderRequestCard)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, pk: str) -> Response:
        """Say that a claim that is there is what was asked for."""
        seen = Claim.objects.visible_to(request.user)
        claim = get_object_or_404(seen, pk=checked(JoinRequestInput, request)["claim"])
        return self.stepped(request, services.join_request, claim=claim)

    @extend_schema(request=DeclineRequestInput, responses=ReaderRequestCard)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Say no, and why."""
        return self.stepped(
            request, services.decline_request, **checked(DeclineRequestInput, request)
        )

    @extend_schema(request=None, responses=ReaderRequestCard)
    @action(detail=True, methods=["post"])
    def spam(self, request: Request, pk: str) -> Response:
        """Put it aside."""
        return self.stepped(request, services.mark_spam)

    @extend_schema(request=None, responses=ReaderRequestCard)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Take the decision back."""
        return self.stepped(request, services.reopen_request)

    @extend_schema(request=GroupRequestInput, responses=ReaderRequestCard)
    @action(detail=True, methods=["post"])
    def group(self, request: Request, pk: str) -> Response:
        """Put it together with another that asks the same; the older one is answered."""
        row, by, given = self.get_object(), actor(request), checked(GroupRequestInput, request)
        other = get_object_or_404(self.get_queryset(), pk=given["other"])
        return self.told(services.group_requests(row, other, by=by).pk)

    @extend_schema(request=None, responses=ReaderRequestCard)
    @action(detail=True, methods=["post"])
    def ungroup(self, request: Request, pk: str) -> Response:
        """Let it stand alone."""
        row = services.ungroup_request(self.get_object(), by=actor(request))
        return self.told(row.pk)

    @extend_schema(request=None, responses=ReaderRequestCard)
    @action(detail=True, methods=["post"], url_path="erase-contact")
    def erase_contact(self, request: Request, pk: str) -> Response:
        """Erase the address that its reader left."""
        return self.told(services.erase_contact(self.get_object(), by=actor(request)).pk)


@extend_schema(tags=["requests"])
class ErrorReportViewSet(LetterRows):
    """Errors of ours that readers report."""

    queryset = ErrorReport.objects.none()
    serializer_class = card = ErrorReportCard

    def get_queryset(self) -> QuerySet[ErrorReport]:
        """Those of workspaces in which this person checks."""
        rows: Any = ErrorReport.objects.visible_to(self.request.user)
        found: QuerySet[ErrorReport] = rows.select_related("workspace", "decided_by")
        return found

    @extend_schema(parameters=[ErrorReportsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Reports, the newest first."""
        page = self.paginate_queryset(self.narrowed(asked(ErrorReportsAsked, request)))
        return self.get_paginated_response(ErrorReportCard(page, many=True).data)

    @extend_schema(request=NewErrorReportInput, responses={201: ReceivedCard})
    @idempotent_except("address")
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Report an error in what is published; for everyone, a few times an hour."""
        given = checked(NewErrorReportInput, request)
        claim = get_object_or_404(
            Claim.objects.visible_to(AnonymousUser()), pk=given.pop("claim"), merged_into=None
        )
        return self.taken(request, services.report_error, claim=claim, **given)

    @extend_schema(request=AnswerReportInput, responses=ErrorReportCard)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Answer the reader; for editors and owners."""
        return self.stepped(request, services.answer_report, **checked(AnswerReportInput, request))

    @extend_schema(request=AnswerReportInput, responses=ErrorReportCard)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        """Say that the verdict that came out since corrects it."""
        return self.stepped(request, services.correct_report, **checked(AnswerReportInput, request))

    @extend_schema(request=None, responses=ErrorReportCard)
    @action(detail=True, methods=["post"])
    def spam(self, request: Request, pk: str) -> Response:
        """Put it aside."""
        return self.stepped(request, services.spam_report)

    @extend_schema(request=None, responses=ErrorReportCard)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Take the answer back."""
        return self.stepped(request, services.reopen_report)

    @extend_schema(request=None, responses=ErrorReportCard)
    @action(detail=True, methods=["post"], url_path="erase-contact")
    def erase_contact(self, request: Request, pk: str) -> Response:
        """Erase the address that its reader left."""
        return self.told(services.erase_contact(self.get_object(), by=actor(request)).pk)
