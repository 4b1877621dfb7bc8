"""Making an assignment, giving it to the class, and revealing what the professionals found."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.records.reading import appearances_of
from claims.reviews.models import Scale
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow
from provenance.audit.services import record
from provenance.sources.models import Snapshot

from ..keys import key_of, marks_on
from ..models import Answer, Assignment, Course, Key, Material, Submission
from ..tasks import clean_tasks
from ..workflow import State, stage_after
from ._collecting import collect
from ._locking import running_course, taught_assignment

MOST_TEXTS = 6
TOLD = {"title": 120, "intro": 10_000, "reading_level": 60}  # Field -> most characters.


class Words(TypedDict, total=False):
    """What may be said about an assignment; what is left out stays as it is."""

    title: str
    intro: str
    tasks: Sequence[Mapping[str, Any]]
    glossary: Mapping[str, str]
    reading_level: str
    lesson: str
    how: str
    attempts: int
    due_at: datetime | None


@transaction.atomic
def make_assignment(
    course: Course,
    *,
    snapshots: Sequence[Snapshot] = (),
    claim: Claim | None = None,
    found: Mapping[str, Any] | None = None,
    by: User,
    **words: Unpack[Words],
) -> Assignment:
    """Put an assignment together, for the teachers alone until it is given.

    With a claim and no texts, the text in which it was first seen. `found` is what was found
    elsewhere about a claim that is none of ours, in the shape of `keys.py`. Everything has to be
    visible to the teacher. Raises ValidationError naming the field.
    """
    course = running_course(course, by=by)
    texts = _texts(snapshots, claim, by)
    assignment = Assignment(course=course, created_by=by, scale=_scale(course))
    assignment.statement = claim.statement if claim else (found or {}).get("statement", "")
    words.setdefault("title", assignment.statement[:120])
    _write(assignment, texts, words)
    assignment.save()
    Material.objects.bulk_create(
        Material(assignment=assignment, snapshot=text, position=at) for at, text in enumerate(texts)
    )
    _take(assignment, claim, texts, found, by=by)
    record("assignment.made", assignment, by=by, title=assignment.title, course=course.pk)
    return assignment


@transaction.atomic
def edit_assignment(
    assignment: Assignment, *, version: int | None = None, by: User, **words: Unpack[Words]
) -> Assignment:
    """Change what is asked. A task that someone answered stays, and stays of its kind."""
    assignment = taught_assignment(assignment, version, by=by)
    before = {name: getattr(assignment, name) for name in words}
    kinds = {task["id"]: task["kind"] for task in assignment.tasks}
    _write(assignment, texts_of(assignment), words)
    _refuse_lost_answers(assignment, kinds)
    after = {name: getattr(assignment, name) for name in words}
    changed = sorted(name for name in words if before[name] != after[name])
    if changed:
        assignment.touch()
        record("assignment.edited", assignment, by=by, changed=changed, stage=assignment.stage)
    return assignment


@transaction.atomic
def take_key(assignment: Assignment, *, by: User) -> Key:
    """Take what the professionals found afresh, for instance after they corrected it."""
    assignment = taught_assignment(assignment, by=by)
    if assignment.key.claim is None and assignment.key.body.get("statement"):
        raise NotNow("What was found came with a dossier. Set the newer one as another assignment.")
    key = _take(assignment, assignment.key.claim, texts_of(assignment), by=by)
    assignment.touch()
    record("assignment.key_taken", assignment, by=by)
    return key


@transaction.atomic
def give_assignment(assignment: Assignment, *, version: int | None = None, by: User) -> Assignment:
    """Let the class see it and work on it."""
    assignment = taught_assignment(assignment, version, by=by)
    assignment.given_at = assignment.given_at or timezone.now()
    return _step(assignment, "give", by=by)


@transaction.atomic
def close_assignment(assignment: Assignment, *, version: int | None = None, by: User) -> Assignment:
    """Take no more work for now; what is there stays as it is."""
    return _step(taught_assignment(assignment, version, by=by), "close", by=by)


@transaction.atomic
def reveal_assignment(
    assignment: Assignment, *, version: int | None = None, by: User
) -> Assignment:
    """Show everyone what the class and the professionals found; nobody can unsee it.

    Work that is not handed in is collected as it stands, so that nobody writes on with the key
    in sight.
    """
    assignment = taught_assignment(assignment, version, by=by)
    assignment.revealed_at = timezone.now()
    _step(assignment, "reveal", by=by)
    open_ = Submission.objects.filter(assignment=assignment).exclude(state=State.HANDED_IN)
    for submission in open_.select_for_update(no_key=True).order_by("pk"):
        collect(submission, by=by)
    return assignment


@transaction.atomic
def delete_assignment(
    assignment: Assignment, *, version: int | None = None, by: User
) -> Assignment:
    """Take an assignment out of sight, unless someone worked on it."""
    assignment = taught_assignment(assignment, version, by=by)
    if assignment.submissions.exists():
        raise NotNow("Students worked on it. Close it instead, so that nothing of theirs is lost.")
    assignment.deleted_at = timezone.now()
    assignment.touch()
    record("assignment.deleted", assignment, by=by)
    return assignment


def texts_of(assignment: Assignment) -> list[Snapshot]:
    """Its texts in their order."""
    rows = Material.objects.filter(assignment=assignment).select_related("snapshot__article")
    return [row.snapshot for row in rows.order_by("position")]


def _step(assignment: Assignment, step: str, *, by: User) -> Assignment:
    before, assignment.stage = assignment.stage, stage_after(assignment.stage, step)
    assignment.touch()
    record(f"assignment.{step}", assignment, by=by, before=before, after=assignment.stage)
    return assignment


def _texts(snapshots: Sequence[Snapshot], claim: Claim | None, by: User) -> list[Snapshot]:
    if claim is not None and not Claim.objects.visible_to(by).filter(pk=claim.pk).exists():
        raise ValidationError({"claim": "There is no such claim."})
    wanted = [one.pk for one in snapshots]
    if not wanted and claim is not None:
        wanted = [one.passage.snapshot_id for one in appearances_of(claim, by)[:1]]
    found = Snapshot.objects.visible_to(by).select_related("article").in_bulk(wanted)
    if not wanted or len(set(wanted)) < len(wanted) or set(wanted) - set(found):
        raise ValidationError({"snapshots": "Choose one or more texts that you see."})
    if len(wanted) > MOST_TEXTS:
        raise ValidationError({"snapshots": f"At most {MOST_TEXTS} texts."})
    return [found[pk] for pk in wanted]


def _scale(course: Course) -> Scale | None:
    found: Scale | None = Scale.objects.usable_in(course.workspace_id).first()
    return found


def _write(assignment: Assignment, texts: Sequence[Snapshot], words: Words) -> None:
    lengths = [text.characters for text in texts]
    for name, value in words.items():
        if name in TOLD:
            setattr(assignment, name, _said(name, str(value)))
        elif name == "tasks":
            assignment.tasks = [task.told() for task in clean_tasks(value, lengths)]
        elif name == "glossary":
            assignment.glossary = _glossary(value)
        else:
            setattr(assignment, name, value)
    if not assignment.tasks:
        raise ValidationError({"tasks": "Say what the class is asked."})
    assignment.clean_fields(exclude={"course", "created_by", "scale"})


def _said(name: str, value: str) -> str:
    words = value.replace("\x00", "").strip()
    if len(words) > TOLD[name]:
        raise ValidationError({name: f"Say it in at most {TOLD[name]} characters."})
    return words


def _glossary(given: Any) -> dict[str, str]:
    rows = given if isinstance(given, Mapping) else {}
    words = {str(word).strip()[:60]: str(means).strip()[:500] for word, means in rows.items()}
    if len(words) > 100:
        raise ValidationError({"glossary": "At most 100 words."})
    return {word: means for word, means in words.items() if word and means}


def _refuse_lost_answers(assignment: Assignment, kinds: Mapping[str, str]) -> None:
    now = {task["id"]: task["kind"] for task in assignment.tasks}
    rows = Answer.objects.filter(submission__assignment=assignment).exclude(body={})
    answered = set(rows.values_list("task", flat=True))
    if any(now.get(task) != kinds[task] for task in answered if task in kinds):
        raise NotNow("Students answered a task that would be gone. Change its words instead.")


def _take(
    assignment: Assignment,
    claim: Claim | None,
    texts: Sequence[Snapshot],
    found: Mapping[str, Any] | None = None,
    *,
    by: User,
) -> Key:
    body = key_of(claim, texts, by) if claim else found or {"marks": marks_on(texts, by)}
    values = {"claim": claim, "body": body, "taken_at": timezone.now()}
    key, _ = Key.objects.update_or_create(assignment=assignment, defaults=values)
    return key
