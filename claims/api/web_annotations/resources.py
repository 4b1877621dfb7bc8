"""Single annotations: notes, which can be changed, and appearances and evidence, which cannot."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.exchange import web_rows, web_writing
from claims.exchange.web_annotation import dump
from provenance.api.actor import actor

from .kinds import EVIDENCE, Kind
from .speaking import Gone, Speaking, refuse_stale, site_of, tagged

ELSEWHERE = (
    "Appearances and evidence can only be read here. Their words never change: other words are "
    "another appearance or other evidence, added at /api/v1/claims/{claim}/."
)


class Resource(Speaking):
    """One annotation."""

    types = ("http://www.w3.org/ns/ldp#Resource", "http://www.w3.org/ns/oa#Annotation")


class Note(Resource):
    """A note as an annotation."""

    def get(self, request: Request, pk: int) -> Response:
        """The annotation."""
        return tagged(request, self._said(request, self._note(request, pk)))

    def put(self, request: Request, pk: int) -> Response:
        """Make the annotation what is sent; If-Match keeps others' changes safe."""
        note, by = self._note(request, pk), actor(request)
        version = self._version(request, note)
        sent = web_writing.read(request.data)
        web_writing.replace(note, sent, site=site_of(request), version=version, by=by)
        return tagged(request, self._said(request, self._note(request, pk)))

    def delete(self, request: Request, pk: int) -> Response:
        """Delete the annotation; it can be restored on our pages."""
        note, by = self._note(request, pk), actor(request)
        services.delete_note(note, version=self._version(request, note), by=by)
        return Response(status=204)

    def _note(self, request: Request, pk: int) -> Annotation:
        """The note; 410 where it was deleted, for those who could see it before."""
        rows = Annotation.objects.for_threads(request.user).with_ground()
        note: Annotation = get_object_or_404(rows, pk=pk)
        if note.deleted_at is not None:
            raise Gone
        return note

    def _said(self, request: Request, note: Annotation) -> dict[str, Any]:
        return dump(web_rows.of_note(note, site_of(request), request.user))

    def _version(self, request: Request, note: Annotation) -> int | None:
        """The version that If-Match speaks of, to be checked again under lock."""
        return note.version if refuse_stale(request, self._said(request, note)) else None


class ReadOnly(Resource):
    """An annotation that says what is recorded elsewhere."""

    kind: Kind = EVIDENCE

    def get(self, request: Request, pk: int) -> Response:
        """The annotation."""
        row = self._row(request, pk)
        return tagged(request, dump(self.kind.plain(row, site_of(request), request.user)))

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """405, with the place where such a thing is done; 404 for what one may not see."""
        said = ELSEWHERE.format(claim=self._row(request, kwargs["pk"]).claim_id)
        raise exceptions.MethodNotAllowed(str(request.method), detail=said)

    def _row(self, request: Request, pk: int) -> Any:
        return get_object_or_404(self.kind.rows(request.user), pk=pk)
