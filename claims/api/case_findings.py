"""What follows from a case, over REST: its voices, network, contradictions and time line."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.cases.models import Case
from claims.cases.reading import articles_in, claims_in, contradictions_in, voices_of
from claims.exchange.pictures import dump
from claims.records.network import network_of
from provenance.api.cards import PlainCard
from provenance.api.inputs import asked
from provenance.lineage.layout import laid_out
from provenance.lineage.network import between, of_kinds
from provenance.sources.knowing import Precision

from .claim_graph import GraphAsked, GraphCard
from .lineage import AskedSerializer
from .outputs import OriginsCard

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Case]
else:
    Base = object


class CaseLineageCard(PlainCard):
    """How many voices the articles carry at most; members are ids of articles."""

    case = serializers.IntegerField()
    claims = serializers.IntegerField(help_text="How many.")
    articles = OriginsCard()


class ContradictionCard(PlainCard):
    """Two claims, the one about the earlier time first."""

    one = serializers.IntegerField()
    other = serializers.IntegerField()
    reason = serializers.CharField()
    decided = serializers.BooleanField(help_text="By a person; else proposed.")
    times = serializers.CharField(help_text="Of which different times they speak; else empty.")
    across = serializers.BooleanField(help_text="Whether they stand in different texts.")
    relation = serializers.IntegerField(allow_null=True)


class ContradictionsCard(PlainCard):
    """Pairs against each other; about one thing at different times; both true."""

    against = ContradictionCard(many=True)
    apart = ContradictionCard(many=True)
    both_true = ContradictionCard(many=True)


class WrittenCard(PlainCard):
    """An article and when it came out."""

    article = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    outlet = serializers.CharField(source="outlet.name", allow_null=True)
    published = serializers.DateField(allow_null=True)
    precision = serializers.ChoiceField(
        choices=Precision.choices, source="published_precision", allow_blank=True
    )


class SpokenOfCard(PlainCard):
    """A claim and of when it speaks."""

    claim = serializers.IntegerField(source="pk")
    statement = serializers.CharField()
    about = serializers.DateField()
    precision = serializers.ChoiceField(choices=Precision.choices, source="about_precision")


class TimeLineCard(PlainCard):
    """Earliest first; texts without a date come last."""

    written = WrittenCard(many=True)
    spoken_of = SpokenOfCard(many=True)


class CaseFindings(Base):
    """Mixed into the view set of cases."""

    @extend_schema(parameters=[AskedSerializer], responses=CaseLineageCard, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def lineage(self, request: Request, pk: str) -> Response:
        """At most how many independent voices its articles carry, with reasons."""
        case, user = self.get_object(), request.user
        without = asked(AskedSerializer, request)["without"] or []
        articles = list(articles_in(case, user).with_sources().order_by("pk"))
        said = {
            "case": case.pk,
            "claims": claims_in(case, user).count(),
            "articles": voices_of(case, articles, user, without),
        }
        return Response(CaseLineageCard(said).data)

    @extend_schema(parameters=[GraphAsked], responses=GraphCard, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def graph(self, request: Request, pk: str) -> Response:
        """Who had it from whom, around everything in the case."""
        case, user = self.get_object(), request.user
        wanted: dict[str, Any] = asked(GraphAsked, request)
        whole = network_of(
            claims=claims_in(case, user).values_list("pk", flat=True),
            articles=articles_in(case, user).values_list("pk", flat=True),
            user=user,
        )
        timed = between(whole, wanted.get("since"), wanted.get("until"))
        return Response(dump(laid_out(of_kinds(timed, sorted(wanted.get("kind", ()))))))

    @extend_schema(responses=ContradictionsCard, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def contradictions(self, request: Request, pk: str) -> Response:
        """Claims that contradict each other, and those that only seem to."""
        found = contradictions_in(self.get_object(), request.user)
        return Response(ContradictionsCard(found).data)

    @extend_schema(responses=TimeLineCard, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def timeline(self, request: Request, pk: str) -> Response:
        """When its articles came out, and of which times its claims speak."""
        case, user = self.get_object(), request.user
        written = articles_in(case, user).select_related("outlet").order_by("published", "pk")
        spoken = claims_in(case, user).filter(about__isnull=False).order_by("about", "pk")
        return Response(TimeLineCard({"written": list(written), "spoken_of": list(spoken)}).data)
