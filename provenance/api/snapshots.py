"""`/snapshots/` and `/passages/`: what articles said at a moment, and spans of it."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.lineage.models import SharedText
from provenance.sources import services
from provenance.sources.models import Following, Passage, Snapshot

from .actor import actor
from .article_outputs import PassageSerializer, SnapshotSerializer, SnapshotWhole
from .followings import DifferencesSerializer, FollowedPassage, FollowingCard, differences
from .idempotency import idempotent
from .inputs import asked, checked, in_workspace
from .places import PassageInput, PlaceInput
from .preconditions import answer
from .rows import Rows
from .shared_texts import SharedTextSerializer


class SnapshotsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    article = serializers.IntegerField(required=False)
    sha256 = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False, help_text="Of the bytes as they came."
    )


class PassagesAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    snapshot = serializers.IntegerField(required=False)
    article = serializers.IntegerField(required=False)


class FollowedAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    status = serializers.ChoiceField(choices=Following.Status.choices, required=False)


class DifferencesAsked(serializers.Serializer[Any]):
    """With which version it is compared."""

    since = serializers.IntegerField(
        required=False, help_text="A snapshot; else the one captured before."
    )


@extend_schema(tags=["snapshots"])
class Snapshots(Rows):
    """What articles said at one moment. Nobody ever changes a snapshot."""

    written_once = True
    queryset = Snapshot.objects.none()
    serializer_class = SnapshotWhole

    def get_queryset(self) -> QuerySet[Snapshot]:
        """Those of articles this person may see."""
        rows: QuerySet[Snapshot] = Snapshot.objects.visible_to(self.request.user)
        return rows.select_related("article", "proof")

    @extend_schema(parameters=[SnapshotsAsked], responses=SnapshotSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Snapshots without their texts, the newest first."""
        wanted = asked(SnapshotsAsked, request)
        rows: Any = Snapshot.objects.visible_to(request.user).without_text().select_related("proof")
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted["workspace"], "article__workspace")
        if "article" in wanted:
            rows = rows.filter(article=wanted["article"])
        if "sha256" in wanted:
            rows = rows.filter(raw_sha256=wanted["sha256"])
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(SnapshotSerializer(page, many=True).data)

    @extend_schema(request=PlaceInput, responses={201: PassageSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def passages(self, request: Request, pk: Any = None) -> Response:
        """Mark a passage; the same words at the same place are one passage."""
        by, snapshot = actor(request), self.get_object()
        passage = services.mark_passage(snapshot, **checked(PlaceInput, request), by=by)
        return answer(passage, PassageSerializer(passage).data, status=201)

    @extend_schema(parameters=[FollowedAsked], responses=FollowedPassage(many=True), filters=True)
    @action(detail=True)
    def followed(self, request: Request, pk: Any = None) -> Response:
        """What became of the passages of earlier versions in this one."""
        rows = Following.objects.filter(snapshot=self.get_object(), **asked(FollowedAsked, request))
        page = self.paginate_queryset(rows.visible_to(request.user).select_related("passage"))
        return self.get_paginated_response(FollowedPassage(page, many=True).data)

    @extend_schema(responses=SharedTextSerializer(many=True), filters=True)
    @action(detail=True)
    def shared(self, request: Request, pk: Any = None) -> Response:
        """What this version has in common with other articles that the reader may see."""
        rows = SharedText.objects.of_snapshot(self.get_object().pk).visible_to(request.user)
        page = self.paginate_queryset(rows.telling().select_related("workspace"))
        return self.get_paginated_response(SharedTextSerializer(page, many=True).data)

    @extend_schema(parameters=[DifferencesAsked], responses=DifferencesSerializer)
    @action(detail=True)
    def differences(self, request: Request, pk: Any = None) -> Response:
        """What changed since the version captured before, or since another one, word by word."""
        after = self.get_object()
        wanted, versions = asked(DifferencesAsked, request), after.article.snapshots
        if "since" in wanted:
            before = versions.exclude(pk=after.pk).filter(pk=wanted["since"]).first()
        else:
            before = versions.before(after).in_time().last()
        if before is None:
            raise NotFound("There is no such version of this article to compare it with.")
        return Response(DifferencesSerializer(differences(before, after)).data)


@extend_schema(tags=["passages"])
class Passages(Rows):
    """Spans of snapshots that claims, evidence and notes point at.

    One is seen by whoever marked it and by those who see something that points at it.
    """

    written_once = True
    queryset = Passage.objects.none()
    serializer_class = PassageSerializer

    def get_queryset(self) -> QuerySet[Passage]:
        """Those this person may see, narrowed as asked."""
        rows: QuerySet[Passage] = Passage.objects.visible_to(self.request.user)
        wanted = {} if self.detail else asked(PassagesAsked, self.request)
        if "snapshot" in wanted:
            rows = rows.filter(snapshot=wanted["snapshot"])
        if "article" in wanted:
            rows = rows.filter(snapshot__article=wanted["article"])
        return rows

    @extend_schema(parameters=[PassagesAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Passages, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=FollowingCard(many=True), filters=True)
    @action(detail=True)
    def followed(self, request: Request, pk: Any = None) -> Response:
        """What became of a passage in every later version, the newest first."""
        page = self.paginate_queryset(Following.objects.filter(passage=self.get_object()))
        return self.get_paginated_response(FollowingCard(page, many=True).data)

    @extend_schema(request=PassageInput, responses={201: PassageSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Mark a passage; the same words at the same place are one passage."""
        by, given = actor(request), checked(PassageInput, request)
        seen = Snapshot.objects.visible_to(by).select_related("article")
        snapshot = get_object_or_404(seen, pk=given.pop("snapshot"))
        passage = services.mark_passage(snapshot, **given, by=by)
        return answer(passage, PassageSerializer(passage).data, status=201)
