"""Rewording notes and moving them to other words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.records.places import Place, passage_for
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Annotation
from ._keeping import keep_mentions, locked, revision_of, state_after_change, tidy

ONLY_ITS_AUTHOR = "Only its author changes a note."


@transaction.atomic
def edit_note(
    note: Annotation,
    *,
    body: str | None = None,
    tags: Sequence[str] | None = None,
    motivation: str | None = None,
    outside: Mapping[str, Any] | None = None,
    version: int | None = None,
    by: User,
) -> Annotation:
    """Reword a note; the wording before is kept. `outside` replaces what it names, no more.

    What other programs send beside it is read by others as well, so that it counts as words.
    """
    note = locked(note, version)
    require(rules.may_edit(by, note), ONLY_ITS_AUTHOR)
    words = _words(note)
    revision = revision_of(note, by)
    note.body = note.body if body is None else body
    note.tags = note.tags if tags is None else list(tags)
    note.motivation = note.motivation if motivation is None else motivation
    note.outside = {**note.outside, **(outside or {})}
    tidy(note)
    if _words(note) == words:
        return note
    revision.save()
    note.state = state_after_change(note, by)
    note.touch()
    keep_mentions(note)
    record("note.edited", note, by=by, revision=revision.pk)
    return note


@transaction.atomic
def move_note(
    note: Annotation, place: Place, *, version: int | None = None, by: User
) -> Annotation:
    """Put a note on other words of the same article; where it stood before is kept.

    What other programs said of the words before (selectors) goes no further than the revision.
    Raises NotNow where others would find that they answered, or built on, something else.
    """
    note = locked(note, version)
    require(rules.may_edit(by, note), ONLY_ITS_AUTHOR)
    before = note.passage
    if before is None:
        raise NotNow("A note on a claim or on a whole article does not move to words of a text.")
    passage = passage_for(place, workspace_id=note.workspace_id, by=by)
    if passage.pk == before.pk:
        return note
    if passage.snapshot.article_id != before.snapshot.article_id:
        raise ValidationError({"passage": "Choose words of the same article."})
    if note.parent_id or note.replies.exists() or something_came_of(note):
        raise NotNow(
            "Answers, a claim or evidence rest on this note, so it stays where it is. "
            "Write another note on the other words."
        )
    revision = revision_of(note, by, passage=before)
    revision.save()
    note.passage = passage
    note.outside = _without_selectors(note.outside)
    note.state = state_after_change(note, by)
    note.touch()
    record("note.moved", note, by=by, before=before.pk, after=passage.pk)
    return note


def something_came_of(note: Annotation) -> bool:
    """Whether a claim or evidence was made from a note.

    It goes by the schema, since rooms that stand on notes may not be named here.
    """
    here = Annotation._meta.app_label
    above = [
        relation
        for relation in Annotation._meta.related_objects
        if relation.related_model._meta.app_label != here
    ]
    return note.promoted_claim_id is not None or any(
        relation.related_model._base_manager.filter(**{relation.field.name: note.pk}).exists()
        for relation in above
    )


def _without_selectors(outside: Mapping[str, Any]) -> dict[str, Any]:
    return {
        contract: {name: part for name, part in said.items() if name != "selectors"}
        for contract, said in outside.items()
    }


def _words(note: Annotation) -> tuple[str, list[str], str, dict[str, Any]]:
    return note.body, list(note.tags), note.motivation, note.outside
