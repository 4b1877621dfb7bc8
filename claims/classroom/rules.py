"""Who may do what in a class. Pure questions, asked by services, pages and the API alike.

A course is seen by its teachers and its students, and by nobody else: not by other members of its
workspace, nor by its owners, who can join the teachers, which is recorded.
"""

from typing import Any

from provenance.accounts.models import User
from provenance.accounts.roles import TEACHES, Role
from provenance.accounts.rules import role_in

from .models import Enrolment
from .workflow import WRITABLE, Stage, State


def may_open_course(user: Any, workspace_id: int) -> bool:
    """Make a course: teachers and owners of the workspace."""
    return role_in(user, workspace_id) in TEACHES


def may_take_over(user: Any, course: Any) -> bool:
    """Join the teachers of a course without being asked: owners, for when its teacher is gone."""
    return role_in(user, course.workspace_id) == Role.OWNER


def place_of(user: Any, course: Any) -> Enrolment | None:
    """The person's own place in a course; None for those who have none, or who left."""
    if not isinstance(user, User) or not user.is_active:
        return None
    found: Enrolment | None = Enrolment.objects.present().filter(course=course, user=user).first()
    return found


def may_teach(user: Any, course: Any) -> bool:
    """Everything about a course: its teachers, as long as they teach in its workspace."""
    if course.deleted_at is not None:
        return False
    place = place_of(user, course) if may_open_course(user, course.workspace_id) else None
    return place is not None and place.role == Enrolment.Role.TEACHER


def may_study(user: Any, course: Any) -> bool:
    """Take part as a student."""
    place = place_of(user, course) if course.deleted_at is None else None
    return place is not None and place.role == Enrolment.Role.STUDENT


def may_see_assignment(user: Any, assignment: Any) -> bool:
    """Students see what was given; teachers all."""
    if may_teach(user, assignment.course):
        return True
    return assignment.stage != Stage.DRAFT and may_study(user, assignment.course)


def is_in(user: Any, submission: Any) -> bool:
    """Whether it is this person's own work, or their group's."""
    if not isinstance(user, User) or not user.is_active:
        return False
    here = submission.parts.filter(left_at=None, enrolment__left_at=None, enrolment__user=user)
    return bool(here.exists())


def may_see_work(user: Any, submission: Any) -> bool:
    """One's own work, and the course's teachers."""
    return is_in(user, submission) or may_teach(user, submission.assignment.course)


def may_write(user: Any, submission: Any) -> bool:
    """Answer, open hints, hand in: those whose work it is, while it is open."""
    open_ = submission.assignment.stage == Stage.GIVEN or submission.state == State.RETURNED
    return open_ and submission.state in WRITABLE and is_in(user, submission)


def may_see_key(user: Any, assignment: Any) -> bool:
    """What the professionals and the class found: teachers always, students from the reveal on.

    Then the work of all is collected, so that nobody reads it and goes on writing.
    """
    if may_teach(user, assignment.course):
        return True
    return assignment.stage == Stage.REVEALED and may_study(user, assignment.course)


def may_grade(user: Any, submission: Any) -> bool:
    """Points, remarks and their release: the course's teachers."""
    return may_teach(user, submission.assignment.course)


def may_see_grade(user: Any, grade: Any) -> bool:
    """Whoever may grade; those whose work it is once it is released."""
    submission = grade.hand_in.submission
    if submission.assignment.deleted_at is not None:
        return False
    released = grade.released_at is not None and is_in(user, submission)
    return released or may_grade(user, submission)


def may_read_data_of(user: Any, enrolment: Any) -> bool:
    """Everything that is kept of a student: they themselves, also after they left; teachers."""
    mine = isinstance(user, User) and user.is_active and user.pk == enrolment.user_id
    return mine or may_teach(user, enrolment.course)
