"""What a student may ask for: all that is kept (see `exporting.py`), and to be forgotten."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import record

from .. import rules
from ..exporting import data_of
from ..models import Answer, Enrolment, HandIn, HintOpened, Part, Submission


@transaction.atomic
def export_student(enrolment: Enrolment, *, by: User) -> dict[str, Any]:
    """Everything that is kept of a student. That it was asked for is remembered."""
    said = "Only you or your teacher read all that is kept of you."
    require(rules.may_read_data_of(by, enrolment), said)
    record("course.student_exported", enrolment.course, by=by, enrolment=enrolment.pk)
    return data_of(enrolment, to=by)


@transaction.atomic
def erase_student(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Forget a student: their name, their code and what they wrote alone.

    Grades and remarks hang on what was handed in, and go with it.
    What a group wrote together stays with the group, without the name. The history keeps that
    someone joined and was erased; it never knew who.
    """
    enrolment = Enrolment.objects.locked(enrolment.pk)
    mine = enrolment.user_id == by.pk
    require(mine or rules.may_teach(by, enrolment.course), "Only you or your teacher erase this.")
    if enrolment.erased_at is not None:
        return enrolment
    now = timezone.now()
    alone = list(_alone(enrolment).values_list("pk", flat=True))
    for rows in (Answer.objects, HandIn.objects, HintOpened.objects):
        rows.filter(submission__in=alone).delete()
    Submission.objects.filter(pk__in=alone).update(reason="")
    enrolment.parts.filter(left_at=None).update(left_at=now)
    enrolment.name, enrolment.resume_digest, enrolment.owner = "", "", None
    enrolment.erased_at, enrolment.left_at = now, enrolment.left_at or now
    enrolment.touch()
    record("course.student_erased", enrolment.course, by=by, enrolment=enrolment.pk)
    return enrolment


def _alone(enrolment: Enrolment) -> models.QuerySet[Submission]:
    """Submissions in which nobody else ever had a part."""
    mine = Submission.objects.filter(parts__enrolment=enrolment)
    return mine.exclude(parts__in=_parts_of_others(enrolment))


def _parts_of_others(enrolment: Enrolment) -> models.QuerySet[Part]:
    return Part.objects.filter(assignment__course=enrolment.course_id).exclude(enrolment=enrolment)
