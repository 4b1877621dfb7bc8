"""What people do to notes of others: flag them, decide on them, build on them."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.annotations import services
from claims.annotations.models import Annotation, Decision, Flag
from claims.annotations.rules import may_read_decisions
from claims.evidence.services import promote_to_evidence
from claims.records.models import Claim
from provenance.accounts.rules import require
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked
from provenance.api.preconditions import answer

from .claim_outputs import ClaimWhole, whole
from .inputs import seen
from .note_inputs import FlagInput, ModerateInput, ToClaimInput, ToEvidenceInput
from .outputs import EvidenceCard, NoteCard, UserCard

if TYPE_CHECKING:
    from rest_framework.viewsets import GenericViewSet

    Base = GenericViewSet[Any]
else:
    Base = object


class FlagCard(serializers.ModelSerializer[Flag]):
    """Who flagged a note, and why; never shown to its author."""

    created_by = UserCard()

    class Meta:
        model = Flag
        fields = ["id", "reason", "created_by", "created_at", "settled_at"]


class DecisionCard(serializers.ModelSerializer[Decision]):
    """One line of the log of moderation."""

    created_by = UserCard()

    class Meta:
        model = Decision
        fields = ["before", "after", "reason", "created_by", "created_at"]


class FlaggedCard(serializers.Serializer[Any]):
    """That a moderator will look; the same for the first time and the tenth."""

    flagged = serializers.BooleanField()


class AnnotationActions(Base):
    """Mixed into the view set of notes, which gives `named` and `told`."""

    if TYPE_CHECKING:

        def named(self, request: Request) -> tuple[Annotation, int | None]:
            """See AnnotationViewSet."""

        def told(self, note: Annotation, status: int = 200) -> Response:
            """See AnnotationViewSet."""

    @extend_schema(request=FlagInput, responses=FlaggedCard)
    @action(detail=True, methods=["post"])
    def flag(self, request: Request, pk: str) -> Response:
        """Ask the moderators to look at a note. Its author is not told, nor by whom."""
        given = checked(FlagInput, request)
        services.flag_note(self.get_object(), **given, by=actor(request))
        return Response({"flagged": True})

    @extend_schema(responses=FlagCard(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def flags(self, request: Request, pk: str) -> Response:
        """Who flagged a note: for moderators who did not write it; nothing for others."""
        rows = Flag.objects.visible_to(request.user).filter(annotation=self.get_object())
        return Response(FlagCard(rows.select_related("created_by"), many=True).data)

    @extend_schema(request=ModerateInput, responses=NoteCard)
    @action(detail=True, methods=["post"])
    def moderate(self, request: Request, pk: str) -> Response:
        """Approve a note, deny it, call it spam, or let it wait. Open flags are settled."""
        note, version = self.named(request)
        given = checked(ModerateInput, request)
        return self.told(services.moderate_note(note, **given, version=version, by=actor(request)))

    @extend_schema(responses=DecisionCard(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def decisions(self, request: Request, pk: str) -> Response:
        """What moderators decided, oldest first: for them and for the author."""
        note: Annotation = self.get_object()
        require(may_read_decisions(request.user, note), "Only moderators and its author read this.")
        rows = note.decisions.select_related("created_by")
        return Response(DecisionCard(rows, many=True).data)

    @extend_schema(request=ToClaimInput, responses={201: ClaimWhole})
    @action(detail=True, methods=["post"], url_path="promote-to-claim")
    @idempotent
    def promote_to_claim(self, request: Request, pk: str) -> Response:
        """Record a claim that stands on the words of a note."""
        note, version = self.named(request)
        given = checked(ToClaimInput, request)
        claim = services.promote_to_claim(note, **given, version=version, by=actor(request))
        return answer(claim, whole(claim, request.user), status=201)

    @extend_schema(request=ToEvidenceInput, responses={201: EvidenceCard})
    @action(detail=True, methods=["post"], url_path="promote-to-evidence")
    @idempotent
    def promote_to_evidence(self, request: Request, pk: str) -> Response:
        """Make evidence on a claim of the words of a note."""
        given = checked(ToEvidenceInput, request)
        given["claim"] = seen(Claim.objects, given["claim"], request.user)
        evidence = promote_to_evidence(self.get_object(), **given, by=actor(request))
        return answer(evidence, EvidenceCard(evidence).data, status=201)
