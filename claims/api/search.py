"""Search by words, and claims like a text, over REST."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.evidence.models import Evidence
from claims.records.models import Claim
from claims.reviews.models import Rating
from claims.search import fulltext, matching
from provenance.accounts.models import User, Workspace
from provenance.api.inputs import asked
from provenance.numbers import number_in
from provenance.written import written_once


class AskedSerializer(serializers.Serializer[Any]):
    """What may be asked of the search."""

    q = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)
    type = serializers.ChoiceField(choices=list(fulltext.SEARCHERS), default="claims")
    page = serializers.IntegerField(min_value=1, max_value=fulltext.DEEPEST, default=1)
    workspace = serializers.SlugField(required=False)
    outlet = serializers.IntegerField(required=False)
    person = serializers.IntegerField(required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    stance = serializers.ChoiceField(choices=Evidence.Stance.choices, required=False)
    verdict = serializers.ChoiceField(choices=Rating.Neutral.choices, required=False)
    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False)
    state = serializers.ChoiceField(choices=fulltext.STATES, required=False)
    topic = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    sensitive = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Covered claims, or the others."
    )


class HitSerializer(serializers.Serializer[Any]):
    """One row found; `excerpt` is HTML that holds nothing but `<mark>`."""

    type = serializers.CharField()
    id = serializers.IntegerField()
    title = serializers.CharField()
    excerpt = serializers.CharField()
    rank = serializers.FloatField()


class SearchAnswerSerializer(serializers.Serializer[Any]):
    """One page of hits, best first."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = HitSerializer(many=True)


class Search(APIView):
    """Claims, articles and verdicts by words: phrases, `-not`, `or`."""

    @extend_schema(parameters=[AskedSerializer], responses=SearchAnswerSerializer)
    def get(self, request: Request) -> Response:
        """One page of what this person may see."""
        given = asked(AskedSerializer, request)
        query, kind, page = given.pop("q"), given.pop("type"), given.pop("page")
        if slug := given.pop("workspace", None):
            given["workspace"] = workspace_id(slug, request.user)
        found = fulltext.SEARCHERS[kind](
            query, by=request.user, filters=fulltext.Filters(**given), page=page, is_bare=True
        )
        return Response(
            {
                "next": _page(request, page + 1) if found.has_more else None,
                "previous": _page(request, page - 1) if page > 1 else None,
                "results": [_hit(hit) for hit in found.hits],
            }
        )


class MatchSerializer(serializers.Serializer[Any]):
    """A claim that resembles the text."""

    claim = serializers.IntegerField()
    text = serializers.CharField()
    score = serializers.FloatField()
    verdict = serializers.CharField()
    sensitive = serializers.CharField(help_text="What awaits the reader; empty without a cover.")


class Matches(APIView):
    """Claims like a text."""

    @extend_schema(
        parameters=[
            OpenApiParameter("text", str, required=True),
            OpenApiParameter("workspace", str),
            OpenApiParameter("limit", int),
        ],
        responses=MatchSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """The best matches among what this person may see."""
        given = request.query_params
        if not given.get("text", "").strip():
            raise serializers.ValidationError({"text": ["Say what to look for."]})
        slug, limit = given.get("workspace"), given.get("limit", "5")
        wanted = number_in(limit)
        matches = matching.similar(
            given["text"],
            by=request.user,
            workspace=workspace_id(slug, request.user) if slug else None,
            limit=min(wanted, 50) if wanted is not None else 5,
        )
        return Response({"query": given["text"], "matches": [vars(match) for match in matches]})


def workspace_id(slug: str, user: Any) -> int:
    """The id of a workspace; 0, which matches nothing, where there is none.

    A token knows those of its person; the database is asked for any other.
    """
    known = user.workspaces if isinstance(user, User) else {}
    return known.get(slug) or next(iter(_workspaces(slug)), 0)


@written_once
def _workspaces(slug: str) -> Any:
    return Workspace.objects.filter(slug=slug).order_by().values_list("pk", flat=True)


def _hit(hit: fulltext.Hit) -> dict[str, Any]:
    return {
        "type": hit.kind,
        "id": hit.row.pk,
        "title": str(hit.row),
        "excerpt": hit.excerpt,
        "rank": round(hit.rank, 6),
    }


def _page(request: Request, number: int) -> str:
    asked = request.query_params.copy()
    asked["page"] = str(number)
    return request.build_absolute_uri(f"{reverse('api-search')}?{asked.urlencode()}")
