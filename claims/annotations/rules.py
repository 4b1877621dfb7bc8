"""Who may do what to a note. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from provenance.accounts.roles import Visibility
from provenance.accounts.rules import may_publish, may_record
from provenance.accounts.rules import may_see as may_see_owned


def may_see(user: Any, note: Any) -> bool:
    """A note is seen by those who see both it and what it stands on."""
    return may_see_owned(user, note) and may_see_owned(user, ground(note))


def may_write(user: Any, on: Any) -> bool:
    """Write on a claim or an article one sees: whoever records in its workspace."""
    return may_see_owned(user, on) and may_record(user, on.workspace_id)


def may_reply(user: Any, note: Any) -> bool:
    """Answer a note one sees."""
    return may_see(user, note) and may_record(user, note.workspace_id)


def may_edit(user: Any, note: Any) -> bool:
    """Nobody changes another person's words."""
    return may_reply(user, note) and note.created_by_id == user.pk


def may_delete(user: Any, note: Any) -> bool:
    """Its author; and an editor, who answers for what others read here."""
    return may_see(user, note) and (may_edit(user, note) or may_publish(user, note.workspace_id))


def may_restore(user: Any, note: Any) -> bool:
    """Whoever could have deleted it; a private note only its author."""
    own = note.created_by_id == getattr(user, "pk", None)
    if own:
        return may_record(user, note.workspace_id)
    return note.visibility != Visibility.ME and may_publish(user, note.workspace_id)


def may_show(user: Any, note: Any, visibility: str) -> bool:
    """Say who sees one's own note; an editor's consent is needed to show it to everyone."""
    if visibility == Visibility.PUBLIC and not may_publish(user, note.workspace_id):
        return False
    return may_edit(user, note)


def ground(note: Any) -> Any:
    """The row whose visibility bounds the note's: a claim, or the article of a passage."""
    return note.claim if note.claim_id else note.passage.snapshot.article
