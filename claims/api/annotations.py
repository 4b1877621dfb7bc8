"""Notes over REST: threads on passages, articles and claims."""

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
from claims.evidence.reading import made_of
from claims.records.models import Claim
from provenance.accounts.rules import is_member
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.models import Article

from .annotation_actions import AnnotationActions
from .claim_actions import VisibilityInput
from .inputs import changes, narrowed, seen
from .note_inputs import AskedSerializer, MoveNoteInput, NewNoteInput, NoteInput, WordsInput
from .outputs import NoteCard, UserCard

COLUMNS = {
    "claim": "claim",
    "article": "article",
    "passage": "passage",
    "snapshot": "passage__snapshot",
    "root": "root",
}
SAID = {"workspace": "workspace__slug", "motivation": "motivation", "state": "state"}


class RevisionCard(serializers.ModelSerializer[AnnotationRevision]):
    """What a note said before, and where it stood if it was moved. Outsiders read no names."""

    edited_by = UserCard(allow_null=True)

    class Meta:
        model = AnnotationRevision
        fields = [
            "version",
            "body",
            "tags",
            "motivation",
            "visibility",
            "passage",
            "edited_by",
            "edited_at",
        ]

    def to_representation(self, revision: AnnotationRevision) -> dict[str, Any]:
        """Who reworded it is for members."""
        said = super().to_representation(revision)
        if not is_member(self.context["request"].user, revision.workspace_id):
            said["edited_by"] = None
        return said


class AnnotationViewSet(AnnotationActions, Rows):
    """Notes on passages, articles and claims."""

    queryset = Annotation.objects.all()
    serializer_class = NoteCard

    def get_queryset(self) -> QuerySet[Annotation]:
        """Notes this person may see.

        Narrowed by `claim`, `article`, `passage`, `snapshot`, `root`, `tag`, `motivation`,
        `state`, those that mention me, and those that await my decision as a moderator.
        """
        asked = AskedSerializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        wanted, user = asked.validated_data, self.request.user
        rows = Annotation.objects.visible_to(user)
        if "mentioning" in wanted:
            rows = rows.mentioning(actor(self.request))
        if "awaiting" in wanted:
            rows = rows.awaiting(actor(self.request))
        if wanted["tag"]:
            rows = rows.filter(tags__contains=[wanted["tag"]])
        columns = {column: wanted[name] for name, column in SAID.items() if wanted.get(name)}
        rows = rows.filter(**narrowed(self.request, COLUMNS), **columns)
        found: QuerySet[Annotation] = rows.with_names().prefetch_related(made_of(user))
        return found

    @extend_schema(request=NewNoteInput, responses={201: NoteCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a thread."""
        by = actor(request)
        given = checked(NewNoteInput, request)
        for name, model in (("claim", Claim), ("article", Article)):
            if name in given:
                given[name] = seen(model._default_manager, given[name], by)
        if "workspace" in given:
            given["workspace"] = workspace_named(given["workspace"], by)
        return self.told(services.write_note(**given, by=by), status=201)

    @extend_schema(request=NoteInput, responses={201: NoteCard})
    @action(detail=True, methods=["post"])
    @idempotent
    def reply(self, request: Request, pk: str) -> Response:
        """Answer a note."""
        given = checked(NoteInput, request)
        note = services.reply(self.get_object(), **given, by=actor(request))
        return self.told(note, status=201)

    @extend_schema(request=WordsInput, responses=NoteCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Reword a note; the wording before is kept."""
        note, version = self.named(request)
        given = changes(WordsInput, request)
        return self.told(services.edit_note(note, **given, version=version, by=actor(request)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a note out of sight; the answers to it stay."""
        note, version = self.named(request)
        services.delete_note(note, version=version, by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses=NoteCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring a deleted note back."""
        note = get_object_or_404(Annotation.objects.restorable_by(request.user), pk=pk)
        return self.told(services.restore_note(note, by=actor(request)))

    @extend_schema(request=VisibilityInput, responses=NoteCard)
    @action(detail=True, methods=["post"])
    def visibility(self, request: Request, pk: str) -> Response:
        """Say who sees a note."""
        note, version = self.named(request)
        level = checked(VisibilityInput, request)["visibility"]
        return self.told(services.show_note(note, level, version=version, by=actor(request)))

    @extend_schema(request=MoveNoteInput, responses=NoteCard)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """Put a note on other words of the same article; where it stood is kept."""
        note, version = self.named(request)
        place = checked(MoveNoteInput, request)["place"]
        return self.told(services.move_note(note, place, version=version, by=actor(request)))

    @extend_schema(responses=RevisionCard(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def revisions(self, request: Request, pk: str) -> Response:
        """What the note said before each edit, oldest first, as far as you could read it then."""
        rows = AnnotationRevision.objects.visible_to(request.user).filter(
            annotation=self.get_object()
        )
        told = rows.select_related("annotation", "edited_by")
        return Response(RevisionCard(told, many=True, context={"request": request}).data)

    def named(self, request: Request) -> tuple[Annotation, int | None]:
        """The note of the address, and the version that If-Match names."""
        note: Annotation = self.get_object()
        return note, expected_version(request, note)

    def told(self, note: Annotation, status: int = 200) -> Response:
        """The answer for one note."""
        return answer(note, self.get_serializer(note).data, status=status)
