"""The graph computed, over REST: `GET claims/9/lineage/?without=owner,author`."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.evidence.reading import Side, sides_of
from claims.records.models import Claim
from claims.records.reading import appearances_of, independent_appearances
from claims.records.tracing import Lineage, lineage_of
from provenance.accounts.rules import is_member
from provenance.api.cards import PlainCard
from provenance.api.inputs import asked
from provenance.lineage.findings import about_number, in_order
from provenance.lineage.ties import ALL, NAMES, rule_names

from .outputs import OriginsCard

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


class AskedSerializer(serializers.Serializer[Any]):
    """Which rules are left out of the count."""

    without = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text=f"Rules between commas, of: {', '.join(NAMES)}.",
    )

    def validate_without(self, listed: str) -> list[str]:
        """Rules that exist."""
        names = rule_names(listed)
        if unknown := [name for name in names if name not in NAMES]:
            raise serializers.ValidationError(f"There is no rule called {', '.join(unknown)}.")
        return names


def _ids(help_text: str) -> "serializers.ListField":
    return serializers.ListField(child=serializers.IntegerField(), help_text=help_text)


class RuleCard(PlainCard):
    """One reason to count two once; `applied` unless it was left out."""

    name = serializers.CharField()
    explanation = serializers.CharField()
    counts_once = serializers.CharField()
    applied = serializers.BooleanField()


class DoubtCard(PlainCard):
    """Why a text may not be the first, and what would show that."""

    code = serializers.CharField()
    says = serializers.CharField()
    overturned_by = serializers.CharField()
    weight = serializers.FloatField(help_text="The share of the confidence that it takes away.")
    items = _ids("Appearances.")


class FirstCard(PlainCard):
    """The earliest known text."""

    appearance = serializers.IntegerField(source="id")
    name = serializers.CharField()
    confidence = serializers.FloatField(help_text="0 to 1.")
    level = serializers.ChoiceField(choices=["firm", "likely", "open"])
    doubts = DoubtCard(many=True)


class RootCard(PlainCard):
    """Where some appearances have it from in the end."""

    kind = serializers.ChoiceField(
        choices=["speaker", "unnamed", "missing", "text", "original", "circle"]
    )
    name = serializers.CharField()
    article = serializers.IntegerField(allow_null=True)
    appearances = serializers.ListField(child=serializers.IntegerField(), source="items")
    is_kept = serializers.BooleanField()
    nearest = serializers.CharField(help_text="The copy nearest to an original we do not have.")


class ReachableCard(PlainCard):
    """The earliest text still to be had."""

    article = serializers.IntegerField()
    name = serializers.CharField()
    is_copy = serializers.BooleanField()
    gone_since = serializers.DateField(allow_null=True)
    alive_at = serializers.DateField(allow_null=True)


class CircleCard(PlainCard):
    """Circular reporting, in words; `members` are names."""

    says = serializers.CharField()
    members = serializers.ListField(child=serializers.CharField(), source="called")
    outside = serializers.ListField(child=serializers.CharField())


class FindingCard(PlainCard):
    """One thing to know."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=["serious", "warning", "note"])
    says = serializers.CharField()
    items = _ids("Appearances, or items of evidence.")


class CountedSide(OriginsCard):
    """The evidence of one stance, counted; `warnings` are about this number."""

    warnings = FindingCard(many=True)


class CountedSides(PlainCard):
    """The evidence by stance."""

    supports = CountedSide()
    contradicts = CountedSide()
    context = CountedSide()  # type: ignore[assignment]


class LineageCard(PlainCard):
    """What is computed of a claim's texts and evidence, as far as this person may be told."""

    claim = serializers.IntegerField()
    rules = RuleCard(many=True)
    appearances = OriginsCard()
    evidence = CountedSides()
    first_appearance = FirstCard(allow_null=True)
    roots = RootCard(many=True)
    earliest_reachable = ReachableCard(allow_null=True)
    circles = CircleCard(many=True)
    warnings = FindingCard(many=True)


class LineageAction(Base):
    """Mixed into the claims' view set."""

    @extend_schema(parameters=[AskedSerializer], responses=LineageCard, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def lineage(self, request: Request, pk: str) -> Response:
        """First appearance, roots, independent origins with reasons, circles and warnings."""
        without = asked(AskedSerializer, request)["without"] or []
        return Response(traced(self.get_object(), request.user, without))


def traced(claim: Claim, user: Any, without: list[str]) -> dict[str, Any]:
    """A claim's lineage as `LineageCard` tells it; a constant number of queries."""
    rows = appearances_of(claim, user)
    told_all = is_member(user, claim.workspace_id)
    origins = independent_appearances(rows, without, told_all=told_all)
    lineage: Lineage = lineage_of(claim, rows, origins, user)
    said = {
        "claim": claim.pk,
        "rules": [vars(rule) | {"applied": rule.name not in without} for rule in ALL],
        "appearances": origins,
        "evidence": {
            stance: _side(side) for stance, side in sides_of(claim, user, without).items()
        },
        "first_appearance": lineage.first,
        "roots": lineage.roots,
        "earliest_reachable": lineage.reachable,
        "circles": lineage.circles,
        "warnings": lineage.findings,
    }
    return dict(LineageCard(said).data)


def _side(side: Side) -> dict[str, Any]:
    return vars(side.origins) | {"warnings": in_order(about_number(side.origins, "item"))}
