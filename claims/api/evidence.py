"""Evidence over REST. It is added on its claim: `POST claims/9/evidence/`."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.evidence import services
from claims.evidence.models import Evidence
from claims.evidence.reading import sides_of
from claims.records.models import Claim
from provenance.api.actor import actor
from provenance.api.covers import CoverInput
from provenance.api.inputs import checked
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .inputs import PlaceField, changes, narrowed
from .outputs import EvidenceCard, EvidenceSides

SAID = ("stance", "warrant", "origin")


class AskedSerializer(serializers.Serializer[Any]):
    """What the list may be narrowed to, besides rows by their numbers."""

    stance = serializers.ChoiceField(choices=Evidence.Stance.choices, required=False)
    sensitive = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Covered ones, or the others."
    )


class EvidenceChanges(serializers.Serializer[Any]):
    """Stance, reason and rank of evidence."""

    stance = serializers.ChoiceField(choices=Evidence.Stance.choices)
    warrant = serializers.CharField(max_length=10_000)
    origin = serializers.ChoiceField(choices=Evidence.Origin.choices, required=False)
    depends_on = serializers.IntegerField(required=False, allow_null=True)


class EvidenceInput(EvidenceChanges):
    """New evidence: a passage, a snapshot with offsets or selectors, or an address."""

    passage = serializers.IntegerField(required=False)
    snapshot = serializers.IntegerField(required=False)
    start = serializers.IntegerField(required=False)
    end = serializers.IntegerField(required=False)
    selector = serializers.ListField(child=serializers.DictField(), required=False)
    url = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class EvidenceViewSet(Rows):
    """What supports, contradicts or gives context to claims."""

    queryset = Evidence.objects.all()
    serializer_class = EvidenceCard

    def get_queryset(self) -> QuerySet[Evidence]:
        """Evidence this person may see, narrowed by `claim` and `stance`."""
        rows: QuerySet[Evidence] = Evidence.objects.visible_to(self.request.user).with_sources()
        asked = AskedSerializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = dict(asked.validated_data)
        covered = wanted.pop("sensitive")
        if covered is not None:
            rows = rows.exclude(sensitive="") if covered else rows.filter(sensitive="")
        rows = rows.filter(**wanted)
        return rows.filter(**narrowed(self.request, {"claim": "claim"}))

    @extend_schema(request=EvidenceChanges, responses=EvidenceCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change stance, reason or rank; other words are other evidence."""
        evidence = self.get_object()
        terms = evidence_terms(changes(EvidenceChanges, request), request.user)
        version = expected_version(request, evidence)
        return _told(services.edit_evidence(evidence, **terms, version=version, by=actor(request)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take evidence off the scales; it can be restored."""
        evidence = self.get_object()
        version = expected_version(request, evidence)
        services.withdraw_evidence(evidence, version=version, by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses=EvidenceCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Put withdrawn evidence back."""
        rows = Evidence.objects.of_claims_seen_by(request.user)
        return _told(services.restore_evidence(get_object_or_404(rows, pk=pk), by=actor(request)))

    @extend_schema(request=CoverInput, responses=EvidenceCard)
    @action(detail=True, methods=["post"])
    def cover(self, request: Request, pk: str) -> Response:
        """Say what awaits the reader; empty takes the cover off."""
        evidence, given = self.get_object(), checked(CoverInput, request)
        version = expected_version(request, evidence)
        services.cover_evidence(evidence, **given, version=version, by=actor(request))
        return _told(self.get_object())


def evidence_of(claim: Claim, user: Any) -> dict[str, Any]:
    """The evidence on a claim by stance, as `EvidenceSides` tells it."""
    sides = {
        stance: {
            "raw": side.origins.raw,
            "independent": side.origins.independent,
            "groups": side.origins.groups,
            "left_out": side.origins.left_out,
            "items": side.evidence,
        }
        for stance, side in sides_of(claim, user).items()
    }
    return dict(EvidenceSides(sides).data)


def evidence_terms(given: dict[str, Any], user: Any) -> dict[str, Any]:
    """What was sent, in the terms of the services; 400 for evidence nobody can see."""
    terms: dict[str, Any] = {
        name: given[name] for name in ("stance", "warrant", "origin") if name in given
    }
    if "depends_on" in given:
        terms["depends_on"] = _evidence(given["depends_on"], user)
    if given.get("url"):
        terms["address"] = given["url"]
    where = ("passage", "snapshot", "start", "end", "selector")
    if place := {name: given[name] for name in where if name in given}:
        terms["place"] = PlaceField().run_validation(place)
    return terms


def _evidence(pk: int | None, user: Any) -> Evidence | None:
    if pk is None:
        return None
    evidence: Evidence | None = Evidence.objects.visible_to(user).filter(pk=pk).first()
    if evidence is None:
        raise serializers.ValidationError({"depends_on": "There is no such evidence."})
    return evidence


def _told(evidence: Evidence) -> Response:
    return answer(evidence, EvidenceCard(evidence).data)
