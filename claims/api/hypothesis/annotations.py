"""`search` and `annotations`: notes, claims and evidence as rows of the Hypothesis API."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.annotations.models import State as States
from claims.exchange.hypothesis import writing
from claims.exchange.hypothesis.finding import find
from claims.exchange.hypothesis.rows import named
from claims.exchange.hypothesis.sent import read_sent
from claims.exchange.hypothesis.showing import reader_of, rows_of
from claims.exchange.hypothesis.wanted import read_wanted
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.preconditions import answer, expected_version

from .face import Face

BY_MODERATOR = "Denied by a moderator in the Hypothesis client."


class Search(Face):
    """`GET search`."""

    def get(self, request: Request) -> Response:
        """What the person may see of what they ask for."""
        wanted = read_wanted(dict(request.query_params.lists()))
        found = find(wanted, site=self.site, user=request.user)
        reader = reader_of(request.user, self.site, wanted.uris)
        rows = rows_of(found.keys, reader, found.standing)
        if not wanted.replies_apart:
            return Response({"total": found.total, "rows": rows})
        answers = [one for one in rows if "references" in one]
        rows = [one for one in rows if "references" not in one]
        return Response({"total": found.total, "rows": rows, "replies": answers})


class Annotations(Face):
    """`POST annotations`."""

    permission_classes = [IsAuthenticated]

    @idempotent
    def post(self, request: Request) -> Response:
        """Keep a new note or an answer."""
        by = actor(request)
        sent = read_sent(request.data)
        note = writing.write(sent, site=self.site, by=by)
        return answer(note, _told(self, "note", note.pk, sent.uri))


class One(Face):
    """`annotations/note-5`."""

    permission_classes = [IsAuthenticatedOrReadOnly]

    def get(self, request: Request, name: str) -> Response:
        """One row."""
        kind, pk = named(name) or ("note", 0)
        row = _told(self, kind, pk)
        return answer(_note(self, name), row) if kind == "note" else Response(row)

    def patch(self, request: Request, name: str) -> Response:
        """Reword a note or say who sees it. What it said before is kept.

        The client sends no If-Match, so that the last change counts; other programs may.
        """
        note, sent = _note(self, name), read_sent(request.data)
        version = expected_version(request, note)
        note = writing.change(note, sent, version=version, by=actor(request))
        return answer(note, _told(self, "note", note.pk, sent.uri))

    def delete(self, request: Request, name: str) -> Response:
        """Take a note out of sight."""
        note = _note(self, name)
        services.delete_note(note, version=expected_version(request, note), by=actor(request))
        return Response({"id": name, "deleted": True})


class Flag(Face):
    """`annotations/note-5/flag`."""

    permission_classes = [IsAuthenticated]

    def put(self, request: Request, name: str) -> Response:
        """Ask the moderators to look at a note."""
        services.flag_note(_note(self, name), by=actor(request))
        return Response(status=204)


class Hide(Face):
    """`annotations/note-5/hide`, for moderators."""

    permission_classes = [IsAuthenticated]

    def put(self, request: Request, name: str) -> Response:
        """Deny a note."""
        return self._decide(request, name, States.DENIED)

    def delete(self, request: Request, name: str) -> Response:
        """Approve it."""
        return self._decide(request, name, States.APPROVED)

    def _decide(self, request: Request, name: str, state: str) -> Response:
        note = _note(self, name)
        services.moderate_note(note, state, reason=BY_MODERATOR, by=actor(request))
        return Response(status=204)


class Moderation(Face):
    """`annotations/note-5/moderation`, for moderators."""

    permission_classes = [IsAuthenticated]

    def patch(self, request: Request, name: str) -> Response:
        """Decide on a note."""
        note = _note(self, name)
        given = request.data if isinstance(request.data, dict) else {}
        state = str(given.get("moderation_status", "")).lower()
        reason = "" if state in (States.APPROVED, States.PENDING) else BY_MODERATOR
        services.moderate_note(note, state, reason=reason, by=actor(request))
        return Response(_told(self, "note", note.pk))


def _told(view: Face, kind: str, pk: int, uri: str | None = None) -> dict[str, Any]:
    """One row as whoever asks sees it, on the page at `uri`. Raises Http404."""
    reader = reader_of(view.request.user, view.site, [uri] if uri else [])
    rows = rows_of([(kind, pk)], reader)
    if not rows:
        raise Http404
    return rows[0]


def _note(view: Face, name: str) -> Annotation:
    """The note that a change is for. Claims and evidence have pages of their own."""
    kind, pk = named(name) or ("note", 0)
    if kind != "note":
        row = _told(view, kind, pk)
        page = row["links"].get("html", view.site.root)
        raise PermissionDenied(f"Claims and evidence are changed on their own page: {page}")
    seen = Annotation.objects.visible_to(view.request.user).with_ground()
    note: Annotation = get_object_or_404(seen, pk=pk)
    return note
