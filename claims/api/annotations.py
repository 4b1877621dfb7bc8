"""Notes over REST: threads on passages and claims."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.annotations import services
from claims.annotations.models import Annotation, AnnotationRevision
from claims.records.models import Claim
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .claim_actions import NoteInput, VisibilityInput
from .inputs import PlaceField, changes, checked, narrowed, seen, workspace_named
from .outputs import NoteCard, UserCard


class NewNoteInput(NoteInput):
    """A note that begins a thread, on a claim or on a place in a text of a workspace."""

    claim = serializers.IntegerField(required=False)
    workspace = serializers.CharField(required=False, help_text="Slug or id; for a place.")
    place = PlaceField(required=False)


class AskedSerializer(serializers.Serializer[Any]):
    """What the list may be narrowed to, besides rows by their numbers."""

    workspace = serializers.CharField(default="", allow_blank=True, max_length=60)
    tag = serializers.CharField(default="", allow_blank=True, max_length=60)


class NoteChanges(serializers.Serializer[Any]):
    """The words of a note."""

    body = serializers.CharField(max_length=20_000)
    tags = serializers.ListField(child=serializers.CharField(max_length=60), max_length=20)


class RevisionCard(serializers.ModelSerializer[AnnotationRevision]):
    """What a note said before."""

    edited_by = UserCard(allow_null=True)

    class Meta:
        model = AnnotationRevision
        fields = ["version", "body", "tags", "visibility", "edited_by", "edited_at"]


class AnnotationViewSet(Rows):
    """Notes on passages and claims."""

    queryset = Annotation.objects.all()
    serializer_class = NoteCard

    def get_queryset(self) -> QuerySet[Annotation]:
        """Notes this person may see, narrowed by `claim`, `passage`, `snapshot`, `root`, `tag`."""
        columns = {
            "claim": "claim",
            "passage": "passage",
            "snapshot": "passage__snapshot",
            "root": "root",
        }
        asked = AskedSerializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        tag, workspace = asked.validated_data["tag"], asked.validated_data["workspace"]
        wanted = {"workspace__slug": workspace, "tags__contains": [tag] if tag else None}
        rows: QuerySet[Annotation] = Annotation.objects.visible_to(self.request.user).with_ground()
        return rows.filter(
            **narrowed(self.request, columns),
            **{column: value for column, value in wanted.items() if value},
        )

    @extend_schema(request=NewNoteInput, responses={201: NoteCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a thread."""
        by = actor(request)
        given = checked(NewNoteInput, request)
        if "claim" in given:
            given["claim"] = seen(Claim.objects, given["claim"], by)
        if "workspace" in given:
            given["workspace"] = workspace_named(given["workspace"], by)
        note = services.write_note(**given, by=by)
        return answer(note, NoteCard(note).data, status=201)

    @extend_schema(request=NoteInput, responses={201: NoteCard})
    @action(detail=True, methods=["post"])
    @idempotent
    def reply(self, request: Request, pk: str) -> Response:
        """Answer a note."""
        given = checked(NoteInput, request)
        note = services.reply(self.get_object(), **given, by=actor(request))
        return answer(note, NoteCard(note).data, status=201)

    @extend_schema(request=NoteChanges, responses=NoteCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Reword a note; the wording before is kept."""
        note, version = self._named(request)
        given = changes(NoteChanges, request)
        return _told(services.edit_note(note, **given, version=version, by=actor(request)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a note out of sight; the answers to it stay."""
        note, version = self._named(request)
        services.delete_note(note, version=version, by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses=NoteCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring a deleted note back."""
        note = get_object_or_404(Annotation.objects.restorable_by(request.user), pk=pk)
        return _told(services.restore_note(note, by=actor(request)))

    @extend_schema(request=VisibilityInput, responses=NoteCard)
    @action(detail=True, methods=["post"])
    def visibility(self, request: Request, pk: str) -> Response:
        """Say who sees a note."""
        note, version = self._named(request)
        level = checked(VisibilityInput, request)["visibility"]
        return _told(services.show_note(note, level, version=version, by=actor(request)))

    @extend_schema(responses=RevisionCard(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def revisions(self, request: Request, pk: str) -> Response:
        """What the note said before each edit, oldest first."""
        rows = self.get_object().revisions.select_related("edited_by")
        return Response(RevisionCard(rows, many=True).data)

    def _named(self, request: Request) -> tuple[Annotation, int | None]:
        note: Annotation = self.get_object()
        return note, expected_version(request, note)


def _told(note: Annotation) -> Response:
    return answer(note, NoteCard(note).data)
