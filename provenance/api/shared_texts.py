"""`/shared-texts/`: which articles have words in common, and who had them first."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.lineage.models import SharedText
from provenance.lineage.services import deciding as services
from provenance.sources.models import Article

from .actor import actor
from .inputs import asked, checked, in_workspace
from .preconditions import answer, expected_version
from .rows import Rows


class SharedPassage(serializers.Serializer[Any]):
    """A passage in both texts: `[start, end)` in code points, and how many words agree."""

    one = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    other = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    words = serializers.IntegerField()


class SharedReason(serializers.Serializer[Any]):
    """What speaks for who was first: above 0 for the one, below 0 for the other."""

    rule = serializers.CharField()
    says = serializers.CharField()
    weight = serializers.FloatField()


class SharedTextSerializer(serializers.ModelSerializer[SharedText]):
    """What two articles have in common; `earlier` is null while that is undecided."""

    workspace = serializers.CharField(source="workspace.slug")
    earlier = serializers.SerializerMethodField()
    passages = SharedPassage(many=True)
    reasons = SharedReason(many=True)

    class Meta:
        model = SharedText
        fields = [
            "id",
            "workspace",
            "one",
            "other",
            "one_snapshot",
            "other_snapshot",
            "kind",
            "words",
            "one_share",
            "other_share",
            "passages",
            "direction",
            "earlier",
            "reasons",
            "state",
            "reason",
            "citation",
            "created_at",
            "version",
        ]

    def get_earlier(self, row: SharedText) -> int | None:
        """The article that had it first."""
        return {"one": row.one_id, "other": row.other_id}.get(row.direction)


class SharedAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    article = serializers.IntegerField(required=False)
    kind = serializers.ChoiceField(choices=SharedText.Kind.choices, required=False)
    state = serializers.ChoiceField(choices=SharedText.State.choices, required=False)


class DecisionInput(serializers.Serializer[Any]):
    """Which article had it first."""

    earlier = serializers.IntegerField()
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)


class RefusalInput(serializers.Serializer[Any]):
    """Why it is not the same text."""

    reason = serializers.CharField(max_length=300)


@extend_schema(tags=["shared-texts"])
class SharedTexts(Rows):
    """Which articles have words in common. Seen by those who see both articles."""

    queryset = SharedText.objects.none()
    serializer_class = SharedTextSerializer

    def get_queryset(self) -> QuerySet[SharedText]:
        """Those this person may see, narrowed as asked."""
        rows: Any = SharedText.objects.visible_to(self.request.user)
        rows = rows.select_related("workspace")
        wanted = {} if self.detail else asked(SharedAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        if "article" in wanted:
            rows = rows.of_article(wanted.pop("article"))
        narrowed: QuerySet[SharedText] = rows.filter(**wanted)
        return narrowed

    @extend_schema(parameters=[SharedAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Shared texts, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=DecisionInput, responses=SharedTextSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: Any = None) -> Response:
        """Say which article had it first; the other then republishes or quotes it."""
        by, row = actor(request), self.get_object()
        given = checked(DecisionInput, request)
        seen = Article.objects.visible_to(by)
        earlier = get_object_or_404(seen, pk=given.pop("earlier"))
        version = expected_version(request, row)
        row = services.decide_shared_text(row, earlier=earlier, **given, by=by, version=version)
        return answer(row, SharedTextSerializer(row).data)

    @extend_schema(request=RefusalInput, responses=SharedTextSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: Any = None) -> Response:
        """Say that it is not the same text; it is never proposed again."""
        by, row = actor(request), self.get_object()
        given, version = checked(RefusalInput, request), expected_version(request, row)
        row = services.refuse_shared_text(row, **given, by=by, version=version)
        return answer(row, SharedTextSerializer(row).data)

    @extend_schema(request=None, responses=SharedTextSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: Any = None) -> Response:
        """Take a decision back."""
        by, row = actor(request), self.get_object()
        row = services.reopen_shared_text(row, by=by, version=expected_version(request, row))
        return answer(row, SharedTextSerializer(row).data)
