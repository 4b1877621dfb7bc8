"""Everything that changes asides. The audit keeps that they were written, never what they say."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.records.places import Place, passage_for
from claims.records.services.appearances import refuse_merged
from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import NotNow, may_record, require
from provenance.audit.services import record

from . import rules
from .models import Aside

LONGEST = 5_000
MAY_NOT_WRITE = "Readers write no notes to the editor here."
MAY_NOT_CHANGE = "Only whoever wrote a note to the editor changes it."
MAY_NOT_SETTLE = "Only editors and owners answer a note to the editor."
ONLY_YOU_SEE = "Only you see this, so no editor could read what the note is about."
ANSWERED = "An editor has answered this note. Write another one."


@transaction.atomic
def write_aside(
    body: str,
    *,
    claim: Claim | None = None,
    place: Place | None = None,
    workspace: Workspace | None = None,
    by: User,
) -> Aside:
    """Tell the editors something about a claim, about words of a text of `workspace`, or both.

    Raises ValidationError naming the field, NotNow where the editors would not see what it is
    about.
    """
    claim = _claim(claim, by=by)
    workspace_id = claim.workspace_id if claim else getattr(workspace, "pk", None)
    if workspace_id is None or (claim is None and place is None):
        raise ValidationError({"claim": "Say which claim or which words the note is about."})
    require(may_record(by, workspace_id), MAY_NOT_WRITE)
    passage = None
    if place is not None:
        passage = passage_for(place, workspace_id=workspace_id, by=by)
        _refuse_hidden(passage.snapshot.article)
    aside = Aside(workspace_id=workspace_id, claim=claim, passage=passage, created_by=by)
    aside.body = _words("body", body, missing="Say what the editor should know.")
    aside.save()
    record("aside.written", aside, by=by, **_about(aside))
    return aside


@transaction.atomic
def edit_aside(aside: Aside, body: str, *, version: int | None = None, by: User) -> Aside:
    """Reword one's own, until it is answered."""
    aside = _locked(aside, version, by=by)
    if aside.settled_at is not None:
        raise NotNow(ANSWERED)
    body = _words("body", body, missing="Say what the editor should know, or take it back.")
    if body != aside.body:
        aside.body = body
        aside.touch()
        record("aside.edited", aside, by=by, **_about(aside))
    return aside


@transaction.atomic
def withdraw_aside(aside: Aside, *, version: int | None = None, by: User) -> Aside:
    """Take one's own back: no editor reads it any more."""
    aside = _locked(aside, version, by=by)
    if aside.deleted_at is None:
        aside.deleted_at = timezone.now()
        aside.touch()
        record("aside.withdrawn", aside, by=by, **_about(aside))
    return aside


@transaction.atomic
def restore_aside(aside: Aside, *, by: User) -> Aside:
    """Put one's own back."""
    aside = _locked(aside, None, by=by)
    if aside.deleted_at is not None:
        aside.deleted_at = None
        aside.touch()
        record("aside.restored", aside, by=by, **_about(aside))
    return aside


@transaction.atomic
def settle_aside(aside: Aside, *, answer: str = "", version: int | None = None, by: User) -> Aside:
    """Say that it was read, with an answer to its author if there is one."""
    aside = _locked_for_editors(aside, version, by=by)
    if aside.settled_at is not None:
        raise NotNow(f"{aside.settled_by} has answered this note already.")
    aside.answer = _words("answer", answer)
    aside.settled_by, aside.settled_at = by, timezone.now()
    aside.touch()
    record("aside.settled", aside, by=by, **_about(aside))
    return aside


@transaction.atomic
def reopen_aside(aside: Aside, *, version: int | None = None, by: User) -> Aside:
    """Let it wait again; the answer is gone."""
    aside = _locked_for_editors(aside, version, by=by)
    if aside.settled_at is not None:
        aside.answer, aside.settled_by, aside.settled_at = "", None, None
        aside.touch()
        record("aside.reopened", aside, by=by, **_about(aside))
    return aside


def _claim(claim: Claim | None, *, by: User) -> Claim | None:
    if claim is None:
        return None
    row: Claim = Claim.objects.locked(claim.pk)
    require(rules.may_write(by, row), MAY_NOT_WRITE)
    refuse_merged(row)
    _refuse_hidden(row)
    return row


def _refuse_hidden(ground: Any) -> None:
    if ground.visibility == Visibility.ME:
        raise NotNow(ONLY_YOU_SEE)


def _words(name: str, given: str, *, missing: str = "") -> str:
    words = given.strip()
    if missing and not words:
        raise ValidationError({name: missing})
    if len(words) > LONGEST or "\0" in words:
        raise ValidationError({name: f"Write plain words, {LONGEST:,} characters at most."})
    return words


def _locked(aside: Aside, version: int | None, *, by: User) -> Aside:
    row: Aside = Aside.objects.with_ground().locked(aside.pk, version)
    require(rules.may_change(by, row), MAY_NOT_CHANGE)
    return row


def _locked_for_editors(aside: Aside, version: int | None, *, by: User) -> Aside:
    row: Aside = Aside.objects.with_ground().locked(aside.pk, version)
    require(rules.may_settle(by, row), MAY_NOT_SETTLE)
    return row


def _about(aside: Aside) -> dict[str, Any]:
    return {"claim": aside.claim_id, "passage": aside.passage_id}
