"""What students do with an assignment, and sending it back to them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale, require
from provenance.audit.services import record

from .. import rules
from ..answers import clean_body, is_empty
from ..models import Answer, AnswerVersion, Assignment, Enrolment, HintOpened, Part, Submission
from ..tasks import Task, tasks_of
from ..workflow import WRITABLE, Stage, state_after
from ._collecting import collect
from ._locking import locked_work, refuse_archived
from .assigning import texts_of

NOT_YOURS = "Only those whose work it is write in it."


@transaction.atomic
def begin_work(assignment: Assignment, *, by: User) -> Submission:
    """One's own work on an assignment; the same one when it was begun already."""
    place = rules.place_of(by, assignment.course)
    studies = place is not None and place.role == Enrolment.Role.STUDENT
    require(studies, "Only students of this course work on it.")
    assert place is not None
    place = Enrolment.objects.select_for_update().get(pk=place.pk)
    assignment = Assignment.objects.select_related("course").get(pk=assignment.pk)
    mine = Submission.objects.of(by).filter(assignment=assignment).first()
    if mine is not None:
        return mine  # type: ignore[no-any-return]
    refuse_archived(assignment.course)
    if assignment.stage != Stage.GIVEN or assignment.deleted_at is not None:
        raise NotNow(f"This assignment is {assignment.get_stage_display()}.")
    work = Submission.objects.create(assignment=assignment, created_by=by)
    Part.objects.create(submission=work, assignment=assignment, enrolment=place)
    record("work.begun", work, by=by, assignment=assignment.pk)
    return work


@transaction.atomic
def save_answer(
    submission: Submission, task: str, body: Any, *, revision: int | None = None, by: User
) -> Answer:
    """Keep what was written in answer to a task. Each save is kept beside those before it.

    `revision` is the one the page had read (0 for none); Stale where another page saved something
    else in the meantime, and then nothing is overwritten. The same words again change nothing.
    """
    submission = _writing(submission, by)
    asked, ground = _asked(submission, task)
    body = clean_body(asked.kind, body, ground)
    Answer.objects.get_or_create(submission=submission, task=task)
    answer: Answer = Answer.objects.select_for_update().get(submission=submission, task=task)
    if body == answer.body:
        return answer
    if revision is not None and revision != answer.revision:
        raise Stale("This answer was saved from another page in the meantime.")
    answer.body, answer.saved_by = body, by
    answer.revision += 1
    answer.save()
    AnswerVersion.objects.create(answer=answer, revision=answer.revision, body=body, saved_by=by)
    return answer


@transaction.atomic
def open_hint(submission: Submission, task: str, *, by: User) -> HintOpened:
    """Open the next hint of a task; the teacher sees how many were opened."""
    submission = _writing(submission, by)
    asked, _ = _asked(submission, task)
    number = HintOpened.objects.filter(submission=submission, task=task).count() + 1
    if number > len(asked.hints):
        raise NotNow("There are no more hints.")
    opened = HintOpened.objects.create(submission=submission, task=task, number=number, by=by)
    record("work.hint_opened", submission, by=by, task=task, number=number)
    return opened


@transaction.atomic
def hand_in(submission: Submission, *, version: int | None = None, by: User) -> Submission:
    """Hand the work in. From then on the teacher reads it."""
    submission = _writing(submission, by, version)
    if all(is_empty(answer.body) for answer in submission.answers.all()):
        raise ValidationError("Nothing is answered yet.")
    collect(submission, by=by)
    return submission


@transaction.atomic
def take_back_work(submission: Submission, *, version: int | None = None, by: User) -> Submission:
    """Go on with work that was handed in, where the assignment allows another attempt."""
    submission = locked_work(submission, version)
    require(rules.is_in(by, submission), NOT_YOURS)
    assignment = submission.assignment
    if assignment.stage != Stage.GIVEN:
        raise NotNow(f"This assignment is {assignment.get_stage_display()}.")
    if submission.attempt >= assignment.attempts:
        raise NotNow("You have no attempt left. Ask your teacher to return it.")
    return _again(submission, "take_back", by=by)


@transaction.atomic
def return_work(
    submission: Submission, reason: str, *, version: int | None = None, by: User
) -> Submission:
    """Send work back for another try, with a word on what to look at."""
    submission = locked_work(submission, version)
    require(rules.may_teach(by, submission.assignment.course), "Only its teachers return work.")
    if not reason.strip():
        raise ValidationError({"reason": "Say what to look at again."})
    submission.reason = reason.strip()
    return _again(submission, "return", by=by)


def _again(submission: Submission, step: str, *, by: User) -> Submission:
    refuse_archived(submission.assignment.course)
    before, submission.state = submission.state, state_after(submission.state, step)
    submission.attempt += 1
    submission.touch()
    record(f"work.{step}", submission, by=by, before=before, after=submission.state)
    return submission


def _writing(submission: Submission, by: User, version: int | None = None) -> Submission:
    """The work, locked, if this person may write now: 403 for others, 409 at the wrong moment.

    The reveal locks it too, so that what is saved comes before it or not at all.
    """
    submission = locked_work(submission, version)
    require(rules.is_in(by, submission), NOT_YOURS)
    refuse_archived(submission.assignment.course)
    if submission.state not in WRITABLE:
        raise NotNow(f"This work is {submission.get_state_display()}.")
    if not rules.may_write(by, submission):
        raise NotNow(f"This assignment is {submission.assignment.get_stage_display()}.")
    return submission


def _asked(submission: Submission, task: str) -> tuple[Task, Any]:
    assignment = submission.assignment
    asked = {one.id: one for one in tasks_of(assignment.tasks)}.get(task)
    if asked is None:
        raise ValidationError({"task": "This assignment has no such task."})
    lengths = [text.characters for text in texts_of(assignment)]
    scale = assignment.scale
    ratings = [rating.slug for rating in scale.ratings.all()] if scale else []
    return asked, asked.ground(lengths, ratings)
