"""What is done to a claim over REST besides wording it: places, parts, merges, evidence, notes."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.annotations import services as notes
from claims.annotations.models import Annotation
from claims.annotations.threads import in_threads
from claims.evidence import services as evidence_services
from claims.evidence.models import Evidence
from claims.records import services
from claims.records.models import Claim, Relation
from claims.records.reading import appearances_of
from provenance.accounts.models import Visibility
from provenance.api.actor import actor
from provenance.api.covers import CoverInput
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked
from provenance.api.preconditions import answer, expected_version

from .claim_outputs import ClaimCard, whole
from .evidence import EvidenceInput, evidence_of, evidence_terms
from .inputs import HopInput, PlaceField, hops, seen
from .note_inputs import NoteInput
from .outputs import AppearanceCard, EvidenceCard, EvidenceSides, NoteCard, RelationCard

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


class AppearanceInput(serializers.Serializer[Any]):
    """Another place where a claim stands."""

    appearance = PlaceField()
    attributions = HopInput(many=True, required=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)


class PartInput(serializers.Serializer[Any]):
    """A sub-claim; without a place of its own it stands where the whole does."""

    statement = serializers.CharField(max_length=1000)
    appearance = PlaceField(required=False)
    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False)
    checkable = serializers.ChoiceField(choices=Claim.Checkable.choices, required=False)


class SplitInput(serializers.Serializer[Any]):
    """The parts of a claim."""

    parts = PartInput(many=True)


class MergeInput(serializers.Serializer[Any]):
    """Which claim is the same as this one, and why; this one is kept."""

    claim = serializers.IntegerField()
    reason = serializers.CharField(max_length=500)


class RelateInput(serializers.Serializer[Any]):
    """How this claim stands to another, and why."""

    target = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Relation.Kind.choices)
    reason = serializers.CharField(max_length=500)


class UnrelateInput(serializers.Serializer[Any]):
    """Which relation to take back."""

    relation = serializers.IntegerField()


class VisibilityInput(serializers.Serializer[Any]):
    """Who shall see it: me, workspace or public."""

    visibility = serializers.ChoiceField(choices=Visibility.choices)


class ClaimActions(Base):
    """Mixed into the claims' view set, which gives `named` and `told`."""

    if TYPE_CHECKING:

        def named(self, request: Request) -> tuple[Claim, int | None]:
            """See ClaimViewSet."""

        def told(self, claim: Claim) -> Response:
            """See ClaimViewSet."""

    @extend_schema(methods=["get"], responses=AppearanceCard(many=True), filters=False)
    @extend_schema(methods=["post"], request=AppearanceInput, responses={201: AppearanceCard})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    @idempotent
    def appearances(self, request: Request, pk: str) -> Response:
        """Where the claim stands, the earliest first; or another place where it does."""
        claim = self.get_object()
        if request.method == "GET":
            rows = appearances_of(claim, request.user)
            return Response(AppearanceCard(rows, many=True, context={"request": request}).data)
        given = checked(AppearanceInput, request)
        added = services.add_appearance(
            claim,
            given["appearance"],
            attributions=hops(given.get("attributions", [])),
            note=given.get("note", ""),
            version=expected_version(request, claim),
            by=actor(request),
        )
        return answer(added, AppearanceCard(added, context={"request": request}).data, status=201)

    @extend_schema(methods=["get"], responses=EvidenceSides)
    @extend_schema(methods=["post"], request=EvidenceInput, responses={201: EvidenceCard})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    @idempotent
    def evidence(self, request: Request, pk: str) -> Response:
        """The evidence by stance, each origin counted once; or more of it."""
        claim = self.get_object()
        if request.method == "GET":
            return Response(evidence_of(claim, request.user))
        terms = evidence_terms(checked(EvidenceInput, request), request.user)
        added: Evidence = evidence_services.add_evidence(claim, **terms, by=actor(request))
        return answer(added, EvidenceCard(added).data, status=201)

    @extend_schema(methods=["get"], responses=NoteCard(many=True), filters=False)
    @extend_schema(methods=["post"], request=NoteInput, responses={201: NoteCard})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    @idempotent
    def annotations(self, request: Request, pk: str) -> Response:
        """Notes on the claim in the order of their threads; or a new thread."""
        claim = self.get_object()
        if request.method == "GET":
            rows = Annotation.objects.for_threads(request.user).on_claim(claim.pk).with_names()
            lines = [line.note for line in in_threads(rows)]
            return Response(NoteCard(lines, many=True, context={"request": request}).data)
        note = notes.write_note(**checked(NoteInput, request), claim=claim, by=actor(request))
        card = NoteCard(note, context={"request": request})
        return answer(note, card.data, status=201)

    @extend_schema(request=SplitInput, responses={201: ClaimCard(many=True)})
    @action(detail=True, methods=["post"], pagination_class=None)
    @idempotent
    def split(self, request: Request, pk: str) -> Response:
        """Record the parts of the claim as claims of their own; the whole stays."""
        claim, version = self.named(request)
        parts = [
            services.Part(place=one.pop("appearance", None), **one)
            for one in checked(SplitInput, request)["parts"]
        ]
        services.split_claim(claim, parts, version=version, by=actor(request))
        claim.refresh_from_db()
        return answer(claim, whole(claim, request.user), status=201)

    @extend_schema(request=MergeInput, responses=ClaimCard)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Take another claim into this one; it can be taken apart again."""
        kept, version = self.named(request)
        given = checked(MergeInput, request)
        merged = seen(Claim.objects, given["claim"], request.user)
        reason, by = given["reason"], actor(request)
        return self.told(services.merge_claims(kept, merged, reason, version=version, by=by))

    @extend_schema(request=None, responses=ClaimCard)
    @action(detail=True, methods=["post"])
    def unmerge(self, request: Request, pk: str) -> Response:
        """Take this claim out of the one it was merged into."""
        merged, version = self.named(request)
        return self.told(services.unmerge_claim(merged, version=version, by=actor(request)))

    @extend_schema(request=RelateInput, responses={201: RelationCard})
    @action(detail=True, methods=["post"])
    @idempotent
    def relate(self, request: Request, pk: str) -> Response:
        """Say how this claim stands to another."""
        given = checked(RelateInput, request)
        target = seen(Claim.objects, given["target"], request.user)
        relation = services.relate(
            self.get_object(), target, given["kind"], given["reason"], by=actor(request)
        )
        return answer(relation, RelationCard(relation).data, status=201)

    @extend_schema(request=UnrelateInput, responses=RelationCard)
    @action(detail=True, methods=["post"])
    def unrelate(self, request: Request, pk: str) -> Response:
        """Take a relation of this claim back."""
        wanted = checked(UnrelateInput, request)["relation"]
        here = Relation.objects.of_claim(self.get_object().pk)
        relation = services.unrelate(seen(here, wanted, request.user), by=actor(request))
        return answer(relation, RelationCard(relation).data)

    @extend_schema(request=CoverInput, responses=ClaimCard)
    @action(detail=True, methods=["post"])
    def cover(self, request: Request, pk: str) -> Response:
        """Say what awaits the reader, before and after the verdict; empty takes the cover off."""
        claim, version = self.named(request)
        given = checked(CoverInput, request)
        return self.told(services.cover_claim(claim, **given, version=version, by=actor(request)))

    @extend_schema(request=VisibilityInput, responses=ClaimCard)
    @action(detail=True, methods=["post"])
    def visibility(self, request: Request, pk: str) -> Response:
        """Say who sees the claim. Public it becomes only with its verdict."""
        claim, version = self.named(request)
        level = checked(VisibilityInput, request)["visibility"]
        return self.told(services.set_visibility(claim, level, version=version, by=actor(request)))
