"""Places for people whom the school's own platform names: no code is typed there."""

from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.accounts.services import open_confined_account
from provenance.audit.services import record

from .. import rules
from ..models import Course, Enrolment
from ..names import LONGEST, clean_name, same_name
from ._locking import refuse_archived
from .courses import MAY_NOT_OPEN, let_teach
from .joining import MOST

NAMELESS = "Student"


@transaction.atomic
def admit_student(
    course: Course, *, name: str, user: User | None = None, by: User | None
) -> Enrolment:
    """A place for a student whom the platform names, the same one where there is one already.

    `user` is the account of the classroom that the same person has already, `by` whoever has the
    list read; None where the student opens the door. Who has no name gets a number, and so does a
    name that is taken. Whoever left comes back to what they did; whoever was erased begins anew.
    """
    course = Course.objects.locked(course.pk)
    _refuse_closed(course)
    place: Enrolment | None = course.enrolments.filter(user=user).first() if user else None
    if place is not None and place.erased_at is None:
        return _brought_back(place, by=by)
    if user is None or place is not None:
        user = open_confined_account(by=by)
    here = course.enrolments.present().students().values_list("name", flat=True)
    place = Enrolment(course=course, user=user, name=_free_name(name, list(here)), created_by=user)
    place.save()
    record("course.admitted", course, by=by or user, enrolment=place.pk)
    return place


@transaction.atomic
def dismiss_student(enrolment: Enrolment, *, by: User | None) -> Enrolment:
    """A student is not on the platform's list any more. What they did stays until it is erased."""
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if enrolment.left_at is None and enrolment.role == Enrolment.Role.STUDENT:
        enrolment.left_at, enrolment.resume_digest = timezone.now(), ""
        enrolment.touch()
        enrolment.parts.filter(left_at=None).update(left_at=enrolment.left_at)
        record("course.dismissed", enrolment.course, by=by, enrolment=enrolment.pk)
    return enrolment


@transaction.atomic
def admit_teacher(course: Course, *, by: User) -> Enrolment:
    """A place among the teachers for someone who teaches the same course on the platform."""
    course = Course.objects.locked(course.pk)
    require(rules.may_open_course(by, course.workspace_id), MAY_NOT_OPEN)
    _refuse_closed(course)
    return let_teach(course, by, by=by)


def _refuse_closed(course: Course) -> None:
    if course.deleted_at is not None:
        raise NotNow("This course is not there any more.")
    refuse_archived(course)


def _brought_back(place: Enrolment, *, by: User | None) -> Enrolment:
    if place.left_at is not None:
        place = Enrolment.objects.locked(place.pk)
        place.parts.filter(left_at=place.left_at).update(left_at=None)
        place.left_at = None
        place.touch()
        record("course.admitted", place.course, by=by or place.user, enrolment=place.pk)
    return place


def _free_name(given: str, taken: list[str]) -> str:
    """What the class calls them: the name, with a number where another one has it."""
    if len(taken) >= MOST:
        raise NotNow("This course is full.")
    name = _cleaned(given)
    spelled = [name] if name else []
    numbered = (f"{(name or NAMELESS)[: LONGEST - 5]} {n}" for n in count(2 if name else 1))
    for one in (*spelled, *(next(numbered) for _ in range(len(taken) + 1))):
        if not any(same_name(one, other) for other in taken):
            return one
    raise NotNow("This course is full.")


def _cleaned(given: str) -> str:
    """The name in one line; empty where nothing is left of it."""
    try:
        return clean_name(given[:LONGEST])
    except ValidationError:
        return ""
