"""Verdicts, and the corrections among them, over REST. They are made by publishing a review."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange.linting import WARNING
from claims.exchange.publishing import findings_of
from claims.reviews import services
from claims.reviews.dates import warning_about
from claims.reviews.models import Verdict
from provenance.accounts.links import absolute
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked

from .inputs import filled
from .scales import RatingTextSerializer, told_of


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    """One published verdict."""

    scale = serializers.IntegerField(source="rating.scale_id", read_only=True)
    told = serializers.SerializerMethodField()

    class Meta:
        model = Verdict
        fields = [
            "id",
            "claim",
            "number",
            "kind",
            "rating",
            "scale",
            "rating_label",
            "told",
            "neutral",
            "colour",
            "summary",
            "as_of",
            "confidence",
            "would_change",
            "reason_for_change",
            "rolled",
            "published_at",
            "published_by",
            "supersedes",
        ]

    @extend_schema_field(RatingTextSerializer)
    def get_told(self, verdict: Verdict) -> dict[str, str]:
        """Label and meaning in the language of `Accept-Language`; the label as published, else."""
        if verdict.is_withdrawal:
            return {"language": "", "label": verdict.rating_label, "meaning": ""}
        told = told_of(verdict.rating, self.context.get("request"))
        return told if told["language"] else told | {"label": verdict.rating_label}


class PublishedSerializer(VerdictSerializer):
    """A verdict that just went out, and what is odd about it."""

    warnings = serializers.SerializerMethodField()

    class Meta(VerdictSerializer.Meta):
        fields = [*VerdictSerializer.Meta.fields, "warnings"]

    def get_warnings(self, verdict: Verdict) -> list[str]:
        """In words; it was published all the same."""
        address = absolute(reverse("public-claim", args=[verdict.claim_id]))
        found = findings_of(verdict.claim, address=address, by=AnonymousUser())
        odd = [one.message for one in found if one.severity == WARNING]
        return [said for said in [warning_about(verdict.as_of, verdict.claim), *odd] if said]


class WithdrawVerdictSerializer(serializers.Serializer[Any]):
    """Why a verdict is taken back, in public."""

    reason = serializers.CharField(allow_blank=True, max_length=5_000)


class InLanguages(viewsets.ReadOnlyModelViewSet[Verdict]):
    """Verdicts, their ratings told in the language of whoever asks."""

    serializer_class = VerdictSerializer
    queryset = Verdict.objects.all()

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        """Another language is another answer."""
        response = super().finalize_response(*args, **kwargs)
        patch_vary_headers(response, ["Accept-Language"])
        return response


class VerdictViewSet(InLanguages):
    """Published verdicts, every version of them."""

    def get_queryset(self) -> Any:
        """Those this person may see.

        Narrowed by `claim`, `neutral`, `kind`, `workspace`, `current` (the newest of each claim)
        and `standing` (the same without those withdrawn).
        """
        return _asked_for(self.request)

    @extend_schema(request=WithdrawVerdictSerializer, responses={201: VerdictSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take it back in the open: a new version says that it is withdrawn, and why."""
        given = checked(WithdrawVerdictSerializer, request)
        withdrawal = services.withdraw_verdict(self.get_object(), **given, by=actor(request))
        return Response(VerdictSerializer(withdrawal).data, status=201)


class CorrectionViewSet(InLanguages):
    """What changed an earlier verdict in the open: each with its kind and its public reason."""

    def get_queryset(self) -> Any:
        """As for verdicts."""
        return _asked_for(self.request).corrections()


def _asked_for(request: Request) -> Any:
    asked = request.query_params
    names = {"claim": "claim", "neutral": "neutral", "kind": "kind", "workspace": "workspace__slug"}
    rows = Verdict.objects.with_rating().prefetch_related("rating__texts")
    found = rows.visible_to(request.user).filter(**filled(request, names))
    if asked.get("standing") == "true":
        return found.standing()
    return found.current() if asked.get("current") == "true" else found
