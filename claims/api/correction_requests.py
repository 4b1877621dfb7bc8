"""`/correction-requests/`: corrections asked of outlets and speakers, and what came of them."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records.models import Claim
from claims.requests import services
from claims.requests.models import CorrectionRequest, Outcome
from claims.requests.services.asking import LONGEST, LONGEST_NAME, OUTCOMES
from provenance.accounts.rules import is_member
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.models import Article, Outlet, Person, Revision

from .inputs import changes, seen
from .outputs import UserCard

HIGHEST = 2**31 - 1
NAMED: dict[str, Any] = {"article": Article, "outlet": Outlet, "person": Person}


def _id(**more: Any) -> "serializers.IntegerField":
    return serializers.IntegerField(min_value=1, max_value=HIGHEST, required=False, **more)


class CorrectionRequestInput(serializers.Serializer[Any]):
    """Who was asked to correct what, and by when they were to answer."""

    article = _id(allow_null=True)
    outlet = _id(allow_null=True)
    person = _id(allow_null=True)
    party = serializers.CharField(max_length=LONGEST_NAME, required=False, allow_blank=True)
    asked = serializers.CharField(max_length=LONGEST)
    sent_on = serializers.DateField()
    answer_by = serializers.DateField()
    is_told = serializers.BooleanField(required=False, help_text="For editors and owners.")


class NewCorrectionRequestInput(CorrectionRequestInput):
    """The same on a claim."""

    claim = serializers.IntegerField(min_value=1, max_value=HIGHEST)


class OutcomeInput(serializers.Serializer[Any]):
    """What came of it; a silent correction is proved by the newer of two versions."""

    outcome = serializers.ChoiceField(choices=OUTCOMES)
    settled_on = serializers.DateField(required=False)
    answer = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    notice = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    snapshot = _id(help_text="The version in which it was changed.")


class CorrectionRequestsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    state = serializers.ChoiceField(choices=Outcome.choices, required=False)
    claim = _id()
    outlet = _id()
    person = _id()


class CorrectionRequestCard(Card[CorrectionRequest]):
    """A correction asked for. Outsiders are told neither who works here nor of private texts."""

    created_by = UserCard(allow_null=True)

    class Meta:
        model = CorrectionRequest
        fields = [
            "id",
            "claim",
            "verdict",
            "article",
            "outlet",
            "person",
            "party",
            "asked",
            "sent_on",
            "answer_by",
            "state",
            "settled_on",
            "answer",
            "notice",
            "before",
            "after",
            "is_told",
            "created_by",
            "created_at",
            "version",
        ]

    def to_representation(self, row: Any) -> dict[str, Any]:
        """Nobody is named to those who belong to another workspace."""
        said = super().to_representation(row)
        asking = self.context["request"].user if "request" in self.context else None
        if not is_member(asking, row.workspace_id):
            said["created_by"] = None
        return said


@extend_schema(tags=["requests"])
class CorrectionRequestViewSet(Rows):
    """Corrections asked of outlets and speakers."""

    queryset = CorrectionRequest.objects.none()
    serializer_class = CorrectionRequestCard

    def get_queryset(self) -> QuerySet[CorrectionRequest]:
        """Those this person may see; taken back ones only to put them back."""
        rows: Any = CorrectionRequest.objects.of_claims_seen_by(self.request.user)
        if self.action != "restore":
            rows = rows.filter(deleted_at=None)
        found: QuerySet[CorrectionRequest] = rows.select_related("claim", "created_by")
        return found

    @extend_schema(parameters=[CorrectionRequestsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Corrections asked for, the newest first."""
        rows: Any = self.get_queryset()
        wanted = asked(CorrectionRequestsAsked, request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted["workspace"], "claim__workspace")
        if "state" in wanted:
            rows = rows.filter(state=wanted["state"])
        for name in ("claim", "outlet", "person"):
            rows = getattr(rows, f"of_{name}")(wanted[name]) if name in wanted else rows
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(request=NewCorrectionRequestInput, responses={201: CorrectionRequestCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep that someone was asked; nothing is sent to anyone."""
        by, given = actor(request), checked(NewCorrectionRequestInput, request)
        claim = seen(Claim.objects, given.pop("claim"), by)
        row = services.ask_for_correction(claim, **_named(given, by), by=by)
        return self._told(row, status=201)

    @extend_schema(request=CorrectionRequestInput, responses=CorrectionRequestCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Correct what is kept of it; fields that are not sent stay as they are."""
        row, by = self.get_object(), actor(request)
        given = _named(changes(CorrectionRequestInput, request), by)
        version = expected_version(request, row)
        return self._told(services.edit_correction_request(row, **given, version=version, by=by))

    @extend_schema(request=OutcomeInput, responses=CorrectionRequestCard)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        """Keep what came of it."""
        row, by, given = self.get_object(), actor(request), checked(OutcomeInput, request)
        newer = given.pop("snapshot", None)
        if newer is not None:
            given["revision"] = get_object_or_404(
                Revision.objects.visible_to(by).consecutive().select_related("before", "after"),
                after=newer,
            )
        version = expected_version(request, row)
        outcome = given.pop("outcome")
        return self._told(
            services.settle_correction_request(row, outcome, **given, version=version, by=by)
        )

    @extend_schema(request=None, responses=CorrectionRequestCard)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Take the outcome back."""
        row, by = self.get_object(), actor(request)
        version = expected_version(request, row)
        return self._told(services.reopen_correction_request(row, version=version, by=by))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take it out of sight and of all counts; it can be put back."""
        row, by = self.get_object(), actor(request)
        version = expected_version(request, row)
        services.withdraw_correction_request(row, version=version, by=by)
        return Response(status=204)

    @extend_schema(request=None, responses=CorrectionRequestCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Put it back."""
        row = services.restore_correction_request(self.get_object(), by=actor(request))
        return self._told(row)

    def _told(self, row: CorrectionRequest, status: int = 200) -> Response:
        return answer(row, self.get_serializer(row).data, status=status)


def _named(given: dict[str, Any], by: Any) -> dict[str, Any]:
    """Rows in place of ids."""
    found = {name: seen(NAMED[name].objects, given[name], by) for name in NAMED if given.get(name)}
    return given | found
