"""Making a claim of a note. Evidence is made of one in the room of evidence."""

from typing import Any

from django.db import transaction

from claims.records.models import Claim
from claims.records.services import record_claim
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Annotation
from ._keeping import locked

MAY_NOT_PROMOTE = "You may build on approved notes that you see."
NO_WORDS = "This note stands on no exact words; write it on the words of a text first."


@transaction.atomic
def promote_to_claim(
    note: Annotation, statement: str, *, version: int | None = None, by: User, **further: Any
) -> Claim:
    """Record a claim that stands on the words of a note. The note stays and names the claim.

    `further` goes to `record_claim`. Raises NotNow where there is a claim of it already.
    """
    note = locked(note, version)
    require(rules.may_promote(by, note), MAY_NOT_PROMOTE)
    if note.passage is None:
        raise NotNow(NO_WORDS)
    made = note.promoted_claim
    if made is not None and made.deleted_at is None:
        raise NotNow("A claim was made from this note already.")
    claim = record_claim(note.workspace, statement, appearance=note.passage, by=by, **further)
    note.promoted_claim = claim
    note.touch()
    record("note.promoted", note, by=by, claim=claim.pk)
    return claim
