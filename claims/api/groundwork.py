"""Searches, gaps and replies over REST. They are added on their claim, e.g. `claims/9/gaps/`."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.evidence.models import Evidence
from claims.groundwork import services
from claims.groundwork.models import Gap, Groundwork, Media, Reply, Search
from claims.groundwork.reading import (
    gaps_told_to,
    media_told_to,
    replies_told_to,
    searches_told_to,
)
from claims.groundwork.standing import standing
from provenance.accounts.rules import is_member
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.inputs import checked
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .inputs import changes, narrowed
from .outputs import UserCard

SAID = ["id", "claim", "goes_out", "shown_at", "created_by", "created_at", "version"]


class SearchInput(serializers.Serializer[Any]):
    """What was searched for, where, when, and what came of it."""

    sought = serializers.CharField(max_length=500)
    place = serializers.CharField(max_length=300)
    address = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    searched_on = serializers.DateField()
    outcome = serializers.ChoiceField(choices=Search.Outcome.choices)
    evidence = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=2**31 - 1
    )
    note = serializers.CharField(max_length=5_000, required=False, allow_blank=True)
    goes_out = serializers.BooleanField(required=False)


class GapInput(serializers.Serializer[Any]):
    """What could not be found; `goes_out` is true unless sent."""

    sought = serializers.CharField(max_length=500)
    place = serializers.CharField(max_length=300, required=False, allow_blank=True)
    note = serializers.CharField(max_length=5_000, required=False, allow_blank=True)
    goes_out = serializers.BooleanField(required=False)


class ReplyAnswerInput(serializers.Serializer[Any]):
    """What someone answered, and when."""

    answered_on = serializers.DateField()
    answer = serializers.CharField(max_length=10_000)


class ReplyInput(serializers.Serializer[Any]):
    """Who was asked what, when, by when; with the answer, if there is one."""

    party = serializers.CharField(max_length=200)
    question = serializers.CharField(max_length=5_000)
    asked_on = serializers.DateField()
    answer_by = serializers.DateField()
    answered_on = serializers.DateField(required=False, allow_null=True)
    answer = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    goes_out = serializers.BooleanField(required=False)


class MediaInput(serializers.Serializer[Any]):
    """A picture, film or sound; with a `category` goes how that is known."""

    medium = serializers.ChoiceField(choices=Media.Medium.choices)
    address = serializers.CharField(max_length=2000)
    archived_at = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    shows = serializers.CharField(max_length=1000)
    words_in_it = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    category = serializers.ChoiceField(
        choices=Media.Category.choices, required=False, allow_blank=True
    )
    finding = serializers.CharField(max_length=5_000, required=False, allow_blank=True)
    original_address = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    goes_out = serializers.BooleanField(required=False)


class GroundworkCard(Card[Any]):
    """Outsiders read what was done, not who works here."""

    def to_representation(self, row: Any) -> dict[str, Any]:
        """Nobody is named to those who belong to another workspace."""
        said = super().to_representation(row)
        asking = self.context["request"].user if "request" in self.context else None
        if not is_member(asking, row.claim.workspace_id):
            said["created_by"] = None
        return said


class SearchCard(GroundworkCard):
    """One line of the search log."""

    created_by = UserCard(allow_null=True)
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = Search
        fields = [
            *SAID,
            "sought",
            "place",
            "address",
            "searched_on",
            "outcome",
            "evidence",
            "note",
        ]

    def get_evidence(self, search: Search) -> int | None:
        """What was found, where whoever asks may see it."""
        found: int | None = getattr(search, "told_evidence", None)
        return found


class GapCard(GroundworkCard):
    """What was looked for and not found."""

    created_by = UserCard(allow_null=True)

    class Meta:
        model = Gap
        fields = [*SAID, "sought", "place", "note"]


class ReplyCard(GroundworkCard):
    """A question to someone, and how it stands."""

    created_by = UserCard(allow_null=True)
    standing = serializers.SerializerMethodField(
        help_text="answered, answered_late, waiting or no_answer."
    )

    class Meta:
        model = Reply
        fields = [
            *SAID,
            "party",
            "question",
            "asked_on",
            "answer_by",
            "answered_on",
            "answer",
            "standing",
        ]

    def get_standing(self, reply: Reply) -> str:
        """Today, where this site is."""
        return standing(reply.answer_by, reply.answered_on, timezone.localdate())


class MediaCard(GroundworkCard):
    """A picture, film or sound that the claim is about, and what it turned out to be."""

    created_by = UserCard(allow_null=True)

    class Meta:
        model = Media
        fields = [
            *SAID,
            "medium",
            "address",
            "archived_at",
            "shows",
            "words_in_it",
            "category",
            "finding",
            "original_address",
        ]


class GroundworkRows(Rows):
    """What rows of all kinds have in common."""

    model: ClassVar[type[Groundwork]]
    given: ClassVar[type[serializers.Serializer[Any]]]
    edit: ClassVar[Callable[..., Any]]
    told_to: ClassVar[Callable[..., Any]]  # The rows of this kind that a person may see.

    def get_queryset(self) -> Any:
        """What this person may see, narrowed by `claim`."""
        rows = self.told_to(self.request.user)
        return rows.filter(**narrowed(self.request, {"claim": "claim"})).order_by("id")

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what was sent of it."""
        row = self.get_object()
        terms = work_terms(changes(self.given, request), request.user)
        version = expected_version(request, row)
        type(self).edit(row, **terms, version=version, by=actor(request))
        return self.told(row.pk)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take it back; it can be restored."""
        row = self.get_object()
        version = expected_version(request, row)
        services.withdraw_groundwork(row, version=version, by=actor(request))
        return Response(status=204)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Put back what was taken back."""
        rows = self.model._default_manager.all().of_claims_seen_by(request.user)
        services.restore_groundwork(get_object_or_404(rows, pk=pk), by=actor(request))
        return self.told(pk)

    def told(self, pk: Any, status: int = 200) -> Response:
        """The row as it is now."""
        row = self.told_to(self.request.user).get(pk=pk)
        return answer(row, self.get_serializer(row).data, status=status)


