"""Scales and their ratings over REST."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.reviews import scale_services
from claims.reviews.models import Rating, RatingText, Scale
from claims.reviews.scales import RatingSpec
from provenance.accounts.models import Workspace
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked
from provenance.api.preconditions import answer, expected_version

from .languages import best_for


class RatingTextSerializer(serializers.ModelSerializer[RatingText]):
    """A rating in another language."""

    class Meta:
        model = RatingText
        fields = ["language", "label", "meaning"]


class RatingSerializer(serializers.ModelSerializer[Rating]):
    """One step of a scale; `told` in the language that was asked for, where there is one."""

    texts = RatingTextSerializer(many=True, read_only=True)
    told = serializers.SerializerMethodField()

    class Meta:
        model = Rating
        fields = ["id", "slug", "value", "label", "meaning", "neutral", "colour", "position"]
        fields += ["told", "texts"]

    @extend_schema_field(RatingTextSerializer)
    def get_told(self, rating: Rating) -> dict[str, str]:
        """Label and meaning in the language of `Accept-Language`; as they are, else."""
        return told_of(rating, self.context.get("request"))


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


def told_of(rating: Rating, request: Request | None) -> dict[str, str]:
    """A rating in the language that somebody reads; `language` is empty for the scale's own."""
    texts = {text.language: text for text in rating.texts.all()}
    language = best_for(request, texts) if request else ""
    words = texts.get(language) or rating
    return {"language": language, "label": words.label, "meaning": words.meaning}


class NewRatingSerializer(serializers.Serializer[Any]):
    """A rating of a new scale."""

    slug = serializers.SlugField(max_length=60)
    value = serializers.IntegerField(min_value=1, max_value=100)
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]
    meaning = serializers.CharField(max_length=300)
    neutral = serializers.ChoiceField(choices=Rating.Neutral.choices)
    colour = serializers.ChoiceField(
        choices=Rating.Colour.choices, required=False, allow_blank=True, default=""
    )


class NewScaleSerializer(serializers.Serializer[Any]):
    """A new scale, or a new edition of one of the same name."""

    workspace = serializers.SlugField()
    name = serializers.CharField(max_length=120)
    description = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    ratings = NewRatingSerializer(many=True, allow_empty=False)


class ChangedScaleSerializer(serializers.Serializer[Any]):
    """Other ratings for a scale that nobody has used yet."""

    description = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    ratings = NewRatingSerializer(many=True, allow_empty=False)


class RatingWordsSerializer(serializers.Serializer[Any]):
    """What a rating is called and means."""

    label = serializers.CharField(max_length=80)  # type: ignore[assignment]
    meaning = serializers.CharField(max_length=300)


class ScaleTextsSerializer(serializers.Serializer[Any]):
    """A scale in another language, by the slugs of its ratings; those left out have none."""

    ratings = serializers.DictField(child=RatingWordsSerializer())


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
            .prefetch_related("ratings__texts")
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

    @extend_schema(request=ChangedScaleSerializer, responses=ScaleSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change a scale that nobody has used; 409 for one in use, which wants a new edition."""
        scale = self.get_object()
        given = checked(ChangedScaleSerializer, request)
        given["ratings"] = [RatingSpec(**rating) for rating in given["ratings"]]
        given.setdefault("description", scale.description)
        version = expected_version(request, scale)
        scale_services.change_scale(scale, **given, version=version, by=actor(request))
        return self._told()

    @extend_schema(request=None, responses=ScaleSerializer)
    @action(detail=True, methods=["delete"], url_path=r"ratings/(?P<slug>[-\w]+)")
    def remove_rating(self, request: Request, pk: str, slug: str) -> Response:
        """Take a rating out of a scale that nobody has used; 409 for one in use."""
        scale = self.get_object()
        rating = get_object_or_404(scale.ratings.all(), slug=slug)
        version = expected_version(request, scale)
        scale_services.remove_rating(rating, version=version, by=actor(request))
        return self._told()

    @extend_schema(request=ScaleTextsSerializer, responses=ScaleSerializer)
    @action(detail=True, methods=["put"], url_path=r"texts/(?P<language>[-\w]+)")
    def translate(self, request: Request, pk: str, language: str) -> Response:
        """Say in another language what its ratings are called and mean."""
        scale, given = self.get_object(), checked(ScaleTextsSerializer, request)["ratings"]
        scale_services.translate_scale(
            scale,
            language=language,
            texts={slug: (one["label"], one["meaning"]) for slug, one in given.items()},
            version=expected_version(request, scale),
            by=actor(request),
        )
        return self._told()

    @extend_schema(request=None, responses=ScaleSerializer)
    @action(detail=True, methods=["post"])
    def offer(self, request: Request, pk: str) -> Response:
        """Offer a retired one again."""
        scale_services.offer_again(self.get_object(), by=actor(request))
        return self._told()

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

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        """Another language is another answer."""
        response = super().finalize_response(*args, **kwargs)
        patch_vary_headers(response, ["Accept-Language"])
        return response

    def _told(self) -> Response:
        """The scale as it is now."""
        scale = self.get_object()
        return answer(scale, ScaleSerializer(scale, context={"request": self.request}).data)


def _workspace(request: Request, slug: str) -> Workspace:
    roles = getattr(request.user, "roles", {})
    return get_object_or_404(Workspace, slug=slug, pk__in=list(roles))
