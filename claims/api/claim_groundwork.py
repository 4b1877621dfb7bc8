"""What was done to find out about a claim: read and added on the claim."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.groundwork import services
from claims.groundwork.reading import (
    gaps_told_to,
    media_told_to,
    replies_told_to,
    searches_told_to,
)
from claims.records.models import Claim
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked
from provenance.api.preconditions import answer

from .groundwork import (
    GapCard,
    GapInput,
    MediaCard,
    MediaInput,
    ReplyCard,
    ReplyInput,
    SearchCard,
    SearchInput,
    work_terms,
)

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


class ClaimGroundwork(Base):
    """Mixed into the claims' view set."""

    @extend_schema(methods=["get"], responses=SearchCard(many=True), filters=False)
    @extend_schema(methods=["post"], request=SearchInput, responses={201: SearchCard})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    @idempotent
    def searches(self, request: Request, pk: str) -> Response:
        """The search log of the claim; or another line of it."""
        return self._work(searches_told_to, SearchInput, SearchCard, services.log_search)

    @extend_schema(methods=["get"], responses=GapCard(many=True), filters=False)
    @extend_schema(methods=["post"], request=GapInput, responses={201: GapCard})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    @idempotent
    def gaps(self, request: Request, pk: str) -> Response:
        """What was looked for and not found; or another gap."""
        return self._work(gaps_told_to, GapInput, GapCard, services.declare_gap)

    @extend_schema(methods=["get"], responses=ReplyCard(many=True), filters=False)
    @extend_schema(methods=["post"], request=ReplyInput, responses={201: ReplyCard})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    @idempotent
    def replies(self, request: Request, pk: str) -> Response:
        """Who was asked for a reply; or that another one was asked."""
        return self._work(replies_told_to, ReplyInput, ReplyCard, services.ask_for_reply)

    @extend_schema(methods=["get"], responses=MediaCard(many=True), filters=False)
    @extend_schema(methods=["post"], request=MediaInput, responses={201: MediaCard})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    @idempotent
    def media(self, request: Request, pk: str) -> Response:
        """Pictures, films and sounds that the claim is about; or another one."""
        return self._work(media_told_to, MediaInput, MediaCard, services.add_media)

    def _work(
        self,
        told_to: Callable[[Any], Any],
        given: type[serializers.Serializer[Any]],
        card: type[serializers.ModelSerializer[Any]],
        service: Callable[..., Any],
    ) -> Response:
        request, claim = self.request, self.get_object()
        context = {"request": request}
        if request.method == "GET":
            rows = told_to(request.user).of_claim(claim.pk).order_by("id")
            return Response(card(rows, many=True, context=context).data)
        terms = work_terms(checked(given, request), request.user)
        made = service(claim, **terms, by=actor(request))
        row = told_to(request.user).get(pk=made.pk)
        return answer(row, card(row, context=context).data, status=201)
