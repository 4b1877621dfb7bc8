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
from provenance.api.actor import actor
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.models import Person

from .inputs import CueField, HopInput, SpeakerField, changes, hops, narrowed
from .outputs import AppearanceCard, HopCard


class AppearanceChanges(serializers.Serializer[Any]):
    """The note on an appearance; a chain that is sent takes the place of the one that stands."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
    attributions = HopInput(many=True, required=False)


class HopChanges(serializers.Serializer[Any]):
    """One hop of a chain."""

    speaker = SpeakerField(allow_null=True)
    directness = serializers.ChoiceField(choices=Attribution.Directness.choices)
    cue = CueField(allow_null=True)
    anonymous = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True, max_length=300)


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

    def _told(self, appearance: Appearance) -> Response:
        return answer(appearance, AppearanceCard(appearance).data)


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
        rows: QuerySet[Attribution] = Attribution.objects.visible_to(self.request.user)
        return rows.filter(**wanted).select_related("speaker", "cue", "appearance__claim")

    @extend_schema(request=HopChanges, responses=HopCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change one hop where it stands."""
        hop = self.get_object()
        version = expected_version(request, hop)
        given = changes(HopChanges, request)
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
        return answer(hop, HopCard(hop).data)
