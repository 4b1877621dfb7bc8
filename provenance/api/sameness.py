"""Merging outlets and people over REST, and the pairs that may be one."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.sources import services
from provenance.sources.models import Outlet, SameOutlets, SamePeople

from .actor import actor
from .catalogue import Catalogue
from .idempotency import idempotent
from .inputs import asked, checked, in_workspace
from .preconditions import answer, expected_version

PAIR = [OpenApiParameter("pair", int, OpenApiParameter.PATH, description="A pair's id.")]


class SameInput(serializers.Serializer[Any]):
    """Which other one is the same, and why. `show_wider` where more people will see it then."""

    other = serializers.IntegerField()
    reason = serializers.CharField(max_length=500)
    show_wider = serializers.BooleanField(required=False, default=False)


class SuggestInput(serializers.Serializer[Any]):
    """Which other one may be the same, and why."""

    other = serializers.IntegerField()
    reason = serializers.CharField(max_length=300)


class AcceptInput(serializers.Serializer[Any]):
    """Which of the two is kept."""

    kept = serializers.IntegerField()
    reason = serializers.CharField(max_length=500, required=False)
    show_wider = serializers.BooleanField(required=False, default=False)


class RefuseInput(serializers.Serializer[Any]):
    """Why two are not one."""

    reason = serializers.CharField(max_length=300, required=False)


class WhySame(serializers.Serializer[Any]):
    """One thing that speaks for a pair."""

    rule = serializers.CharField()
    says = serializers.CharField()
    weight = serializers.FloatField()


class PairCard(serializers.Serializer[Any]):
    """Two that may be one."""

    id = serializers.IntegerField()
    one = serializers.IntegerField(source="one_id")
    other = serializers.IntegerField(source="other_id")
    names = serializers.SerializerMethodField()
    reasons = WhySame(many=True)
    weight = serializers.FloatField()
    state = serializers.ChoiceField(choices=["proposed", "refused"])
    why = serializers.CharField()
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()

    def get_names(self, pair: Any) -> list[str]:
        """What the two are called."""
        return [pair.one.name, pair.other.name]


class PairsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    state = serializers.ChoiceField(choices=["proposed", "refused"], default="proposed")


class Mergeable(Catalogue):
    """A catalogue whose rows can be found to be one."""

    @extend_schema(request=SameInput)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: Any = None) -> Response:
        """Count another one with this one from now on (editors); it can be taken back."""
        by, kept = actor(request), self.get_object()
        given = checked(SameInput, request)
        other = self._other(given.pop("other"), by)
        version = expected_version(request, kept)
        row: Any = services.merge_in_catalogue(kept, other, **given, version=version, by=by)
        return answer(row, self.get_serializer(row).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def unmerge(self, request: Request, pk: Any = None) -> Response:
        """Take the merge of this one into another back (editors)."""
        by, merged = actor(request), self.get_object()
        version = expected_version(request, merged)
        row: Any = services.unmerge_in_catalogue(merged, version=version, by=by)
        return answer(row, self.get_serializer(row).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: Any = None) -> Response:
        """Put back what the last description replaced."""
        row: Any = services.undo_description(self.get_object(), by=actor(request))
        return answer(row, self.get_serializer(row).data)

    @extend_schema(request=SuggestInput, responses={201: PairCard})
    @action(detail=True, methods=["post"])
    @idempotent
    def suggest(self, request: Request, pk: Any = None) -> Response:
        """Suggest that another one is this one; an editor decides."""
        by, row = actor(request), self.get_object()
        given = checked(SuggestInput, request)
        pair = services.suggest_same(row, self._other(given["other"], by), given["reason"], by=by)
        return answer(pair, PairCard(pair).data, status=201)

    @extend_schema(parameters=[PairsAsked], responses=PairCard(many=True))
    @action(detail=False, methods=["get"])
    def same(self, request: Request) -> Response:
        """Pairs of one's own workspaces that may be one, with what speaks for each."""
        wanted = asked(PairsAsked, request)
        rows = self._pairs(request).filter(state=wanted["state"])
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted["workspace"], "one__workspace")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(PairCard(page, many=True).data)

    @extend_schema(request=AcceptInput, parameters=PAIR)
    @action(detail=False, methods=["post"], url_path=r"same/(?P<pair>\d{1,9})/accept")
    def accept(self, request: Request, pair: str) -> Response:
        """Merge the two (editors); answers with the one that is kept."""
        by, row = actor(request), get_object_or_404(self._pairs(request), pk=pair)
        given = checked(AcceptInput, request)
        ends = {one.pk: one for one in (row.one, row.other)}
        if given["kept"] not in ends:
            raise serializers.ValidationError({"kept": "Keep one of the two."})
        kept: Any = services.accept_same(row, ends[given.pop("kept")], **given, by=by)
        return answer(kept, self.get_serializer(kept).data)

    @extend_schema(request=RefuseInput, responses=PairCard, parameters=PAIR)
    @action(detail=False, methods=["post"], url_path=r"same/(?P<pair>\d{1,9})/refuse")
    def refuse(self, request: Request, pair: str) -> Response:
        """Find that they are two (editors); they are not proposed again."""
        by, row = actor(request), get_object_or_404(self._pairs(request), pk=pair)
        version = expected_version(request, row)
        row = services.refuse_same(row, **checked(RefuseInput, request), version=version, by=by)
        return answer(row, PairCard(row).data)

    @extend_schema(request=None, responses=PairCard, parameters=PAIR)
    @action(detail=False, methods=["post"], url_path=r"same/(?P<pair>\d{1,9})/reconsider")
    def reconsider(self, request: Request, pair: str) -> Response:
        """Take a refusal back (editors)."""
        by, row = actor(request), get_object_or_404(self._pairs(request), pk=pair)
        row = services.reconsider_same(row, version=expected_version(request, row), by=by)
        return answer(row, PairCard(row).data)

    def _pairs(self, request: Request) -> QuerySet[Any]:
        model: Any = SameOutlets if self.model is Outlet else SamePeople
        rows: QuerySet[Any] = model.objects.visible_to(request.user)
        return rows.select_related("one__workspace", "other__workspace")

    def _other(self, pk: int, by: Any) -> Any:
        rows: Any = self.model.objects.visible_to(by)
        other = rows.filter(pk=pk).first()
        if other is None:
            raise serializers.ValidationError({"other": "There is nothing here that you may see."})
        return other
