"""`/rechecks/`: the re-review queue, what rests on words that changed in a newer version."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.reviews import services
from claims.reviews.models import Recheck
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.followings import FollowingCard
from provenance.api.inputs import asked, checked, in_workspace
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows


class RecheckCard(Card[Recheck]):
    """One question: what rests on the words, what became of them, and what was answered."""

    rests = serializers.ChoiceField(choices=["appearance", "evidence", "cue"])
    attribution = serializers.IntegerField(source="hop_id", allow_null=True)
    article = serializers.IntegerField(source="following.snapshot.article_id")
    quote = serializers.CharField(source="following.passage.quote", help_text="As it was.")
    following = FollowingCard()

    class Meta:
        model = Recheck
        fields = [
            "id",
            "claim",
            "rests",
            "appearance",
            "evidence",
            "attribution",
            "article",
            "quote",
            "following",
            "verdict",
            "state",
            "reason",
            "answered_by",
            "answered_at",
            "created_at",
            "updated_at",
            "version",
        ]


class RechecksAsked(serializers.Serializer[Any]):
    """What the queue is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    state = serializers.ChoiceField(
        choices=[*Recheck.State.values, "answered"],
        required=False,
        help_text="`open` leaves out what was withdrawn since.",
    )
    claim = serializers.IntegerField(required=False)
    article = serializers.IntegerField(required=False)
    alarming = serializers.BooleanField(
        required=False, default=False, help_text="Only those under a verdict that is out."
    )


class ReasonInput(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(allow_blank=True, max_length=5_000)


class MoveInput(serializers.Serializer[Any]):
    """Where the words stand now (code points); needed where they are ambiguous or gone."""

    start = serializers.IntegerField(required=False, min_value=0)
    end = serializers.IntegerField(required=False, min_value=0)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=5_000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Both ends or none."""
        if ("start" in attrs) != ("end" in attrs):
            raise serializers.ValidationError({"end": "Give both the start and the end."})
        return attrs


@extend_schema(tags=["rechecks"])
class RecheckViewSet(Rows):
    """What must be looked at again because its source changed."""

    queryset = Recheck.objects.none()
    serializer_class = RecheckCard

    def get_queryset(self) -> QuerySet[Recheck]:
        """Those of claims and texts this person may see."""
        rows: QuerySet[Recheck] = Recheck.objects.visible_to(self.request.user).with_words()
        return rows

    @extend_schema(parameters=[RechecksAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The queue, the newest first."""
        page = self.paginate_queryset(_narrowed(self.get_queryset(), asked(RechecksAsked, request)))
        return self.get_paginated_response(RecheckCard(page, many=True).data)

    @extend_schema(request=ReasonInput, responses=RecheckCard)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: Any = None) -> Response:
        """Say that it still holds, and why."""
        return self._answered(request, services.hold, checked(ReasonInput, request))

    @extend_schema(request=MoveInput, responses=RecheckCard)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: Any = None) -> Response:
        """Have it rest on the new words."""
        given = checked(MoveInput, request)
        if "start" in given:
            given["place"] = given.pop("start"), given.pop("end")
        return self._answered(request, services.move, given)

    @extend_schema(request=ReasonInput, responses=RecheckCard)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: Any = None) -> Response:
        """Reopen the review of the verdict that is out; for editors."""
        return self._answered(request, services.look_again, checked(ReasonInput, request))

    def _answered(self, request: Request, service: Any, given: dict[str, Any]) -> Response:
        """Whoever names an old version of an answered question hears that it was answered (409)."""
        by, row = actor(request), self.get_object()
        still_open = row.state == Recheck.State.OPEN
        version = expected_version(request, row, required=True) if still_open else None
        service(row, **given, version=version, by=by)
        now = self.get_queryset().get(pk=row.pk)
        return answer(now, RecheckCard(now).data)


def _narrowed(rows: Any, wanted: dict[str, Any]) -> QuerySet[Recheck]:
    if "workspace" in wanted:
        rows = in_workspace(rows, wanted["workspace"])
    if "claim" in wanted:
        rows = rows.of_claim(wanted["claim"])
    if "article" in wanted:
        rows = rows.filter(following__snapshot__article=wanted["article"])
    if wanted["alarming"]:
        rows = rows.alarming()
    state = wanted.get("state")
    if state == Recheck.State.OPEN:
        rows = rows.waiting()
    elif state == "answered":
        rows = rows.exclude(state=Recheck.State.OPEN)
    elif state:
        rows = rows.filter(state=state)
    found: QuerySet[Recheck] = rows
    return found
