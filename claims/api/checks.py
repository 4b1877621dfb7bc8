"""Checks over REST: one round of checking a claim, one action a step of its table."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records.models import Claim
from claims.reviews import rules, services
from claims.reviews.models import Check, Rating
from claims.reviews.workflow import STEPS, State
from provenance.accounts.models import User
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .reviews import DraftSerializer, ReviewSerializer

UNKNOWN: Any = {"does_not_exist": "There is no such person."}


class CheckSerializer(serializers.ModelSerializer[Check]):
    """Where the check of a claim stands. Nothing in it tells what lies under a seal."""

    is_sealed = serializers.BooleanField(read_only=True)
    steps = serializers.SerializerMethodField()

    class Meta:
        model = Check
        fields = [
            "id",
            "workspace",
            "claim",
            "state",
            "is_blind",
            "is_sealed",
            "asked_by",
            "assignee",
            "second",
            "adjudicator",
            "due",
            "reason",
            "decision",
            "steps",
            "opened_at",
            "closed_at",
            "updated_at",
            "version",
        ]

    def get_steps(self, check: Check) -> list[str]:
        """The steps that the person asking may take now."""
        user = self.context["request"].user
        steps = STEPS[State(check.state)]
        return [step.name for step in steps if rules.may_take(user, check, step)]


class ChecksAsked(serializers.Serializer[Any]):
    """How the list of checks is narrowed."""

    workspace = serializers.SlugField(required=False)
    claim = serializers.IntegerField(required=False)
    state = serializers.ChoiceField(choices=State.choices, required=False)
    open = serializers.BooleanField(required=False, allow_null=True, default=None)
    waiting = serializers.BooleanField(
        required=False, default=False, help_text="Only those in which the next step is yours."
    )


class CheckInput(serializers.Serializer[Any]):
    """Ask for a check of a claim."""

    claim = serializers.IntegerField()
    reason = serializers.CharField(required=False, allow_blank=True, max_length=5_000)
    due = serializers.DateField(required=False, allow_null=True)


class AssignInput(serializers.Serializer[Any]):
    """Who checks it first, and by when."""

    to = serializers.PrimaryKeyRelatedField(queryset=User.objects.all(), error_messages=UNKNOWN)
    due = serializers.DateField(required=False, allow_null=True)


class PlanInput(serializers.Serializer[Any]):
    """By when it is due and who looks at it second; null takes either back."""

    due = serializers.DateField(allow_null=True)
    second = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.all(), allow_null=True, error_messages=UNKNOWN
    )


class CheckReasonInput(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(allow_blank=True, max_length=5_000)


class AdjudicateInput(DraftSerializer):
    """What the third person decides, and why."""

    rating = serializers.PrimaryKeyRelatedField(
        queryset=Rating.objects.all(),
        error_messages={
            "does_not_exist": "There is no such rating; /api/v1/scales/ lists them.",
            "incorrect_type": "Send the id of a rating; /api/v1/scales/ lists them.",
        },
    )
    summary = serializers.CharField(allow_blank=True, max_length=10_000)
    reason = serializers.CharField(allow_blank=True, max_length=5_000)


class NoInput(serializers.Serializer[Any]):
    """A step that needs no words."""


@extend_schema(tags=["checks"])
class CheckViewSet(Rows):
    """The checks of claims, known to those who check in the workspace."""

    queryset = Check.objects.none()
    serializer_class = CheckSerializer

    def get_queryset(self) -> Any:
        """Those this person may know of."""
        return Check.objects.visible_to(self.request.user).with_people()

    @extend_schema(parameters=[ChecksAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Checks, the newest first."""
        wanted = asked(ChecksAsked, request)
        rows = self.get_queryset()
        names = {"workspace": "workspace__slug", "claim": "claim", "state": "state"}
        rows = rows.filter(**{names[one]: wanted[one] for one in names if one in wanted})
        if wanted["open"] is not None:
            rows = rows.filter(closed_at__isnull=wanted["open"])
        if wanted["waiting"]:
            rows = rows.waiting_for(actor(request))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(request=CheckInput, responses={201: CheckSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask for a check of a claim."""
        given = checked(CheckInput, request)
        claims = Claim.objects.visible_to(request.user)
        claim = get_object_or_404(claims, pk=given.pop("claim"))
        check = services.request_check(claim, **given, by=actor(request))
        return self._answer(check, status=201)

    @extend_schema(request=NoInput, responses=CheckSerializer)
    @action(detail=True, methods=["post"])
    def triage(self, request: Request, pk: str) -> Response:
        """Accept that it will be checked."""
        return self._step(request, services.triage, NoInput)

    @extend_schema(request=AssignInput, responses=CheckSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Give it to someone."""
        return self._step(request, services.assign, AssignInput)

    @extend_schema(request=NoInput, responses={201: ReviewSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def take(self, request: Request, pk: str) -> Response:
        """Take it on as the first checker; answers with the review to write."""
        return self._begun(request, services.take_on)

    @extend_schema(request=NoInput, responses={201: ReviewSerializer})
    @action(detail=True, methods=["post"], url_path="take-second")
    @idempotent
    def take_second(self, request: Request, pk: str) -> Response:
        """Take on the second check, to answer later; answers with the review to write."""
        return self._begun(request, services.begin_second)

    @extend_schema(request=NoInput, responses=CheckSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        """Give it back, so that someone else may take it."""
        return self._step(request, services.release, NoInput)

    @extend_schema(request=PlanInput, responses=CheckSerializer)
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, pk: str) -> Response:
        """Say by when it is due and who looks at it second."""
        return self._step(request, services.plan, PlanInput)

    @extend_schema(request=CheckReasonInput, responses=CheckSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Say that it will not be checked, and why."""
        return self._step(request, services.decline, CheckReasonInput)

    @extend_schema(request=CheckReasonInput, responses=CheckSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """End it before its verdict, and say why."""
        return self._step(request, services.withdraw_check, CheckReasonInput)

    @extend_schema(request=AdjudicateInput, responses={201: ReviewSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def adjudicate(self, request: Request, pk: str) -> Response:
        """Decide as the third person; answers with the review that goes out."""
        return self._begun(request, services.adjudicate, AdjudicateInput)

    def _step(self, request: Request, service: Any, serializer: type[Any]) -> Response:
        check: Check = self.get_object()
        version = expected_version(request, check, required=True)
        given = checked(serializer, request)
        return self._answer(service(check, **given, version=version, by=actor(request)))

    def _begun(self, request: Request, service: Any, serializer: type[Any] = NoInput) -> Response:
        check: Check = self.get_object()
        version = expected_version(request, check, required=True)
        given = checked(serializer, request)
        review = service(check, **given, version=version, by=actor(request))
        return answer(review, ReviewSerializer(review).data, status=201)

    def _answer(self, check: Check, status: int = 200) -> Response:
        return answer(check, self.get_serializer(check).data, status=status)
