"""`/platforms/`: the learning platforms that open classes of a workspace; for its owners."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.lti.models import Platform
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .inputs import changes

KNOWN = ["name", "issuer", "client_id", "deployments", "key_set_url", "auth_url", "token_url"]
KNOWN += ["audience"]
ADDRESS: dict[str, Any] = {"max_length": 500, "required": False, "allow_blank": True}


class PlatformInput(serializers.Serializer[Any]):
    """What is known of a platform; `docs/operator.md` tells where it says so."""

    name = serializers.CharField(max_length=80)
    issuer = serializers.CharField(max_length=255)
    client_id = serializers.CharField(max_length=255, required=False, allow_blank=True)
    deployments = serializers.ListField(
        child=serializers.CharField(max_length=255), required=False, max_length=50
    )
    key_set_url = serializers.CharField(**ADDRESS)
    auth_url = serializers.CharField(**ADDRESS)
    token_url = serializers.CharField(**ADDRESS)
    audience = serializers.CharField(**ADDRESS)


class NewPlatformInput(PlatformInput):
    """A new one."""

    workspace = serializers.CharField(help_text="Slug or id.")


class PlatformsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")


class PlatformCard(Card[Platform]):
    """A platform. Of our pair of keys only the public one is told."""

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Platform
        fields = ["id", "workspace", *KNOWN, "public_key", "created_at", "version"]


class PlatformViewSet(Rows):
    """The platforms of workspaces that one owns."""

    serializer_class = PlatformCard
    permission_classes = [IsAuthenticated]
    queryset = Platform.objects.none()

    def get_queryset(self) -> QuerySet[Platform]:
        """Those this person may see, narrowed by `workspace`."""
        rows = Platform.objects.visible_to(self.request.user).select_related("workspace")
        given = {} if self.detail else asked(PlatformsAsked, self.request)
        name = given.get("workspace")
        return (in_workspace(rows, name) if name else rows).order_by("-pk")

    @extend_schema(parameters=[PlatformsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NewPlatformInput, responses={201: PlatformCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Register one, with a pair of keys of ours."""
        given, by = checked(NewPlatformInput, request), actor(request)
        workspace = workspace_named(given.pop("workspace"), by)
        return _told(_services().add_platform(workspace, **given, by=by), 201)

    @extend_schema(request=PlatformInput, responses=PlatformCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is known; fields that are not sent stay as they are."""
        row, by = self.get_object(), actor(request)
        given, version = changes(PlatformInput, request), expected_version(request, row)
        return _told(_services().edit_platform(row, **given, version=version, by=by))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Let nobody in from it any more; it can be restored."""
        row, by = self.get_object(), actor(request)
        _services().delete_platform(row, version=expected_version(request, row), by=by)
        return Response(status=204)

    @extend_schema(request=None, responses=PlatformCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring a deleted one back, with its keys."""
        by = actor(request)
        row = get_object_or_404(Platform.objects.of_owner(by), pk=pk)
        return _told(_services().restore_platform(row, by=by))

    @extend_schema(request=None, responses=PlatformCard)
    @action(detail=True, methods=["post"], url_path="renew-key")
    def renew_key(self, request: Request, pk: str) -> Response:
        """Another pair of keys; the platform finds it in our key set."""
        return _told(_services().renew_key(self.get_object(), by=actor(request)))


def _services() -> Any:
    from claims.lti import services  # noqa: PLC0415 - What reads tokens is a heavy import.

    return services


def _told(row: Platform, status: int = 200) -> Response:
    return answer(row, PlatformCard(row).data, status=status)
