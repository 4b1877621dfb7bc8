"""Rows of a class, locked, and asked for as its teacher."""

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require

from .. import rules
from ..models import Assignment, Course, Enrolment, HandIn, Submission

ONLY_TEACHERS = "Only the teachers of this course do that."


def taught_course(course: Course, version: int | None = None, *, by: User) -> Course:
    """The course as it is now, for one of its teachers."""
    row: Course = Course.objects.locked(course.pk, version)
    require(rules.may_teach(by, row), ONLY_TEACHERS)
    return row


def running_course(course: Course, version: int | None = None, *, by: User) -> Course:
    """The same; NotNow where its term is over."""
    row = taught_course(course, version, by=by)
    refuse_archived(row)
    return row


def refuse_archived(course: Course) -> None:
    """Nothing is changed in a course whose term is over."""
    if course.archived_at is not None:
        raise NotNow("This course is archived. Bring it back first.")


def taught_enrolment(enrolment: Enrolment, *, by: User) -> Enrolment:
    """The place of a student who is still there, for a teacher of the course."""
    row: Enrolment = Enrolment.objects.locked(enrolment.pk)
    require(rules.may_teach(by, row.course), ONLY_TEACHERS)
    if row.left_at is not None:
        raise NotNow("This person is not in the course any more.")
    return row


def taught_assignment(
    assignment: Assignment, version: int | None = None, *, by: User
) -> Assignment:
    """The assignment as it is now, for a teacher of a running course."""
    row: Assignment = Assignment.objects.locked(assignment.pk, version)
    require(rules.may_teach(by, row.course), ONLY_TEACHERS)
    if row.deleted_at is not None:
        raise NotNow("This assignment was deleted.")
    refuse_archived(row.course)
    return row


def locked_work(submission: Submission, version: int | None = None) -> Submission:
    """The submission as it is now."""
    row: Submission = Submission.objects.locked(submission.pk, version)
    return row


def taught_hand_in(hand_in: HandIn, *, by: User) -> HandIn:
    """What was handed in, with its work locked, for a teacher of a running course."""
    submission = locked_work(hand_in.submission)
    require(rules.may_grade(by, submission), ONLY_TEACHERS)
    refuse_archived(submission.assignment.course)
    row = HandIn.objects.filter(pk=hand_in.pk).first()
    if row is None:
        raise NotNow("What was handed in there was erased in the meantime.")
    row.submission = submission
    return row
