"""Opening a course, its code, its teachers, and the end of its term."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.accounts.secrets import new_code
from provenance.audit.services import record

from .. import rules
from ..models import Course, Enrolment
from ._locking import running_course, taught_course

MAY_NOT_OPEN = "Teachers and owners open courses here."


@transaction.atomic
def open_course(workspace: Workspace, title: str, *, by: User) -> Course:
    """Open a course; whoever opens it teaches it. Raises ValidationError naming the field."""
    require(rules.may_open_course(by, workspace.pk), MAY_NOT_OPEN)
    course = Course(workspace=workspace, title=_title(title), code=new_code(2), created_by=by)
    course.save()
    Enrolment.objects.create(course=course, user=by, role=Enrolment.Role.TEACHER, created_by=by)
    record("course.opened", course, by=by, title=course.title)
    return course


@transaction.atomic
def edit_course(
    course: Course,
    *,
    title: str | None = None,
    takes_students: bool | None = None,
    version: int | None = None,
    by: User,
) -> Course:
    """Rename it, or say whether new students may join. None leaves a field as it is."""
    course = running_course(course, version, by=by)
    wanted = {"title": title and _title(title), "takes_students": takes_students}
    changed = {
        name: value
        for name, value in wanted.items()
        if value is not None and value != getattr(course, name)
    }
    if changed:
        before = {name: getattr(course, name) for name in changed}
        for name, value in changed.items():
            setattr(course, name, value)
        course.touch()
        record("course.edited", course, by=by, before=before, after=changed)
    return course


@transaction.atomic
def renew_code(course: Course, *, by: User) -> Course:
    """Give it another code to join with; the old one and its link lead nowhere from now on."""
    course = running_course(course, by=by)
    course.code = new_code(2)
    course.touch()
    record("course.code_renewed", course, by=by)
    return course


@transaction.atomic
def add_teacher(course: Course, teacher: User, *, by: User) -> Enrolment:
    """Let someone who may teach in the workspace teach this course too."""
    course = running_course(course, by=by)
    if not rules.may_open_course(teacher, course.workspace_id):
        raise ValidationError({"teacher": "Only teachers and owners of the workspace teach here."})
    return let_teach(course, teacher, by=by)


@transaction.atomic
def take_over_course(course: Course, *, by: User) -> Enrolment:
    """Join the teachers of a course whose teachers are gone, as an owner of its workspace."""
    course = Course.objects.locked(course.pk)
    require(rules.may_take_over(by, course), "Only an owner of the workspace takes a course over.")
    if not Course.objects.orphaned().filter(pk=course.pk).exists():
        raise NotNow("This course has a teacher. Ask to be added.")
    return let_teach(course, by, by=by)


@transaction.atomic
def remove_teacher(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Let someone teach this course no longer; one teacher stays."""
    course = taught_course(enrolment.course, by=by)
    others = course.enrolments.present().teachers().exclude(pk=enrolment.pk)
    if not others.exists():
        raise NotNow("This is the only teacher. Add another one first.")
    return _leave(enrolment, by=by)


@transaction.atomic
def archive_course(course: Course, *, by: User) -> Course:
    """End its term: everything stays to be read, nothing changes any more."""
    course = running_course(course, by=by)
    course.archived_at = timezone.now()
    course.touch()
    record("course.archived", course, by=by)
    return course


@transaction.atomic
def reopen_course(course: Course, *, by: User) -> Course:
    """Bring an archived course back."""
    course = taught_course(course, by=by)
    if course.archived_at is not None:
        course.archived_at = None
        course.touch()
        record("course.reopened", course, by=by)
    return course


def let_teach(course: Course, teacher: User, *, by: User) -> Enrolment:
    """A place among the teachers; whoever calls locked the course and asked who may."""
    place, made = Enrolment.objects.get_or_create(
        course=course,
        user=teacher,
        defaults={"role": Enrolment.Role.TEACHER, "created_by": by},
    )
    if made or place.left_at is not None:
        place.left_at = None
        place.save(update_fields=["left_at"])
        record("course.teacher_added", course, by=by, user=teacher.pk)
    return place


def _leave(enrolment: Enrolment, *, by: User) -> Enrolment:
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if enrolment.left_at is None:
        enrolment.left_at = timezone.now()
        enrolment.touch()
        record("course.teacher_removed", enrolment.course, by=by, user=enrolment.user_id)
    return enrolment


def _title(typed: str) -> str:
    title = " ".join(typed.split())
    if not title or len(title) > 120:
        raise ValidationError({"title": "Give it a title of at most 120 characters."})
    return title
