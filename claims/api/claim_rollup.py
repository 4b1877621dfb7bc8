"""How the parts of a claim make the whole: read, chosen and dropped on the claim."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records.models import Claim
from claims.reviews import services
from claims.reviews.models import Rating, RollUp
from claims.reviews.rolling import PartFound, RolledUp, rolled_up
from claims.reviews.rollup import Rule
from provenance.accounts.rules import NotNow, is_member
from provenance.api.actor import actor
from provenance.api.inputs import checked
from provenance.api.preconditions import answer, expected_version

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


class RollUpInput(serializers.Serializer[Any]):
    """A rule; by hand with a rating and a reason."""

    rule = serializers.ChoiceField(choices=Rule.choices)
    rating = serializers.PrimaryKeyRelatedField(
        queryset=Rating.objects.all(), required=False, allow_null=True
    )
    reason = serializers.CharField(required=False, allow_blank=True, max_length=5_000)


class RolledPart(serializers.Serializer[Any]):
    """A part and what was found on it; both are empty where no verdict is out."""

    claim = serializers.IntegerField()
    statement = serializers.CharField()
    neutral = serializers.CharField()
    rating_label = serializers.CharField()


class RolledUpCard(serializers.Serializer[Any]):
    """The parts, and for members the rule and what follows by it; nothing is published by it."""

    rule = serializers.CharField(allow_null=True)
    rating = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    neutral = serializers.CharField(help_text="What follows; empty where nothing does yet.")
    says = serializers.CharField()
    version = serializers.IntegerField(help_text="0 where no rule is chosen.")
    parts = RolledPart(many=True)


class ClaimRollUp(Base):
    """Mixed into the claims' view set."""

    @extend_schema(methods=["get"], responses=RolledUpCard)
    @extend_schema(methods=["put"], request=RollUpInput, responses=RolledUpCard)
    @extend_schema(methods=["delete"], request=None, responses={204: None})
    @action(detail=True, methods=["get", "put", "delete"], url_path="roll-up")
    def roll_up(self, request: Request, pk: str) -> Response:
        """How its parts make the whole; choose a rule, or none."""
        claim = self.get_object()
        if request.method == "GET":
            return Response(_told(claim, request.user))
        row = RollUp.objects.standing().filter(claim=claim).first()
        version = expected_version(request, row) if row else None
        if request.method == "DELETE":
            services.drop_roll_up(_there(row), version=version, by=actor(request))
            return Response(status=204)
        given = checked(RollUpInput, request)
        made = services.choose_roll_up(claim, **given, version=version, by=actor(request))
        return answer(made, _told(claim, request.user))


def _there(row: RollUp | None) -> RollUp:
    if row is None:
        raise NotNow("No rule is chosen.")
    return row


def _told(claim: Claim, user: Any) -> dict[str, Any]:
    found = rolled_up(claim, user)
    if not is_member(user, claim.workspace_id):
        # Others read the rule that went out with the verdict.
        found = RolledUp(found.parts, None)
    chosen, outcome = found.chosen, found.outcome
    return {
        "rule": chosen.rule if chosen else None,
        "rating": chosen.rating_id if chosen else None,
        "reason": chosen.reason if chosen else "",
        "neutral": outcome.neutral if outcome else "",
        "says": outcome.says if outcome else "",
        "version": chosen.version if chosen else 0,
        "parts": [_part(one) for one in found.parts],
    }


def _part(one: PartFound) -> dict[str, Any]:
    return {
        "claim": one.claim.pk,
        "statement": one.claim.statement,
        "neutral": one.verdict.neutral if one.verdict else "",
        "rating_label": one.verdict.rating_label if one.verdict else "",
    }
