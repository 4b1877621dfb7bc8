"""Appearances and the hops of their chains over REST.

They are added on their claim: `POST claims/9/appearances/`.
"""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records import services
from claims.records.models import Appearance, Attribution
from claims.records.services import Hop
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.models import Person

from .inputs import HopInput, NewHopInput, OrderInput, changes, hops, narrowed
from .outputs import AppearanceCard, HopCard


class AppearanceChanges(serializers.Serializer[Any]):
    """The note on an appearance; a chain that is sent takes the place of the one that stands."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
    attributions = HopInput(many=True, required=False)


class AppearanceViewSet(Rows):
    """The places where claims stand."""

    queryset = Appearance.objects.all()
    serializer_class = AppearanceCard

    def get_queryset(self) -> QuerySet[Appearance]:
        """Appearances this person may see, narrowed by `claim`, `snapshot` and `article`."""
        columns = {
            "claim": "claim",
            "snapshot": "passage__snapshot",
            "article": "passage__snapshot__article",
        }
        rows: QuerySet[Appearance] = Appearance.objects.visible_to(self.request.user).with_sources()
        return rows.prefetch_related("passage__snapshot__article__authorships__person").filter(
            **narrowed(self.request, columns)
        )

    @extend_schema(request=AppearanceChanges, responses=AppearanceCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the note, or put another chain in the place of the one that stands."""
        appearance, by = self.get_object(), actor(request)
        version = expected_version(request, appearance)
        given = changes(AppearanceChanges, request)
        chain = hops(given["attributions"]) if "attributions" in given else None
        appearance = services.edit_appearance(
            appearance, note=given.get("note"), attributions=chain, version=version, by=by
        )
        return self._told(appearance)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say that the claim does not stand there after all; it can be restored."""
        appearance = self.get_object()
        version = expected_version(request, appearance)
        services.withdraw_appearance(appearance, version=version, by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses=AppearanceCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Put a withdrawn appearance back."""
        rows = Appearance.objects.of_claims_seen_by(request.user)
        appearance = get_object_or_404(rows, pk=pk)
        return self._told(services.restore_appearance(appearance, by=actor(request)))

    @extend_schema(request=NewHopInput, responses={201: HopCard})
    @action(detail=True, methods=["post"])
    @idempotent
    def hops(self, request: Request, pk: str) -> Response:
        """Put one more hop into the chain."""
        appearance = self.get_object()
        version = expected_version(request, appearance)
        given = NewHopInput(data=request.data)
        given.is_valid(raise_exception=True)
        said = dict(given.validated_data)
        at = said.pop("at")
        hop = services.add_hop(appearance, Hop(**said), at=at, version=version, by=actor(request))
        return answer(hop, HopCard(hop, context={"request": request}).data, status=201)

    @extend_schema(request=OrderInput, responses=AppearanceCard)
    @action(detail=True, methods=["post"])
    def order(self, request: Request, pk: str) -> Response:
        """Put the hops of the chain into another order."""
        appearance = self.get_object()
        version = expected_version(request, appearance)
        given = OrderInput(data=request.data)
        given.is_valid(raise_exception=True)
        order = given.validated_data["hops"]
        return self._told(
            services.order_chain(appearance, order, version=version, by=actor(request))
        )

    @extend_schema(request=None, responses=AppearanceCard)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Take back the last change to the chain, if nothing else was done since."""
        appearance = self.get_object()
        version = expected_version(request, appearance)
        return self._told(services.take_back_chain(appearance, version=version, by=actor(request)))

    def _told(self, appearance: Appearance) -> Response:
        row = self.get_queryset().get(pk=appearance.pk)
        return answer(row, AppearanceCard(row, context={"request": self.request}).data)


class AttributionViewSet(Rows):
    """The hops of chains: who is said to have said it. A hop has the ETag of its chain."""

    queryset = Attribution.objects.all()
    serializer_class = HopCard

    def get_queryset(self) -> QuerySet[Attribution]:
        """Hops this person may see, narrowed by `claim`, `appearance` and `speaker`."""
        columns = {
            "claim": "appearance__claim",
            "appearance": "appearance",
            "speaker": "speaker",
        }
        wanted: dict[str, Any] = narrowed(self.request, columns)
        if "speaker" in wanted:
            # Also by the names of those who were found to be the same person.
            wanted["speaker__in"] = Person.objects.family(wanted.pop("speaker"))
        rows: QuerySet[Attribution] = Attribution.objects.visible_to(self.request.user).in_chains()
        told = rows.select_related("appearance__claim").order_by("appearance", "position")
        return told.filter(**wanted)

    @extend_schema(request=HopInput, responses=HopCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change one hop where it stands; what is not sent stays as it is."""
        hop = self.get_object()
        version = expected_version(request, hop)
        given = changes(HopInput, request)
        return self._told(services.edit_hop(hop, **given, version=version, by=actor(request)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take one hop out of its chain; it can be restored."""
        hop = self.get_object()
        version = expected_version(request, hop)
        services.withdraw_hop(hop, version=version, by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses=HopCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Put a withdrawn hop back where it stood."""
        rows = Attribution.including_withdrawn.of_claims_seen_by(request.user)
        hop = get_object_or_404(rows.select_related("appearance__claim"), pk=pk)
        return self._told(services.restore_hop(hop, by=actor(request)))

    def _told(self, hop: Attribution) -> Response:
        return answer(hop, HopCard(hop, context={"request": self.request}).data)
