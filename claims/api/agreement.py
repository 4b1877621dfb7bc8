"""`/agreement/`: how far people agree who checked the same claim blind; for editors and owners."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.reviews.rules import may_read_agreement
from provenance.accounts.rules import require
from provenance.api.actor import actor
from provenance.api.cards import PlainCard
from provenance.api.inputs import asked, workspace_named

if TYPE_CHECKING:
    from claims.reviews.agreeing import Group, OnScale

MAY_NOT = "How far people agree is read by editors and owners."


class AgreementAsked(serializers.Serializer[Any]):
    """Where, and of which days: when both answers were in."""

    workspace = serializers.CharField(help_text="Slug or id.")
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class FigureCard(PlainCard):
    """One coefficient. `value` is null where `why` says that there is none."""

    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    units = serializers.IntegerField()
    left_out = serializers.IntegerField()
    raters = serializers.IntegerField()
    why = serializers.ChoiceField(choices=["", "nothing_twice", "one_value"], allow_blank=True)
    too_few = serializers.BooleanField()
    meaning = serializers.CharField()


class AgreementGroup(PlainCard):
    """The figures of two people, a topic, an outlet, a quarter, or all."""

    key = serializers.ListField(help_text="Ids of two people, of a topic or an outlet; `2026-Q3`.")
    name = serializers.CharField()
    checks = serializers.IntegerField()
    same = serializers.IntegerField()
    figures = FigureCard(many=True)


class RatedCard(PlainCard):
    """A rating of the scale, in the order of the table."""

    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]


class DifferingCard(PlainCard):
    """What the first and the second said where they differ (ids of ratings), of which claims."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    claims = serializers.ListField(child=serializers.IntegerField())


class OnScaleCard(PlainCard):
    """One edition of a scale; `table[row][column]` counts first against second checkers."""

    scale = serializers.IntegerField()
    name = serializers.CharField()
    edition = serializers.IntegerField()
    ratings = RatedCard(many=True)
    whole = AgreementGroup()
    people = AgreementGroup(many=True)
    topics = AgreementGroup(many=True)
    outlets = AgreementGroup(many=True)
    quarters = AgreementGroup(many=True)
    table = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    differing = DifferingCard(many=True)


class AgreementCard(PlainCard):
    """All scales; `across` counts checks left out because the two chose different ones."""

    scales = OnScaleCard(many=True)
    across = serializers.IntegerField()


class Agreement(APIView):
    """Agreement between those who check."""

    @extend_schema(parameters=[AgreementAsked], responses=AgreementCard)
    def get(self, request: Request) -> Response:
        """The figures of a workspace: blind checks in which both answers are in, and no other."""
        from claims.reviews.agreeing import agreement_in  # noqa: PLC0415 - numpy is heavy.

        by, given = actor(request), asked(AgreementAsked, request)
        workspace = workspace_named(given.pop("workspace"), by)
        require(may_read_agreement(by, workspace.pk), MAY_NOT)
        found = agreement_in(workspace, by, **given)
        scales = [_scale(one) for one in found.scales]
        return Response({"scales": scales, "across": found.across})


def _scale(one: "OnScale") -> dict[str, Any]:
    claim_of = dict(one.claims)
    kinds = {"people": one.people, "topics": one.topics}
    kinds |= {"outlets": one.outlets, "quarters": one.quarters}
    return {
        "scale": one.scale.pk,
        "name": one.scale.name,
        "edition": one.scale.edition,
        "ratings": [{"id": rating.pk, "label": rating.label} for rating in one.ratings],
        "whole": _group(one.whole),
        **{kind: [_group(each) for each in groups] for kind, groups in kinds.items()},
        "table": [[len(units) for units in row] for row in one.table.cells],
        "differing": [
            {"first": first, "second": second, "claims": [claim_of[unit] for unit in units]}
            for first, second, units in one.table.differing()
        ],
    }


def _group(group: "Group") -> dict[str, Any]:
    from claims.reviews.agreement import TOO_FEW, sentence  # noqa: PLC0415 - numpy is heavy.

    figures = [
        vars(figure) | {"too_few": figure.units < TOO_FEW, "meaning": sentence(figure)}
        for figure in group.figures
    ]
    return {
        "key": list(group.key),
        "name": group.name,
        "checks": group.units,
        "same": group.same,
        "figures": figures,
    }
