"""What every change of a note does: lock it, check it, keep what it said, find who it names."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower

from provenance.accounts.models import User, Visibility
from provenance.accounts.roles import Role, wider
from provenance.accounts.rules import role_in

from ..mentions import usernames_in
from ..models import WORDLESS, Annotation, AnnotationRevision, State

LONGEST = 20_000
MOST_TAGS = 50
# Characters of JSON; selectors and the like of other programs, not a store for files.
LARGEST_OUTSIDE = 64_000
FROM_ELSEWHERE = {"workspace", "created_by", "passage", "article", "claim", "parent", "root"}


def locked(note: Annotation, version: int | None) -> Annotation:
    """The note as it is now with what it stands on; Stale if it is not at `version`."""
    row: Annotation = Annotation.objects.with_ground().locked(note.pk, version)
    return row


def tidy(note: Annotation) -> None:
    """Tidy and check a note's own fields. Raises ValidationError naming the field."""
    note.body = note.body.strip()
    note.tags = list(dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in note.tags))))
    if not (note.body or note.tags or note.motivation in WORDLESS):
        raise ValidationError({"body": "Write something."})
    if len(note.body) > LONGEST:
        raise ValidationError({"body": f"Write at most {LONGEST} characters in one note."})
    if len(note.tags) > MOST_TAGS:
        raise ValidationError({"tags": f"Give at most {MOST_TAGS} tags."})
    note.clean_fields(exclude=FROM_ELSEWHERE | {"body", "promoted_claim", "outside"})
    _check_outside(note.outside)


def refuse_wider_than_parent(note: Annotation, visibility: str) -> None:
    """An answer is seen by no more people than what it answers. Raises ValidationError."""
    if note.parent is not None and wider(visibility, note.parent.visibility):
        raise ValidationError(
            {"visibility": "An answer is seen by no more people than what it answers."}
        )


def narrower(one: str, other: str) -> str:
    """Of two levels that which fewer people see."""
    return other if wider(one, other) else one


def must_wait(note: Annotation, by: User) -> bool:
    """Whether a moderator reads what `by` shares here before the others do."""
    return (
        note.visibility != Visibility.ME
        and note.workspace.notes_wait
        and role_in(by, note.workspace_id) == Role.STUDENT
    )


def state_after_change(note: Annotation, by: User) -> str:
    """The state of a note whose words were changed or are shown more widely.

    What was denied may be judged anew, and what was approved is not what stands there now.
    """
    again = note.state == State.DENIED and note.visibility != Visibility.ME
    changed = note.state == State.APPROVED and must_wait(note, by)
    return State.PENDING if again or changed else note.state


def keep_mentions(note: Annotation) -> None:
    """Note which members of the workspace the words of a stored note name.

    Names of people who do not belong to it are words like any other, so that nobody finds out
    by writing a note who has an account.
    """
    names = usernames_in(note.body)
    if names or note.version > 1:
        members = User.objects.filter(memberships__workspace=note.workspace_id, is_active=True)
        note.mentions.set(members.alias(called=Lower("username")).filter(called__in=names))


def revision_of(note: Annotation, by: User, **further: Any) -> AnnotationRevision:
    """What the note says now, to be saved before `by` changes it."""
    return AnnotationRevision(
        annotation=note,
        version=note.version,
        body=note.body,
        tags=list(note.tags),
        motivation=note.motivation,
        visibility=note.visibility,
        state=note.state,
        outside=note.outside,
        edited_by=by,
        **further,
    )


def _check_outside(outside: Any) -> None:
    if not isinstance(outside, dict) or len(json.dumps(outside)) > LARGEST_OUTSIDE:
        raise ValidationError(
            {"outside": f"Send at most {LARGEST_OUTSIDE} characters beside the note itself."}
        )
