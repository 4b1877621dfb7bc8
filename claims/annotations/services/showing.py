"""Saying who sees a note."""

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import User, Visibility
from provenance.accounts.roles import wider
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Annotation
from ..querysets import AnnotationQuerySet
from ._keeping import locked, refuse_wider_than_parent, revision_of, state_after_change


@transaction.atomic
def show_note(
    note: Annotation, visibility: str, *, version: int | None = None, by: User
) -> Annotation:
    """Say who sees a note. Answers that would be seen by more people than it follow it."""
    note = locked(note, version)
    if visibility not in Visibility.values:
        raise ValidationError({"visibility": f"Choose one of {', '.join(Visibility.values)}."})
    require(
        rules.may_show(by, note, visibility),
        "Only its author says who sees a note, and an editor what everyone sees.",
    )
    if visibility == note.visibility:
        return note
    refuse_wider_than_parent(note, visibility)
    below = _below(note)
    if visibility == Visibility.ME and below.exclude(created_by=by).exists():
        raise NotNow("Others have answered this note; hiding it would hide their words.")
    revision_of(note, by).save()
    before, note.visibility = note.visibility, visibility
    note.state = state_after_change(note, by)
    note.touch()
    too_wide = [level for level in Visibility if wider(level, visibility)]
    followed = below.filter(visibility__in=too_wide).change(visibility=visibility)
    record("note.shown", note, by=by, before=before, after=visibility, answers=followed)
    return note


def _below(note: Annotation) -> AnnotationQuerySet:
    """The answers to a note and the answers to those."""
    thread = Annotation.objects.filter(root=note.root_id or note.pk)
    found, level = {note.pk}, {note.pk}
    parents = dict(thread.values_list("id", "parent_id"))
    while level := {one for one, above in parents.items() if above in level} - found:
        found |= level
    return Annotation.objects.filter(pk__in=found - {note.pk}, deleted_at=None)
