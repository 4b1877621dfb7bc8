"""How students come into a course, come back to it, and leave it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.accounts.secrets import as_code, digest, new_code
from provenance.accounts.services import open_confined_account
from provenance.audit.services import record

from .. import rules
from ..models import Course, Enrolment
from ..names import clean_name, same_name
from ._locking import taught_enrolment

NO_SUCH_CODE = "No course takes students with this code. Look at it again, or ask your teacher."
NO_SUCH_RESUME = "Nobody comes back with this code. Look at it again, or ask your teacher."
MOST = 400  # Students of one course; more is someone playing with the code.


@transaction.atomic
def join_course(code: str, *, name: str, by: User | None) -> tuple[Enrolment, str]:
    """Take a place in a course, and get the code to come back with, shown this once.

    `by` is whoever is signed in, if anyone: with an account of the classroom it is the same
    person in one more course; with any other it owns the new account, which opens nothing but
    the class. Joining again gives the place one has, and "" for the code.
    """
    course = Course.objects.select_for_update().filter(code=as_code(code), deleted_at=None).first()
    if course is None or course.archived_at is not None or not course.takes_students:
        raise ValidationError({"code": NO_SUCH_CODE})
    mine = _mine(course, by)
    if mine is not None:
        return mine, ""
    if by is not None and rules.may_teach(by, course):
        raise NotNow("You teach this course.")
    secret, place = new_code(3), Enrolment(course=course, name=_free(course, name))
    place.user = by if by is not None and by.is_confined else open_confined_account(by=by)
    place.owner = None if by is None or by.is_confined else by
    place.created_by, place.resume_digest = place.user, digest(secret)
    place.save()
    record("course.joined", course, by=place.user, enrolment=place.pk)
    return place, secret


@transaction.atomic
def resume_course(secret: str, *, by: User | None) -> Enrolment:
    """The place that a resume code belongs to; the page signs its student in.

    Raises ValidationError naming `secret`.
    """
    found = digest(as_code(secret))
    rows = Enrolment.objects.present().students().select_related("user", "course")
    place: Enrolment | None = rows.filter(resume_digest=found, user__is_active=True).first()
    if place is None:
        raise ValidationError({"secret": NO_SUCH_RESUME})
    record("course.resumed", place.course, by=by or place.user, enrolment=place.pk)
    return place


@transaction.atomic
def renew_resume_code(enrolment: Enrolment, *, by: User) -> str:
    """A new code for a student who lost theirs; the old one is worthless from now on."""
    enrolment = taught_enrolment(enrolment, by=by)
    _only_students(enrolment)
    secret = new_code(3)
    enrolment.resume_digest = digest(secret)
    enrolment.touch()
    record("course.resume_code_renewed", enrolment.course, by=by, enrolment=enrolment.pk)
    return secret


@transaction.atomic
def rename_student(enrolment: Enrolment, name: str, *, by: User) -> Enrolment:
    """Call a student otherwise: the student, or a teacher of the course. No history keeps names."""
    enrolment = Enrolment.objects.locked(enrolment.pk)
    mine = enrolment.user_id == by.pk and enrolment.left_at is None
    require(mine or rules.may_teach(by, enrolment.course), "Only you change your own name.")
    _only_students(enrolment)
    if name.strip() != enrolment.name:
        enrolment.name = _free(enrolment.course, name, but=enrolment.pk)
        enrolment.touch()
        record("course.student_renamed", enrolment.course, by=by, enrolment=enrolment.pk)
    return enrolment


@transaction.atomic
def leave_course(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Stop taking part. What one did stays with the teacher until it is erased."""
    enrolment = Enrolment.objects.locked(enrolment.pk)
    require(enrolment.user_id == by.pk, "Only you leave in your own name.")
    _only_students(enrolment)
    return _go(enrolment, "course.left", by=by)


@transaction.atomic
def remove_student(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Take a student out of the course. What they did stays until it is erased."""
    enrolment = taught_enrolment(enrolment, by=by)
    _only_students(enrolment)
    return _go(enrolment, "course.student_removed", by=by)


def _go(enrolment: Enrolment, action: str, *, by: User) -> Enrolment:
    if enrolment.left_at is None:
        enrolment.left_at, enrolment.resume_digest = timezone.now(), ""
        enrolment.touch()
        enrolment.parts.filter(left_at=None).update(left_at=enrolment.left_at)
        record(action, enrolment.course, by=by, enrolment=enrolment.pk)
    return enrolment


def _mine(course: Course, by: User | None) -> Enrolment | None:
    if by is None:
        return None
    here = course.enrolments.present().students().select_related("user")
    place: Enrolment | None = here.filter(user=by).first() or here.filter(owner=by).first()
    return place


def _free(course: Course, typed: str, but: int | None = None) -> str:
    """The name, if nobody in the course has it. Raises ValidationError naming `name`."""
    name = clean_name(typed)
    others = course.enrolments.present().students().exclude(pk=but)
    taken = list(others.values_list("name", flat=True))
    if len(taken) >= MOST:
        raise NotNow("This course is full.")
    if any(same_name(name, other) for other in taken):
        raise ValidationError(
            {
                "name": "Someone here is called that already. If it is you, come back with your "
                "own code; if not, add a letter."
            }
        )
    return name


def _only_students(enrolment: Enrolment) -> None:
    if enrolment.role != Enrolment.Role.STUDENT:
        raise NotNow("This person teaches the course.")
