"""Bringing in annotations made elsewhere with the Hypothesis client, and giving them back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from claims.annotations.models import Annotation
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow

from .files import as_it_was, origin_of, parents_first, write_rows
from .rows import name_of
from .sent import Sent, read_sent
from .showing import Reader, rows_of
from .site import Site
from .writing import OUTSIDE, write

KEPT = ("id", "user", "created", "updated", "group", "uri")
LONGEST = 2_000
Status = Literal["imported", "unchanged", "waiting", "failed"]
Refused = (ValidationError, PermissionDenied, NotNow, Http404)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one annotation; `waiting` for the page it is about to be captured."""

    id: str
    status: Status
    annotation: int | None = None
    error: str = ""


def import_rows(
    rows: Sequence[Any], *, workspace: Workspace, site: Site, by: User
) -> Iterator[Line]:
    """Keep each row as a note by `by`, those that are answered first, and say what became of it.

    A row that came in before is left alone, deleted or not. What cannot be kept loses nothing else.
    """
    for row in parents_first(rows):
        origin = origin_of(row)
        name = str(row["id"]) if origin else ""
        if not origin:
            yield Line("", "failed", error="This is no annotation: it has no id or no user.")
            continue
        known = _known(origin, workspace, by)
        if known is not None:
            yield Line(name, "unchanged", known.pk)
            continue
        try:
            note = _keep(row, origin, workspace=workspace, site=site, by=by)
        except Refused as error:
            yield Line(name, "failed", error=_said(error))
        else:
            waits = note.article_id is not None and bool(note.outside[OUTSIDE].get("selectors"))
            yield Line(name, "waiting" if waits else "imported", note.pk)


def export_rows(*, workspace: Workspace, site: Site, by: User) -> str:
    """All notes of a workspace that `by` sees, as a file of the client. See `files`."""
    notes = Annotation.objects.visible_to(by).filter(workspace=workspace).order_by("pk")
    kept = {one.pk: one for one in notes.only("via", "outside", "version")}
    names = {
        name_of("note", pk): one.outside.get(OUTSIDE, {}).get("id", name_of("note", pk))
        for pk, one in kept.items()
    }
    rows = []
    for row in rows_of([("note", pk) for pk in kept], Reader(by, site)):
        note = kept[int(row["id"].partition("-")[2])]
        rows.append(as_it_was(row, note.outside.get(OUTSIDE, {}), names, note.version))
    return write_rows(rows, account=site.account(by.username), when=timezone.now())


@transaction.atomic
def _keep(row: Any, origin: str, *, workspace: Workspace, site: Site, by: User) -> Annotation:
    sent = read_sent(row)
    kept = {key: row[key] for key in KEPT if _is_short(row.get(key))}
    if sent.title:
        kept["title"] = sent.title
    sent = replace(
        sent,
        group=workspace.slug,
        # Who may read it was decided there; what does not say so is private.
        readers=sent.readers or (),
        references=_references(sent, origin, workspace, by),
    )
    return write(sent, site=site, by=by, via=origin, outside={OUTSIDE: kept})


def _references(sent: Sent, origin: str, workspace: Workspace, by: User) -> tuple[str, ...]:
    """Our name for the note that is answered. Raises ValidationError where it is not here."""
    if not sent.references:
        return ()
    above = _known(f"{origin.rpartition('/')[0]}/{sent.references[-1]}", workspace, by)
    if above is None:
        raise ValidationError(
            {"references": "It answers a note that is neither in the file nor here."}
        )
    return (name_of("note", above.pk),)


def _known(origin: str, workspace: Workspace, by: User) -> Annotation | None:
    """The note that came in under this name before, as far as `by` may know of it."""
    notes = Annotation.objects.filter(workspace=workspace, via=origin)
    seen = notes.for_threads(by).order_by("pk")
    found: Annotation | None = seen.first() or notes.filter(created_by=by).first()
    return found


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error) or "It answers something that is not here."
