"""Reviews over REST: one action a step of the workflow."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records.models import Claim
from claims.reviews import services
from claims.reviews.grounds import grounds_of
from claims.reviews.models import Rating, Review
from claims.reviews.sealing import as_seen_by
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked
from provenance.api.preconditions import answer, expected_version

from .inputs import filled
from .verdicts import PublishedSerializer


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """One answer in a check. What is sealed to the reader is left out and `is_sealed` is true."""

    check = serializers.IntegerField(source="round_id", read_only=True)
    state = serializers.CharField(source="round.state", read_only=True)
    seconded_by = serializers.IntegerField(
        source="round.second_id", read_only=True, allow_null=True
    )
    second_note = serializers.CharField(source="round.second_note", read_only=True)
    reason = serializers.CharField(source="round.reason", read_only=True)
    is_sealed = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = [
            "id",
            "check",
            "claim",
            "reviewer",
            "role",
            "state",
            "rating",
            "summary",
            "confidence",
            "submitted_at",
            "seconded_by",
            "second_note",
            "reason",
            "is_sealed",
            "created_at",
            "updated_at",
            "version",
        ]

    def get_is_sealed(self, review: Review) -> bool:
        """Whether the answer is hidden from the reader until both are in."""
        return not review.version


class OpenSerializer(serializers.Serializer[Any]):
    """Begin a review."""

    claim = serializers.IntegerField()


class DraftSerializer(serializers.Serializer[Any]):
    """What a draft may hold; nothing is required yet."""

    rating = serializers.PrimaryKeyRelatedField(
        queryset=Rating.objects.all(),
        required=False,
        allow_null=True,
        error_messages={
            "does_not_exist": "There is no such rating; /api/v1/scales/ lists them.",
            "incorrect_type": "Send the id of a rating; /api/v1/scales/ lists them.",
        },
    )
    summary = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    confidence = serializers.ChoiceField(
        choices=Review.Confidence.choices, required=False, allow_blank=True
    )


class SecondSerializer(DraftSerializer):
    """The second person's answer: `agree`, or a rating and a summary of their own."""

    agree = serializers.BooleanField(required=False, allow_null=True, default=None)
    note = serializers.CharField(required=False, allow_blank=True, max_length=5_000)


class PublishSerializer(serializers.Serializer[Any]):
    """What is said when a verdict goes out."""

    as_of = serializers.DateField(required=False)
    kind = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=20,
        help_text="Where there was a verdict before: `correct` (else), `clarify` or `update`.",
    )
    confidence = serializers.CharField(
        required=False, allow_blank=True, max_length=20, help_text="`high`, `medium` or `low`."
    )
    would_change = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=5_000,
        help_text="What would change our mind.",
    )
    seen = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100_000,
        help_text="What `grounds/` said; 409 if the verdict would go out with anything else.",
    )
    reason_for_change = serializers.CharField(required=False, allow_blank=True, max_length=5_000)


class ReopenSerializer(serializers.Serializer[Any]):
    """Why a verdict is looked at again."""

    reason = serializers.CharField(allow_blank=True, max_length=5_000)


class GroundsSerializer(serializers.Serializer[Any]):
    """What the verdict would go out with now."""

    seen = serializers.CharField(help_text="Sent back when publishing.")


class NothingSerializer(serializers.Serializer[Any]):
    """A step that needs no words."""


class ReviewViewSet(viewsets.ReadOnlyModelViewSet[Review]):
    """Working papers of those who check in the workspace."""

    serializer_class = ReviewSerializer
    queryset = Review.objects.all()

    def get_queryset(self) -> Any:
        """Reviews this person may read, narrowed by `claim`, `check`, `state` and `workspace`.

        One that is sealed to them stands in no list. By its id it answers that it is there.
        """
        rows = Review.objects.select_related("claim", "round__claim", "round__second")
        if self.detail:
            return rows.known_to(self.request.user)
        names = {
            "claim": "claim",
            "check": "round",
            "state": "round__state",
            "workspace": "workspace__slug",
        }
        return rows.visible_to(self.request.user).filter(**filled(self.request, names))

    def get_object(self) -> Review:
        """One review, or what may be known of it where it is sealed."""
        return as_seen_by(self.request.user, super().get_object())

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One review with its ETag."""
        return self._answer(self.get_object())

    @extend_schema(request=OpenSerializer, responses={201: ReviewSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a review of a claim."""
        given = checked(OpenSerializer, request)
        claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=given["claim"])
        return self._answer(services.open_review(claim, by=actor(request)), status=201)

    @extend_schema(request=DraftSerializer, responses=ReviewSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep what was written so far."""
        review, version = self._named(request)
        given = checked(DraftSerializer, request)
        given = {"rating": review.rating, "summary": review.summary} | given
        return self._answer(
            services.save_draft(review, **given, version=version, by=actor(request))
        )

    @extend_schema(request=DraftSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Hand it to a second person."""
        return self._step(request, services.submit, DraftSerializer)

    @extend_schema(request=SecondSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"])
    def second(self, request: Request, pk: str) -> Response:
        """Agree, or return it with a note."""
        return self._step(request, services.second, SecondSerializer)

    @extend_schema(request=NothingSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take it back before anyone seconded it."""
        return self._step(request, services.withdraw, NothingSerializer)

    @extend_schema(request=ReopenSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Work on a published verdict again."""
        return self._step(request, services.reopen, ReopenSerializer)

    @extend_schema(responses=GroundsSerializer)
    @action(detail=True)
    def grounds(self, request: Request, pk: str) -> Response:
        """What publishing rests on now: send it back, and nothing else goes out unnoticed."""
        return Response({"seen": grounds_of(self.get_object().claim_id)})

    @extend_schema(request=PublishSerializer, responses={201: PublishedSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def publish(self, request: Request, pk: str) -> Response:
        """Make the verdict, and the claim, public, unless its ClaimReview would be wrong."""
        review, version = self._named(request)
        given = checked(PublishSerializer, request)
        verdict = services.publish(review, **given, version=version, by=actor(request))
        return Response(PublishedSerializer(verdict).data, status=201)

    def _step(self, request: Request, service: Any, serializer: type[Any]) -> Response:
        review, version = self._named(request)
        given = checked(serializer, request)
        return self._answer(service(review, **given, version=version, by=actor(request)))

    def _named(self, request: Request) -> tuple[Review, int | None]:
        review: Review = self.get_object()
        return review, expected_version(request, review, required=True)

    def _answer(self, review: Review, status: int = 200) -> Response:
        review = as_seen_by(self.request.user, review)
        return answer(review, ReviewSerializer(review).data, status=status)
