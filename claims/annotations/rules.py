"""Who may do what to a note. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from provenance.accounts.models import User
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import may_moderate, may_publish, may_record
from provenance.accounts.rules import may_see as may_see_owned


def may_see(user: Any, note: Any) -> bool:
    """A note is seen by those who see both it and what it stands on, once it has passed."""
    return (
        may_see_owned(user, note)
        and has_passed_for(user, note)
        and may_see_owned(user, ground(note))
    )


def has_passed_for(user: Any, note: Any) -> bool:
    """Whether a note's state lets the user read it: approved, or theirs, or theirs to judge."""
    if note.state == "approved":
        return True
    own = isinstance(user, User) and user.is_active and note.created_by_id == user.pk
    return own or may_moderate(user, note.workspace_id)


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


def may_flag(user: Any, note: Any) -> bool:
    """Ask a moderator to look at a note of someone else: any signed-in person who sees it."""
    return isinstance(user, User) and may_see(user, note) and note.created_by_id != user.pk


def may_see_revision(user: Any, revision: Any) -> bool:
    """Earlier words are read by those who could read them then and see the note now."""
    return (
        may_see(user, revision.annotation)
        and may_see_owned(user, revision)
        and has_passed_for(user, revision)
    )


def may_see_flag(user: Any, flag: Any) -> bool:
    """Who flagged a note, and why, is for its moderators; never for its author."""
    note = flag.annotation
    moderates = may_moderate(user, note.workspace_id) and note.created_by_id != user.pk
    return moderates and may_see(user, note)


def may_judge(user: Any, note: Any) -> bool:
    """Approve or deny a note of someone else; nobody settles the flags on their own."""
    return (
        note.visibility != Visibility.ME
        and note.created_by_id != getattr(user, "pk", None)
        and may_see(user, note)
        and may_moderate(user, note.workspace_id)
    )


def may_read_decisions(user: Any, note: Any) -> bool:
    """What was decided about a note, and why, is for moderators and for its author."""
    own = isinstance(user, User) and note.created_by_id == user.pk
    return may_see(user, note) and (own or may_moderate(user, note.workspace_id))


def may_promote(user: Any, note: Any) -> bool:
    """Make a claim or evidence of a note one sees: whoever records in its workspace."""
    return may_reply(user, note) and note.state == "approved"


def ground(note: Any) -> Any:
    """The row whose visibility bounds the note's: a claim, or the article it stands on."""
    return note.claim or note.article or note.passage.snapshot.article
