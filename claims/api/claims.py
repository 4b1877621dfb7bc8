"""Claims over REST: the list, one whole, and recording, wording, deleting them."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records import services
from claims.records.models import Claim
from claims.records.topics import topics_of
from provenance.accounts.models import Visibility
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.knowing import Precision

from . import claim_list
from .claim_actions import ClaimActions
from .claim_dossier import ClaimDossier
from .claim_graph import ClaimGraph
from .claim_groundwork import ClaimGroundwork
from .claim_lint import ClaimLint
from .claim_list import AskedSerializer
from .claim_outputs import ClaimCard, ClaimWhole, recorded, whole
from .claim_provenance import ClaimProvenance
from .claim_rollup import ClaimRollUp
from .incoming import ClaimOutside
from .inputs import HopInput, PlaceField, changes, hops
from .lineage import LineageAction
from .topics import ClaimTopics, ids


class ClaimInput(serializers.Serializer[Any]):
    """The wording of a claim and how it is filed."""

    statement = serializers.CharField(max_length=1000)
    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False)
    checkable = serializers.ChoiceField(choices=Claim.Checkable.choices, required=False)
    about = serializers.DateField(required=False, allow_null=True)
    about_precision = serializers.ChoiceField(
        choices=Precision.choices, required=False, allow_blank=True
    )
    language = serializers.CharField(required=False, max_length=8)


class NewClaimInput(ClaimInput):
    """A claim with the place where it stands and the chain of who said it."""

    workspace = serializers.CharField(help_text="Slug or id.")
    appearance = PlaceField()
    attributions = HopInput(many=True, required=False)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
    topics = ids(required=False)


@extend_schema(tags=["claims"])
class ClaimViewSet(
    ClaimActions,
    ClaimDossier,
    ClaimGroundwork,
    ClaimRollUp,
    ClaimProvenance,
    ClaimGraph,
    ClaimLint,
    ClaimOutside,
    LineageAction,
    ClaimTopics,
    Rows,
):
    """Statements that can be checked, with the places where they stand."""

    queryset = Claim.objects.all()
    serializer_class = ClaimWhole

    def get_queryset(self) -> QuerySet[Claim]:
        """Claims this person may see, merged ones included."""
        rows: QuerySet[Claim] = Claim.objects.visible_to(self.request.user)
        return rows.select_related("workspace", "created_by")

    @extend_schema(parameters=[AskedSerializer], responses=ClaimCard(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Claims with their first appearance, newest first; merged ones are left out."""
        return Response(claim_list.answer(request))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A claim with its chain, the evidence for and against, and the current verdict."""
        claim = self.get_object()
        return answer(claim, whole(claim, request.user))

    @extend_schema(request=NewClaimInput, responses={201: ClaimCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record a claim with the place where it stands and who said it."""
        by = actor(request)
        given = checked(NewClaimInput, request)
        claim = services.record_claim(
            workspace_named(given.pop("workspace"), by),
            given.pop("statement"),
            attributions=hops(given.pop("attributions", [])),
            **given,
            by=by,
        )
        topics = topics_of(claim.pk, by) if given.get("topics") else ()
        return answer(claim, recorded(claim, topics), status=201)

    @extend_schema(request=ClaimInput, responses=ClaimCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Reword or refile a claim; fields that are not sent stay as they are."""
        claim, version = self.named(request)
        given = changes(ClaimInput, request)
        return self.told(services.edit_claim(claim, **given, version=version, by=actor(request)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a claim out of sight; it can be restored."""
        claim, version = self.named(request)
        services.delete_claim(claim, version=version, by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses=ClaimCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring a deleted claim back."""
        by = actor(request)
        claim = get_object_or_404(Claim.objects.restorable_by(by), pk=pk)
        return self.told(services.restore_claim(claim, by=by))

    def named(self, request: Request) -> tuple[Claim, int | None]:
        """The claim of the address, and its version by If-Match, which is required."""
        claim: Claim = self.get_object()
        actor(request)
        return claim, expected_version(request, claim, required=True)

    def told(self, claim: Claim) -> Response:
        """The claim as it reads in the list, with its new ETag."""
        return answer(claim, claim_list.card(claim, self.request.user))
