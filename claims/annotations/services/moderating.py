"""Flags, and what a moderator decides."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import record

from .. import rules
from ..models import Annotation, Flag, State
from ._keeping import locked

NEEDS_A_REASON = (State.DENIED, State.SPAM)
LONGEST_REASON = 500


@transaction.atomic
def flag_note(note: Annotation, *, reason: str = "", by: User) -> Flag:
    """Ask the moderators to look at a note. A second time changes nothing.

    The event names the flag and not the note: who reads the history may have written the note.
    """
    note = locked(note, None)
    require(rules.may_flag(by, note), "You may flag notes of others that you see.")
    flag = Flag(annotation=note, reason=_reason(reason), created_by=by)
    known: Flag | None = note.flags.filter(created_by=by).first()
    if known is not None:
        return known
    flag.save()
    record("flag.raised", flag, by=by)
    return flag


@transaction.atomic
def moderate_note(
    note: Annotation, state: str, *, reason: str = "", version: int | None = None, by: User
) -> Annotation:
    """Approve a note, deny it, call it spam or let it wait; open flags on it are settled.

    Others than its author are told why. Raises ValidationError naming the field.
    """
    note = locked(note, version)
    require(rules.may_judge(by, note), "Editors, owners and teachers decide on notes of others.")
    if state not in State.values:
        raise ValidationError({"state": f"Choose one of {', '.join(State.values)}."})
    reason = _reason(reason)
    if state in NEEDS_A_REASON and not reason:
        raise ValidationError({"reason": "Say why, so that its author understands."})
    open_flags = note.flags.open()
    if state == note.state and not open_flags.exists():
        return note
    before, note.state = note.state, state
    note.decisions.create(before=before, after=state, reason=reason, created_by=by)
    open_flags.update(settled_at=timezone.now())
    note.touch()
    record("note.moderated", note, by=by, before=before, after=state, reason=reason)
    return note


def _reason(given: str) -> str:
    reason = " ".join(given.split())
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": f"Write at most {LONGEST_REASON} characters."})
    return reason
