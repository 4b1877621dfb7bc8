"""The notes on a claim in threads, each with what this person may do with it."""

from dataclasses import dataclass
from typing import Any

from claims.annotations.models import Annotation
from claims.annotations.rules import may_delete, may_edit, may_reply, may_restore
from claims.annotations.threads import in_threads
from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.written import written_once


@dataclass(frozen=True)
class ShownNote:
    """One note where it is read; `gone` shows only that it was deleted."""

    note: Annotation
    depth: int
    gone: bool
    may_answer: bool
    may_edit: bool
    may_delete: bool
    may_restore: bool


def notes_on(claim: Claim, user: User) -> list[ShownNote]:
    """Those on a claim and on the claims merged into it, in two queries."""
    return [
        ShownNote(
            note=line.note,
            depth=line.depth,
            gone=line.gone,
            may_answer=may_reply(user, line.note),
            may_edit=may_edit(user, line.note),
            may_delete=may_delete(user, line.note),
            may_restore=line.gone and may_restore(user, line.note),
        )
        for line in in_threads(_notes(claim.pk, user))
    ]


@written_once
def _notes(claim_id: int, user: User) -> Any:
    rows: Any = Annotation.objects.for_threads(user).with_ground()
    rows = rows.filter(claim__in=Claim.objects.family(claim_id))
    return rows.prefetch_related("revisions__edited_by")
