"""Beginning threads and answering in them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.records.models import Claim
from claims.records.places import Place, passage_for
from claims.records.rules import starting_visibility
from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import may_publish, may_record, require
from provenance.audit.services import record
from provenance.sources.models import Article

from .. import rules
from ..models import Annotation, Motivation, State
from ._keeping import keep_mentions, locked, must_wait, narrower, refuse_wider_than_parent, tidy

WRITES_NOT = "Readers write no notes here."


class Further(TypedDict, total=False):
    """What a note may have besides its words. See `Annotation` for `via` and `outside`."""

    tags: Sequence[str]
    motivation: str
    via: str
    outside: Mapping[str, Any]


@transaction.atomic
def write_note(
    body: str = "",
    *,
    claim: Claim | None = None,
    place: Place | None = None,
    article: Article | None = None,
    workspace: Workspace | None = None,
    visibility: str | None = None,
    by: User,
    **further: Unpack[Further],
) -> Annotation:
    """Begin a thread on a claim, on an article as a whole, or on a place in a text of `workspace`.

    Raises ValidationError naming the field.
    """
    if claim is not None:
        require(rules.may_write(by, claim), WRITES_NOT)
        ground: dict[str, Any] = {"claim": claim, "workspace": claim.workspace}
    elif article is not None:
        require(rules.may_write(by, article), WRITES_NOT)
        ground = {"article": article, "workspace": article.workspace}
    elif place is not None and workspace is not None:
        require(may_record(by, workspace.pk), WRITES_NOT)
        passage = passage_for(place, workspace_id=workspace.pk, by=by)
        ground = {"passage": passage, "workspace": workspace}
    else:
        raise ValidationError({"passage": "Say which words or which claim the note is about."})
    note = Annotation(body=body, created_by=by, **further, **ground)
    note.visibility = visibility or starting_visibility(by, note.workspace_id)
    return _add(note, "note.written", by=by)


@transaction.atomic
def reply(
    parent: Annotation,
    body: str = "",
    *,
    visibility: str | None = None,
    by: User,
    **further: Unpack[Further],
) -> Annotation:
    """Answer a note. An answer is seen by no more people than what it answers."""
    parent = locked(parent, None)
    require(rules.may_reply(by, parent), "You may answer only notes that you see.")
    usual = starting_visibility(by, parent.workspace_id)
    further.setdefault("motivation", Motivation.REPLYING)
    note = Annotation(
        workspace=parent.workspace,
        passage=parent.passage,
        article=parent.article,
        claim=parent.claim,
        parent=parent,
        root_id=parent.root_id or parent.pk,
        body=body,
        visibility=visibility or narrower(usual, parent.visibility),
        created_by=by,
        **further,
    )
    return _add(note, "note.answered", by=by)


def _add(note: Annotation, action: str, *, by: User) -> Annotation:
    tidy(note)
    if note.visibility == Visibility.PUBLIC:
        require(may_publish(by, note.workspace_id), "Only an editor shows a note to everyone.")
    refuse_wider_than_parent(note, note.visibility)
    if must_wait(note, by):
        note.state = State.PENDING
    note.save()
    keep_mentions(note)
    grounds = ("claim", "article", "passage", "parent")
    about = {name: getattr(note, f"{name}_id") for name in grounds}
    record(action, note, by=by, **about)
    return note
