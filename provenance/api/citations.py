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
from provenance.numbers import number_in
from provenance.sources import services
from provenance.sources.conflicts import conflicts
from provenance.sources.knowing import Known
from provenance.sources.models import Article, Citation, Passage

from .actor import actor
from .article_outputs import PassageSerializer
from .idempotency import idempotent
from .inputs import asked, checked, in_workspace
from .preconditions import answer, expected_version
from .rows import Rows

PLACES = ("passage", "target_passage")


class ReasonSerializer(serializers.Serializer[Any]):
    """One thing that spoke for a proposal or, with a weight below 0, against it."""

    rule = serializers.CharField()
    says = serializers.CharField()
    weight = serializers.FloatField()


class CitationSerializer(serializers.ModelSerializer[Citation]):
    """Who leans on whom, how that is known, and whether a person agreed."""

    workspace = serializers.CharField(source="workspace.slug")
    passage = PassageSerializer(allow_null=True)
    target_passage = PassageSerializer(allow_null=True)
    reasons = ReasonSerializer(many=True)
    conflicts = serializers.SerializerMethodField(
        help_text="What the articles' own dates and headlines say against it, in words."
    )

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
            "reasons",
            "uncredited",
            "conflicts",
            "state",
            "reason",
            "visibility",
            "created_at",
            "version",
        ]

    def get_conflicts(self, row: Citation) -> list[str]:
        """Sentences; none where nothing speaks against it."""
        return conflicts(row, goes_back=getattr(row, "goes_back", False))


class CitationsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    source = serializers.IntegerField(required=False)  # type: ignore[assignment]
    target = serializers.IntegerField(required=False)
    kind = serializers.ChoiceField(choices=Citation.Kind.choices, required=False)
    state = serializers.ChoiceField(choices=Citation.State.choices, required=False)
    article = serializers.IntegerField(required=False, help_text="On either side.")
    known = serializers.ChoiceField(choices=Known.choices, required=False)
    uncredited = serializers.BooleanField(required=False, allow_null=True, default=None)
    min_confidence = serializers.FloatField(required=False, min_value=0, max_value=1)


class CitationInput(serializers.Serializer[Any]):
    """A citation that a person states. Name an article, a name or an address."""

    source = serializers.IntegerField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=Citation.Kind.choices)
    target = serializers.IntegerField(required=False)
    target_name = serializers.CharField(required=False, max_length=300)
    target_address = serializers.CharField(required=False, max_length=2000)
    passage = serializers.IntegerField(required=False)
    target_passage = serializers.IntegerField(required=False)
    words = serializers.CharField(
        required=False, help_text="Words of the newest version, in place of a passage."
    )
    target_words = serializers.CharField(required=False)
    why = serializers.CharField(required=False, allow_blank=True, max_length=300)
    known = serializers.ChoiceField(choices=["person", "outside"], required=False)
    confidence = serializers.FloatField(required=False, min_value=0, max_value=1)
    uncredited = serializers.BooleanField(required=False)


class ConfirmInput(serializers.Serializer[Any]):
    """Why one agrees, and which article is meant, if it is one of ours."""

    target = serializers.IntegerField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)


class KindInput(serializers.Serializer[Any]):
    """What it is instead."""

    kind = serializers.ChoiceField(choices=Citation.Kind.choices)


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
        rows: Any = Citation.objects.visible_to(self.request.user)
        rows = rows.with_sides()
        wanted = {} if self.detail else asked(CitationsAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        if "article" in wanted:
            rows = rows.of_article(wanted.pop("article"))
        if "min_confidence" in wanted:
            rows = rows.filter(confidence__gte=wanted.pop("min_confidence"))
        given = {name: one for name, one in wanted.items() if one is not None}
        narrowed: QuerySet[Citation] = rows.filter(**given)
        return narrowed

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
        return self.answered(citation, status=201)

    @extend_schema(request=ConfirmInput, responses=CitationSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: Any = None) -> Response:
        """Agree with a proposal."""
        by, citation = actor(request), self.get_object()
        given = _rows(checked(ConfirmInput, request), by)
        version = expected_version(request, citation)
        citation = services.confirm_citation(citation, **given, by=by, version=version)
        return self.answered(citation)

    @extend_schema(request=RejectInput, responses=CitationSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: Any = None) -> Response:
        """Disagree, with a reason; it stays on record as rejected."""
        by, citation = actor(request), self.get_object()
        given = checked(RejectInput, request)
        version = expected_version(request, citation)
        citation = services.reject_citation(citation, **given, by=by, version=version)
        return self.answered(citation)

    @extend_schema(request=None, responses=CitationSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: Any = None) -> Response:
        """Take a decision back; it waits for another one."""
        by, citation = actor(request), self.get_object()
        version = expected_version(request, citation)
        return self.answered(services.reopen_citation(citation, by=by, version=version))

    @extend_schema(request=KindInput, responses=CitationSerializer)
    @action(detail=True, methods=["post"])
    def kind(self, request: Request, pk: Any = None) -> Response:
        """Say that it leans in another way."""
        by, citation = actor(request), self.get_object()
        given = checked(KindInput, request)
        version = expected_version(request, citation)
        return self.answered(services.change_kind(citation, **given, by=by, version=version))

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        """Take back what a person said; proposals are rejected instead."""
        by, citation = actor(request), self.get_object()
        version = expected_version(request, citation)
        services.withdraw_citation(citation, by=by, version=version)
        return Response(status=204)

    @extend_schema(request=None, responses=CitationSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: Any = None) -> Response:
        """Say again what was taken back."""
        by = actor(request)
        seen = Article.objects.visible_to(by)
        mine = Citation.objects.filter(source__in=seen, workspace__in=list(by.roles))
        citation = get_object_or_404(mine, pk=number_in(str(pk)))
        return self.answered(services.restore_citation(citation, by=by))

    def answered(self, citation: Citation, status: int = 200) -> Response:
        """The row as it is now, read again with all that it shows."""
        row = Citation.objects.with_sides().get(pk=citation.pk)
        return answer(row, CitationSerializer(row).data, status=status)


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
