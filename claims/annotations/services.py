"""Everything that changes notes. Earlier wordings are kept, and nothing is ever lost."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from claims.records.models import Claim
from claims.records.places import Place, passage_for
from claims.records.rules import starting_visibility
from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.roles import wider
from provenance.accounts.rules import NotNow, may_publish, may_record, require
from provenance.audit.services import record

from . import rules
from .models import Annotation, AnnotationRevision

LONGEST = 20_000
ONLY_ITS_AUTHOR = "Only its author changes a note."


@transaction.atomic
def write_note(
    body: str,
    *,
    claim: Claim | None = None,
    place: Place | None = None,
    workspace: Workspace | None = None,
    tags: Sequence[str] = (),
    visibility: str | None = None,
    by: User,
) -> Annotation:
    """Begin a thread on a claim, or on a place in a text of `workspace`.

    Raises ValidationError naming the field.
    """
    if claim is not None:
        require(rules.may_write(by, claim), "Readers write no notes here.")
        ground = {"claim": claim, "workspace_id": claim.workspace_id}
    elif place is not None and workspace is not None:
        require(may_record(by, workspace.pk), "Readers write no notes here.")
        passage = passage_for(place, workspace_id=workspace.pk, by=by)
        ground = {"passage": passage, "workspace_id": workspace.pk}
    else:
        raise ValidationError({"passage": "Say which words or which claim the note is about."})
    note = Annotation(body=body, tags=tags, created_by=by, **ground)
    note.visibility = visibility or starting_visibility(by, note.workspace_id)
    return _add(note, "note.written", by=by)


@transaction.atomic
def reply(
    parent: Annotation,
    body: str,
    *,
    tags: Sequence[str] = (),
    visibility: str | None = None,
    by: User,
) -> Annotation:
    """Answer a note. An answer is seen by no more people than what it answers."""
    parent = _locked(parent, None)
    require(rules.may_reply(by, parent), "You may answer only notes that you see.")
    usual = starting_visibility(by, parent.workspace_id)
    note = Annotation(
        workspace_id=parent.workspace_id,
        passage=parent.passage,
        claim=parent.claim,
        parent=parent,
        root_id=parent.root_id or parent.pk,
        body=body,
        tags=tags,
        visibility=visibility or _narrower(usual, parent.visibility),
        created_by=by,
    )
    return _add(note, "note.answered", by=by)


@transaction.atomic
def edit_note(
    note: Annotation,
    *,
    body: str | None = None,
    tags: Sequence[str] | None = None,
    version: int | None = None,
    by: User,
) -> Annotation:
    """Reword a note; the wording before is kept."""
    note = _locked(note, version)
    require(rules.may_edit(by, note), ONLY_ITS_AUTHOR)
    before = (note.body, list(note.tags))
    revision = _revision(note, by)
    note.body = note.body if body is None else body
    note.tags = note.tags if tags is None else list(tags)
    _check(note)
    if (note.body, note.tags) == before:
        return note
    revision.save()
    note.touch()
    record("note.edited", note, by=by, revision=revision.pk)
    return note


@transaction.atomic
def delete_note(note: Annotation, *, version: int | None = None, by: User) -> Annotation:
    """Take a note out of sight; the answers to it stay, under a note shown as deleted."""
    note = _locked(note, version)
    require(rules.may_delete(by, note), "Only its author or an editor deletes a note.")
    note.deleted_at = timezone.now()
    note.touch()
    record("note.deleted", note, by=by)
    return note


@transaction.atomic
def restore_note(note: Annotation, *, by: User) -> Annotation:
    """Bring a deleted note back."""
    note = _locked(note, None)
    require(rules.may_restore(by, note), "Only its author or an editor restores a note.")
    if note.deleted_at is None:
        return note
    note.deleted_at = None
    note.touch()
    record("note.restored", note, by=by)
    return note


@transaction.atomic
def show_note(
    note: Annotation, visibility: str, *, version: int | None = None, by: User
) -> Annotation:
    """Say who sees a note. Answers that would be seen by more people than it follow it."""
    note = _locked(note, version)
    if visibility not in Visibility.values:
        raise ValidationError({"visibility": f"Choose one of {', '.join(Visibility.values)}."})
    require(
        rules.may_show(by, note, visibility),
        "Only its author says who sees a note, and an editor what everyone sees.",
    )
    if visibility == note.visibility:
        return note
    _refuse_wider_than_parent(note, visibility)
    below = _below(note)
    if visibility == Visibility.ME and below.exclude(created_by=by).exists():
        raise NotNow("Others have answered this note; hiding it would hide their words.")
    revision = _revision(note, by)
    revision.save()
    before, note.visibility = note.visibility, visibility
    note.touch()
    too_wide = [level for level in Visibility if wider(level, visibility)]
    followed = below.filter(visibility__in=too_wide).update(visibility=visibility)
    record("note.shown", note, by=by, before=before, after=visibility, answers=followed)
    return note


def _add(note: Annotation, action: str, *, by: User) -> Annotation:
    _check(note)
    if note.visibility == Visibility.PUBLIC:
        require(may_publish(by, note.workspace_id), "Only an editor shows a note to everyone.")
    _refuse_wider_than_parent(note, note.visibility)
    note.save()
    about = {"claim": note.claim_id, "passage": note.passage_id, "parent": note.parent_id}
    record(action, note, by=by, **about)
    return note


def _check(note: Annotation) -> None:
    note.body = note.body.strip()
    note.tags = list(dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in note.tags))))
    if not note.body:
        raise ValidationError({"body": "Write something."})
    if len(note.body) > LONGEST:
        raise ValidationError({"body": f"Write at most {LONGEST} characters in one note."})
    note.clean_fields(
        exclude={"workspace", "created_by", "passage", "claim", "parent", "root", "body"}
    )


def _refuse_wider_than_parent(note: Annotation, visibility: str) -> None:
    if note.parent is not None and wider(visibility, note.parent.visibility):
        raise ValidationError(
            {"visibility": "An answer is seen by no more people than what it answers."}
        )


def _below(note: Annotation) -> QuerySet[Annotation]:
    """The answers to a note and the answers to those."""
    thread = Annotation.objects.filter(root=note.root_id or note.pk)
    found, level = {note.pk}, {note.pk}
    parents = dict(thread.values_list("id", "parent_id"))
    while level := {one for one, above in parents.items() if above in level} - found:
        found |= level
    return Annotation.objects.filter(pk__in=found - {note.pk}, deleted_at=None)


def _locked(note: Annotation, version: int | None) -> Annotation:
    row: Annotation = Annotation.objects.with_ground().locked(note.pk, version)
    return row


def _revision(note: Annotation, by: User) -> AnnotationRevision:
    return AnnotationRevision(
        annotation=note,
        version=note.version,
        body=note.body,
        tags=list(note.tags),
        visibility=note.visibility,
        edited_by=by,
    )


def _narrower(one: str, other: str) -> str:
    return other if wider(one, other) else one
