"""`/saved-filters/`: what lists are narrowed to, under a name."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.attention import services
from claims.attention.models import SavedFilter
from provenance.accounts.models import Visibility
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .inputs import changes
from .outputs import UserCard

SEEN_BY = [(Visibility.ME.value, "only me"), (Visibility.WORKSPACE.value, "the workspace")]


class SavedFilterInput(serializers.Serializer[Any]):
    """A name, and what follows the ? in the address of the list."""

    name = serializers.CharField(max_length=80)
    query = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    visibility = serializers.ChoiceField(choices=SEEN_BY, required=False)


class NewSavedFilterInput(SavedFilterInput):
    """The same with where it belongs."""

    workspace = serializers.CharField(help_text="Slug or id.")
    page = serializers.ChoiceField(choices=SavedFilter.Page.choices)
    query = serializers.CharField(max_length=1000, allow_blank=True)


class SavedFiltersAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    page = serializers.ChoiceField(choices=SavedFilter.Page.choices, required=False)


class SavedFilterCard(Card[SavedFilter]):
    """A filter under its name."""

    workspace = serializers.CharField(source="workspace.slug")
    created_by = UserCard(allow_null=True)

    class Meta:
        model = SavedFilter
        fields = [
            *("id", "workspace", "page", "name", "query", "visibility"),
            *("created_by", "created_at", "updated_at", "version"),
        ]


@extend_schema(tags=["saved-filters"])
class SavedFilterViewSet(Rows):
    """One's own filters and those shared with the desk."""

    queryset = SavedFilter.objects.none()
    serializer_class = SavedFilterCard
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[SavedFilter]:
        """Those this person sees, narrowed as asked."""
        rows: Any = SavedFilter.objects.visible_to(self.request.user)
        wanted = {} if self.detail else asked(SavedFiltersAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted["workspace"])
        if "page" in wanted:
            rows = rows.on(wanted["page"])
        found: QuerySet[SavedFilter] = rows.select_related("workspace", "created_by")
        return found

    @extend_schema(parameters=[SavedFiltersAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Filters, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NewSavedFilterInput, responses={201: SavedFilterCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Save a filter."""
        by, given = actor(request), checked(NewSavedFilterInput, request)
        workspace = workspace_named(given.pop("workspace"), by)
        saved = services.save_filter(workspace, given.pop("name"), **given, by=by)
        return self._told(saved.pk, status=201)

    @extend_schema(request=SavedFilterInput, responses=SavedFilterCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Rename it, narrow it otherwise, or say who sees it."""
        row, by = self.get_object(), actor(request)
        given, version = changes(SavedFilterInput, request), expected_version(request, row)
        services.edit_filter(row, **given, version=version, by=by)
        return self._told(row.pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take it off the list."""
        row = self.get_object()
        version = expected_version(request, row)
        services.delete_filter(row, version=version, by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses=SavedFilterCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Put it back on the list: its author."""
        by = actor(request)
        row = get_object_or_404(SavedFilter.objects.restorable_by(by), pk=pk)
        services.restore_filter(row, by=by)
        return self._told(row.pk)

    def _told(self, pk: int, status: int = 200) -> Response:
        rows = SavedFilter.objects.visible_to(self.request.user)
        row = rows.select_related("workspace", "created_by").get(pk=pk)
        return answer(row, SavedFilterCard(row).data, status=status)
