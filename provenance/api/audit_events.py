"""`/audit-events/`: what was done, by whom, through which door."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.accounts.history import visible_events, withheld
from provenance.audit.models import AuditEvent
from provenance.numbers import number_in

from .rows import Rows

FILTERS = {
    "target": ("A row, for example `claims.claim:9`.", OpenApiTypes.STR),
    "actor": ("Id of a person.", OpenApiTypes.INT),
    "action": ("For example `claim.recorded`.", OpenApiTypes.STR),
    "workspace": ("Id of a workspace.", OpenApiTypes.INT),
}
COLUMNS = {"workspace": "chain"}


class EventSerializer(serializers.ModelSerializer[AuditEvent]):
    """One event. `detail` is null where it tells of a row the reader may not see."""

    workspace = serializers.IntegerField(source="chain")
    detail = serializers.SerializerMethodField()

    class Meta:
        model = AuditEvent
        fields = [
            "id",
            "workspace",
            "number",
            "at",
            "actor",
            "via",
            "action",
            "target",
            "detail",
            "previous",
            "hash",
        ]

    def get_detail(self, event: AuditEvent) -> dict[str, Any] | None:
        """What the event says beyond its action, unless it is withheld."""
        hidden = event.target in self.context["withheld"]
        detail: dict[str, Any] = event.detail
        return None if hidden else detail


@extend_schema_view(
    list=extend_schema(
        parameters=[
            OpenApiParameter(name, kind, description=said) for name, (said, kind) in FILTERS.items()
        ]
    )
)
class AuditEvents(Rows):
    """What was done in the workspaces where one is an owner or an editor."""

    serializer_class = EventSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[AuditEvent]:
        """Visible events, narrowed by the filters given."""
        events = visible_events(self.request.user)
        for name, (_, kind) in FILTERS.items():
            if value := self.request.GET.get(name):
                if kind is OpenApiTypes.INT and number_in(value) is None:
                    raise serializers.ValidationError({name: ["Give a number."]})
                if "\0" in value:
                    raise serializers.ValidationError({name: ["Null characters are not allowed."]})
                events = events.filter(**{COLUMNS.get(name, name): value})
        return events

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of events, newest first."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(self._shown(page, many=True))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One event."""
        event = self.get_object()
        return Response(self._shown(event))

    def _shown(self, found: Any, *, many: bool = False) -> Any:
        hidden = withheld(found if many else [found], self.request.user)
        return EventSerializer(found, many=many, context={"withheld": hidden}).data
