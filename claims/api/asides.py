"""Private notes to the editor over REST: each for its author, and for editors and owners."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.asides import services
from claims.asides.models import Aside
from claims.records.models import Claim
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .inputs import PlaceField, seen
from .outputs import PassageCard, UserCard


class AsideCard(Card[Aside]):
    """A note to the editor, and what they answered."""

    workspace = serializers.CharField(source="workspace.slug")
    passage = PassageCard(allow_null=True)
    created_by = UserCard(allow_null=True)
    settled_by = UserCard(allow_null=True)

    class Meta:
        model = Aside
        fields = [
            "id",
            "workspace",
            "claim",
            "passage",
            "body",
            "answer",
            "settled_by",
            "settled_at",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        ]


class AsidesAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    claim = serializers.IntegerField(required=False)
    waiting = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Not dealt with, or dealt with."
    )


class AsideInput(serializers.Serializer[Any]):
    """What the editor should know, and about what: a claim, words of a text, or both."""

    body = serializers.CharField(max_length=services.LONGEST)
    claim = serializers.IntegerField(required=False)
    place = PlaceField(required=False)
    workspace = serializers.CharField(
        required=False, help_text="Slug or id; needed where no claim is named."
    )


class AsideBody(serializers.Serializer[Any]):
    """What the editor should know."""

    body = serializers.CharField(max_length=services.LONGEST)


class AsideAnswer(serializers.Serializer[Any]):
    """What the editor answers; it may stay empty."""

    answer = serializers.CharField(
        required=False, allow_blank=True, max_length=services.LONGEST, default=""
    )


@extend_schema(tags=["asides"])
class AsideViewSet(Rows):
    """What people tell the editors, and nobody else."""

    queryset = Aside.objects.none()
    serializer_class = AsideCard

    def get_queryset(self) -> QuerySet[Aside]:
        """One's own; for editors and owners, those of their workspaces."""
        rows: QuerySet[Aside] = Aside.objects.visible_to(self.request.user).with_ground()
        return rows

    @extend_schema(parameters=[AsidesAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Notes to the editor, the newest first."""
        page = self.paginate_queryset(_narrowed(self.get_queryset(), asked(AsidesAsked, request)))
        return self.get_paginated_response(AsideCard(page, many=True).data)

    @extend_schema(request=AsideInput, responses={201: AsideCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell the editors something."""
        by, given = actor(request), checked(AsideInput, request)
        if "claim" in given:
            given["claim"] = seen(Claim.objects, given["claim"], by)
        if "workspace" in given:
            given["workspace"] = workspace_named(given["workspace"], by)
        return self._told(services.write_aside(**given, by=by), status=201)

    @extend_schema(request=AsideBody, responses=AsideCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Reword one's own, until it is answered."""
        by, aside = actor(request), self.get_object()
        given, version = checked(AsideBody, request), expected_version(request, aside)
        return self._told(services.edit_aside(aside, **given, version=version, by=by))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take one's own back; it can be restored."""
        by, aside = actor(request), self.get_object()
        services.withdraw_aside(aside, version=expected_version(request, aside), by=by)
        return Response(status=204)

    @extend_schema(request=None, responses=AsideCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: Any = None) -> Response:
        """Put one's own back."""
        by = actor(request)
        rows = Aside.objects.with_withdrawn(by)
        return self._told(services.restore_aside(get_object_or_404(rows, pk=pk), by=by))

    @extend_schema(request=AsideAnswer, responses=AsideCard)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: Any = None) -> Response:
        """Say that it was read, with an answer if there is one; editors and owners."""
        by, aside = actor(request), self.get_object()
        given, version = checked(AsideAnswer, request), expected_version(request, aside)
        return self._told(services.settle_aside(aside, **given, version=version, by=by))

    @extend_schema(request=None, responses=AsideCard)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: Any = None) -> Response:
        """Let it wait again; the answer is gone."""
        by, aside = actor(request), self.get_object()
        version = expected_version(request, aside)
        return self._told(services.reopen_aside(aside, version=version, by=by))

    def _told(self, aside: Aside, status: int = 200) -> Response:
        row = self.get_queryset().get(pk=aside.pk)
        return answer(row, AsideCard(row).data, status=status)


def _narrowed(rows: Any, wanted: dict[str, Any]) -> QuerySet[Aside]:
    if "workspace" in wanted:
        rows = in_workspace(rows, wanted["workspace"])
    if "claim" in wanted:
        rows = rows.of_claim(wanted["claim"])
    if wanted["waiting"] is not None:
        rows = rows.waiting() if wanted["waiting"] else rows.exclude(settled_at=None)
    found: QuerySet[Aside] = rows
    return found
