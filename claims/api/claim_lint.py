"""What is wrong with the ClaimReview of a claim, over REST."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange.linting import ERROR, WARNING, is_fit
from claims.exchange.publishing import findings_of
from claims.records.models import Claim
from provenance.accounts.links import absolute
from provenance.api.cards import PlainCard

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


class MarkupFindingCard(PlainCard):
    """One thing that is wrong, in words; `field` says where, as in `itemReviewed.author`."""

    severity = serializers.ChoiceField(choices=[ERROR, WARNING])
    code = serializers.CharField()
    field = serializers.CharField()
    message = serializers.CharField()


class LintCard(PlainCard):
    """All that was found; `ok` where nothing stops the verdict from going out."""

    claim = serializers.IntegerField()
    url = serializers.CharField()
    ok = serializers.BooleanField()
    findings = MarkupFindingCard(many=True)


class ClaimLint(Base):
    """Mixed into the claims' view set."""

    @extend_schema(responses=LintCard, filters=False)
    @action(detail=True, methods=["get"], url_path="claimreview/lint", pagination_class=None)
    def lint(self, request: Request, pk: str) -> Response:
        """What is wrong with its ClaimReview, as published or as it would go out."""
        claim = self.get_object()
        address = absolute(reverse("public-claim", args=[claim.pk]), request._request)
        found = findings_of(claim, address=address, by=request.user)
        told: dict[str, Any] = {"claim": claim.pk, "url": address, "ok": is_fit(found)}
        return Response(told | {"findings": [one.as_json() for one in found]})
