"""`/captures/`: what people asked to be brought in, and what became of it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.accounts.models import Visibility
from provenance.capture import services
from provenance.capture.models import CaptureRequest
from provenance.capture.uploads import given_file

from .actor import actor
from .idempotency import idempotent
from .inputs import asked, checked, in_workspace, workspace_named
from .parsing import JSONParser
from .preconditions import answer, expected_version
from .rows import Rows

State, Origin = CaptureRequest.State, CaptureRequest.Origin


class CaptureSerializer(serializers.ModelSerializer[CaptureRequest]):
    """One input on its way to a snapshot.

    `reason` says why it failed, or what speaks against a capture that was kept all the same.
    """

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = CaptureRequest
        fields = [
            "id",
            "workspace",
            "batch",
            "origin",
            "address",
            "name",
            "media_type",
            "in_browser",
            "state",
            "outcome",
            "reason_code",
            "reason",
            "attempts",
            "article",
            "snapshot",
            "visibility",
            "created_at",
            "updated_at",
            "version",
        ]


class CapturesAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    batch = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(choices=State.choices, required=False)


class CaptureInput(serializers.Serializer[Any]):
    """An address, a text or a file."""

    workspace = serializers.CharField(help_text="Slug or id.")
    address = serializers.CharField(required=False, max_length=2000)
    text = serializers.CharField(required=False, trim_whitespace=False)
    title = serializers.CharField(required=False, max_length=500, help_text="Of the text.")
    file = serializers.FileField(required=False, allow_empty_file=True)
    in_browser = serializers.BooleanField(
        required=False, help_text="Open the address in a browser, if scripts build the page."
    )
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the three is there."""
        if sum(name in attrs for name in ("address", "text", "file")) != 1:
            raise serializers.ValidationError("Send an address, a text or a file: one of them.")
        return attrs


@extend_schema(tags=["captures"])
class Captures(Rows):
    """What is being brought in. Ask again until `state` is `done` or `failed`."""

    queryset = CaptureRequest.objects.none()
    serializer_class = CaptureSerializer
    permission_classes = [IsAuthenticated]
    parser_classes = [JSONParser, MultiPartParser]

    def get_queryset(self) -> QuerySet[CaptureRequest]:
        """Those of the person's workspaces, narrowed as asked."""
        rows: QuerySet[CaptureRequest] = CaptureRequest.objects.listed_for(self.request.user)
        wanted = {} if self.detail else asked(CapturesAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        return rows.filter(**wanted)

    @extend_schema(parameters=[CapturesAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Captures, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(
        request={"application/json": CaptureInput, "multipart/form-data": CaptureInput},
        responses={202: CaptureSerializer},
    )
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask for something to be brought in; the worker does it soon."""
        by, given = actor(request), checked(CaptureInput, request)
        workspace = workspace_named(given.pop("workspace"), by)
        level = {key: given[key] for key in ("visibility",) if key in given}
        capture = services.request_capture(_given(given), workspace=workspace, by=by, **level)
        told = answer(capture, CaptureSerializer(capture).data, status=202)
        told.headers["Location"] = reverse("capture-detail", args=[capture.pk])
        return told

    @extend_schema(request=None, responses={202: CaptureSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: Any = None) -> Response:
        """Try a failed capture again."""
        by, capture = actor(request), self.get_object()
        version = expected_version(request, capture)
        capture = services.retry_capture(capture, by=by, version=version)
        return answer(capture, CaptureSerializer(capture).data, status=202)


def _given(sent: dict[str, Any]) -> services.Given:
    if "file" in sent:
        return given_file(sent["file"])
    if "address" in sent:
        in_browser = sent.get("in_browser", False)
        return services.Given(Origin.ADDRESS, address=sent["address"], in_browser=in_browser)
    text = sent["text"].encode("utf-8", errors="replace")
    return services.Given(Origin.PASTED, name=sent.get("title", ""), payload=text)
