"""`/policies/`: what publishers say of how they work, version by version."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange.policy.models import PolicyText
from claims.exchange.policy.services import LONGEST, write_policy
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer
from provenance.api.rows import Rows


class PolicyInput(serializers.Serializer[Any]):
    """A new version; an empty text says that the usual one holds again."""

    workspace = serializers.CharField(help_text="Slug or id.")
    kind = serializers.ChoiceField(choices=PolicyText.Kind.choices)
    text = serializers.CharField(allow_blank=True, max_length=LONGEST)
    replaces = serializers.IntegerField(
        required=False, min_value=0, help_text="The number you had read, 0 for none; 412 if stale."
    )


class PoliciesAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    kind = serializers.ChoiceField(choices=PolicyText.Kind.choices, required=False)


class PolicyCard(Card[PolicyText]):
    """One version of one text."""

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = PolicyText
        fields = ["id", "workspace", "kind", "number", "text", "created_at"]


@extend_schema(tags=["policies"])
class PolicyViewSet(Rows):
    """Texts of policies; of others only where something is published."""

    queryset = PolicyText.objects.none()
    serializer_class = PolicyCard
    written_once = True

    def get_queryset(self) -> QuerySet[PolicyText]:
        """Versions this person may read, narrowed as asked."""
        rows: Any = PolicyText.objects.visible_to(self.request.user).select_related("workspace")
        wanted = {} if self.detail else asked(PoliciesAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        found: QuerySet[PolicyText] = rows.filter(**wanted)
        return found

    @extend_schema(parameters=[PoliciesAsked], responses=PolicyCard(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Versions, the newest first. Where a publisher has none, the usual text holds."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(PolicyCard(page, many=True).data)

    @extend_schema(request=PolicyInput, responses={201: PolicyCard, 204: None})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Write a new version, which holds from now on; 204 where it is the text there is."""
        by, given = actor(request), checked(PolicyInput, request)
        workspace = workspace_named(given["workspace"], by)
        version = given.get("replaces")
        row = write_policy(workspace, given["kind"], given["text"], version=version, by=by)
        if row is None:
            return Response(status=204)
        row.workspace = workspace
        return answer(row, PolicyCard(row).data, status=201)