@extend_schema_view(partial_update=extend_schema(request=SearchInput, responses=SearchCard))
@extend_schema(tags=["searches"])
class SearchViewSet(GroundworkRows):
    """The search log: what was looked for, where and when, also where nothing was found."""

    queryset = Search.objects.none()
    serializer_class = SearchCard
    model, given, edit = Search, SearchInput, services.edit_search
    told_to = staticmethod(searches_told_to)


@extend_schema_view(partial_update=extend_schema(request=GapInput, responses=GapCard))
@extend_schema(tags=["gaps"])
class GapViewSet(GroundworkRows):
    """What was looked for and not found."""

    queryset = Gap.objects.none()
    serializer_class = GapCard
    model, given, edit = Gap, GapInput, services.edit_gap
    told_to = staticmethod(gaps_told_to)


@extend_schema_view(partial_update=extend_schema(request=ReplyInput, responses=ReplyCard))
@extend_schema(tags=["replies"])
class ReplyViewSet(GroundworkRows):
    """The right of reply: who was asked, and what they answered."""

    queryset = Reply.objects.none()
    serializer_class = ReplyCard
    model, given, edit = Reply, ReplyInput, services.edit_reply
    told_to = staticmethod(replies_told_to)

    @extend_schema(request=ReplyAnswerInput, responses=ReplyCard)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Keep what was answered; 409 where an answer is kept already."""
        row, given = self.get_object(), checked(ReplyAnswerInput, request)
        version = expected_version(request, row)
        services.record_answer(row, **given, version=version, by=actor(request))
        return self.told(row.pk)


@extend_schema_view(partial_update=extend_schema(request=MediaInput, responses=MediaCard))
@extend_schema(tags=["media"])
class MediaViewSet(GroundworkRows):
    """Pictures, films and sounds that claims are about."""

    queryset = Media.objects.none()
    serializer_class = MediaCard
    model, given, edit = Media, MediaInput, services.edit_media
    told_to = staticmethod(media_told_to)


def work_terms(given: dict[str, Any], user: Any) -> dict[str, Any]:
    """What was sent, in the terms of the services; 400 for evidence nobody can see."""
    pk = given.get("evidence")
    if pk is None:
        return given
    found = Evidence.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        raise serializers.ValidationError({"evidence": "There is no such evidence."})
    return given | {"evidence": found}
