"""Taking notes out of sight, and bringing them back."""

from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import record

from .. import rules
from ..models import Annotation
from ._keeping import locked, narrower


@transaction.atomic
def delete_note(note: Annotation, *, version: int | None = None, by: User) -> Annotation:
    """Take a note out of sight; the answers to it stay, under a note shown as deleted."""
    note = locked(note, version)
    require(rules.may_delete(by, note), "Only its author or an editor deletes a note.")
    note.deleted_at = timezone.now()
    note.touch()
    record("note.deleted", note, by=by)
    return note


@transaction.atomic
def restore_note(note: Annotation, *, by: User) -> Annotation:
    """Bring a deleted note back; an answer to no more people than see what it answers by now."""
    above = _above(note)
    note = locked(note, None)
    require(rules.may_restore(by, note), "Only its author or an editor restores a note.")
    if note.deleted_at is None:
        return note
    note.deleted_at, before = None, note.visibility
    for one in above:
        note.visibility = narrower(note.visibility, one.visibility)
    note.touch()
    record("note.restored", note, by=by, before=before, after=note.visibility)
    return note


def _above(note: Annotation) -> list[Annotation]:
    """What a note answers, from the first on, locked: deleted ones follow no narrowing."""
    found, above = [], note.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return [locked(one, None) for one in reversed(found)]
