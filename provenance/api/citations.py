"""`/citations/`: one article leans on another; some are proposed by our reading."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.accounts.models import User
from provenance.sources import services
from provenance.sources.models import Article, Citation, Passage

from .actor import actor
from .article_outputs import PassageSerializer
from .idempotency import idempotent
from .inputs import asked, checked, in_workspace
from .preconditions import answer, expected_version
from .rows import Rows

PLACES = ("passage", "target_passage")


class CitationSerializer(serializers.ModelSerializer[Citation]):
    """Who leans on whom, how that is known, and whether a person agreed."""

    workspace = serializers.CharField(source="workspace.slug")
    passage = PassageSerializer(allow_null=True)
    target_passage = PassageSerializer(allow_null=True)

    class Meta:
        model = Citation
        fields = [
            "id",
            "workspace",
            "source",
            "target",
            "target_name",
            "target_address",
            "kind",
            "passage",
            "target_passage",
            "known",
            "confidence",
            "why",
            "state",
            "reason",
            "visibility",
            "created_at",
            "version",
        ]


class CitationsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    source = serializers.IntegerField(required=False)  # type: ignore[assignment]
    target = serializers.IntegerField(required=False)
    kind = serializers.ChoiceField(choices=Citation.Kind.choices, required=False)
    state = serializers.ChoiceField(choices=Citation.State.choices, required=False)


class CitationInput(serializers.Serializer[Any]):
    """A citation that a person states. Name an article, a name or an address."""

    source = serializers.IntegerField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=Citation.Kind.choices)
    target = serializers.IntegerField(required=False)
    target_name = serializers.CharField(required=False, max_length=300)
    target_address = serializers.CharField(required=False, max_length=2000)
    passage = serializers.IntegerField(required=False)
    target_passage = serializers.IntegerField(required=False)
    why = serializers.CharField(required=False, allow_blank=True, max_length=300)


class ConfirmInput(serializers.Serializer[Any]):
    """Why one agrees, and which article is meant, if it is one of ours."""

    target = serializers.IntegerField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)


class RejectInput(serializers.Serializer[Any]):
    """Why one disagrees."""

    reason = serializers.CharField(max_length=300)


@extend_schema(tags=["citations"])
class Citations(Rows):
    """Which article cites, quotes, republishes, corrects, translates or links which."""

    queryset = Citation.objects.none()
    serializer_class = CitationSerializer

    def get_queryset(self) -> QuerySet[Citation]:
        """Those of articles this person may see, narrowed as asked."""
        rows: QuerySet[Citation] = Citation.objects.visible_to(self.request.user)
        rows = rows.select_related("workspace", "passage", "target_passage")
        wanted = {} if self.detail else asked(CitationsAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        return rows.filter(**wanted)

    @extend_schema(parameters=[CitationsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Citations, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=CitationInput, responses={201: CitationSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """State that one article leans on another."""
        by, given = actor(request), checked(CitationInput, request)
        source = get_object_or_404(Article.objects.visible_to(by), pk=given.pop("source"))
        citation = services.cite(source, **_rows(given, by), by=by)
        return answer(citation, CitationSerializer(citation).data, status=201)

    @extend_schema(request=ConfirmInput, responses=CitationSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: Any = None) -> Response:
        """Agree with a proposal."""
        by, citation = actor(request), self.get_object()
        given = _rows(checked(ConfirmInput, request), by)
        version = expected_version(request, citation)
        citation = services.confirm_citation(citation, **given, by=by, version=version)
        return answer(citation, CitationSerializer(citation).data)

    @extend_schema(request=RejectInput, responses=CitationSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: Any = None) -> Response:
        """Disagree, with a reason; it stays on record as rejected."""
        by, citation = actor(request), self.get_object()
        given = checked(RejectInput, request)
        version = expected_version(request, citation)
        citation = services.reject_citation(citation, **given, by=by, version=version)
        return answer(citation, CitationSerializer(citation).data)


def _rows(given: dict[str, Any], by: User) -> dict[str, Any]:
    """Ids turned into rows this person may see; 400 with the field's name otherwise."""
    seen: dict[str, Any] = {"target": Article.objects.visible_to(by)}
    seen |= {name: Passage.objects.visible_to(by).select_related("snapshot") for name in PLACES}
    for name, rows in seen.items():
        if name in given:
            row = rows.filter(pk=given[name]).first()
            if row is None:
                raise serializers.ValidationError({name: "There is nothing here that you may see."})
            given[name] = row
    return given
