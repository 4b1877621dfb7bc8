"""The network of a claim over REST: who had it from whom, laid out as the page draws it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange.pictures import dump
from claims.records.models import Claim
from claims.records.network import network_of
from provenance.api.cards import PlainCard
from provenance.api.inputs import asked
from provenance.lineage.layout import laid_out
from provenance.lineage.network import EDGE_KINDS, NODE_KINDS, between, of_kinds
from provenance.sources.knowing import Precision

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


class GraphAsked(serializers.Serializer[Any]):
    """What the network is narrowed to."""

    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    kind = serializers.MultipleChoiceField(choices=[*EDGE_KINDS.items()], required=False)


class NodeCard(PlainCard):
    """One box; `id` names the row: `article:12`, `person:4`, `name:northline`, `missing:7:0`."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=[*NODE_KINDS.items()])
    label = serializers.CharField()  # type: ignore[assignment]
    note = serializers.CharField()
    details = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())
    published = serializers.DateField(allow_null=True)
    precision = serializers.ChoiceField(choices=Precision.choices, allow_blank=True)
    url = serializers.CharField()
    origin = serializers.IntegerField(allow_null=True)
    first = serializers.BooleanField()
    stands = serializers.BooleanField()
    x = serializers.FloatField()
    y = serializers.FloatField()


class EdgeCard(PlainCard):
    """One arrow, from the origin to the later text. `loop` closes a circle."""

    source = serializers.CharField()  # type: ignore[assignment]
    target = serializers.CharField()
    kind = serializers.ChoiceField(choices=[*EDGE_KINDS.items()])
    label = serializers.CharField()  # type: ignore[assignment]
    known = serializers.CharField()
    confidence = serializers.FloatField(allow_null=True)
    why = serializers.CharField()
    proposed = serializers.BooleanField()
    loop = serializers.BooleanField()
    bends = serializers.ListField(child=serializers.ListField(child=serializers.FloatField()))


class LeftOutCard(PlainCard):
    """What is not among the nodes and edges, in words."""

    number = serializers.IntegerField()
    what = serializers.CharField()


class BoxCard(PlainCard):
    """How large a box is, in the units of the places."""

    width = serializers.FloatField()
    height = serializers.FloatField()


class GraphCard(PlainCard):
    """The network with its places."""

    nodes = NodeCard(many=True)
    edges = EdgeCard(many=True)
    left_out = LeftOutCard(many=True)
    box = BoxCard()


class ClaimGraph(Base):
    """The action of the network."""

    @extend_schema(parameters=[GraphAsked], responses=GraphCard, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def graph(self, request: Request, pk: str) -> Response:
        """Who had the claim from whom: texts, speakers and what passed between them."""
        claim = self.get_object()
        wanted = asked(GraphAsked, request)
        first: date | None = wanted.get("since")
        whole = network_of(claims=[claim.pk], user=request.user)
        timed = between(whole, first, wanted.get("until"))
        return Response(dump(laid_out(of_kinds(timed, sorted(wanted.get("kind", ()))))))
