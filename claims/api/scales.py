"""Scales and their ratings over REST."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.reviews import scale_services
from claims.reviews.models import Rating, Scale
from claims.reviews.scales import RatingSpec
from provenance.accounts.models import Workspace
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.preconditions import answer


class RatingSerializer(serializers.ModelSerializer[Rating]):
    """One step of a scale."""

    class Meta:
        model = Rating
        fields = ["id", "slug", "value", "label", "meaning", "neutral", "position"]


class ScaleSerializer(serializers.ModelSerializer[Scale]):
    """A scale with its ratings; the usual ones belong to no workspace."""

    ratings = RatingSerializer(many=True, read_only=True)
    workspace = serializers.CharField(source="workspace.slug", default=None, read_only=True)

    class Meta:
        model = Scale
        fields = [
            "id",
            "workspace",
            "slug",
            "edition",
            "name",
            "description",
            "is_default",
            "retired_at",
            "ratings",
            "version",
        ]


class NewRatingSerializer(serializers.Serializer[Any]):
    """A rating of a new scale."""

    slug = serializers.SlugField(max_length=60)
    value = serializers.IntegerField(min_value=1, max_value=100)
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]
    meaning = serializers.CharField(max_length=300)
    neutral = serializers.ChoiceField(choices=Rating.Neutral.choices)


class NewScaleSerializer(serializers.Serializer[Any]):
    """A new scale, or a new edition of one of the same name."""

    workspace = serializers.SlugField()
    name = serializers.CharField(max_length=120)
    description = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    ratings = NewRatingSerializer(many=True, allow_empty=False)


class AdoptSerializer(serializers.Serializer[Any]):
    """Which workspace shall use the scale first."""

    workspace = serializers.SlugField()


class ScaleViewSet(viewsets.ReadOnlyModelViewSet[Scale]):
    """The usual scales and those of one's own workspaces."""

    serializer_class = ScaleSerializer
    queryset = Scale.objects.all()

    def get_queryset(self) -> Any:
        """Scales this person may see."""
        return (
            Scale.objects.select_related("workspace")
            .prefetch_related("ratings")
            .visible_to(self.request.user)
        )

    @extend_schema(request=NewScaleSerializer, responses={201: ScaleSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a scale to a workspace."""
        given = NewScaleSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        scale = scale_services.add_scale(
            _workspace(request, given.validated_data["workspace"]),
            name=given.validated_data["name"],
            description=given.validated_data.get("description", ""),
            ratings=[RatingSpec(**rating) for rating in given.validated_data["ratings"]],
            by=actor(request),
        )
        return answer(scale, ScaleSerializer(scale).data, status=201)

    @extend_schema(request=AdoptSerializer, responses=ScaleSerializer)
    @action(detail=True, methods=["post"])
    def adopt(self, request: Request, pk: str) -> Response:
        """Make it the default of a workspace."""
        given = AdoptSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        workspace = _workspace(request, given.validated_data["workspace"])
        scale = scale_services.adopt_scale(self.get_object(), workspace, by=actor(request))
        return answer(scale, ScaleSerializer(scale).data)

    @extend_schema(request=None, responses=ScaleSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """Offer it no longer."""
        scale = scale_services.retire_scale(self.get_object(), by=actor(request))
        return answer(scale, ScaleSerializer(scale).data)


def _workspace(request: Request, slug: str) -> Workspace:
    roles = getattr(request.user, "roles", {})
    return get_object_or_404(Workspace, slug=slug, pk__in=list(roles))
