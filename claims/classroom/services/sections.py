"""Sections of a course, and who is in which."""

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import User
from provenance.audit.services import record

from ..models import Course, Enrolment, Section
from ._locking import running_course, taught_enrolment


@transaction.atomic
def add_section(course: Course, name: str, *, by: User) -> Section:
    """Add a section. Raises ValidationError naming the field."""
    course = running_course(course, by=by)
    words = " ".join(name.split())
    if not words or len(words) > 60:
        raise ValidationError({"name": "Give the section a name of at most 60 characters."})
    if course.sections.filter(name=words).exists():
        raise ValidationError({"name": "There is a section of this name."})
    section = Section.objects.create(course=course, name=words)
    record("course.section_added", course, by=by, name=words)
    return section


@transaction.atomic
def remove_section(section: Section, *, by: User) -> None:
    """Take a section away; who was in it stays in the course."""
    course = running_course(section.course, by=by)
    record("course.section_removed", course, by=by, name=section.name)
    section.delete()


@transaction.atomic
def move_to_section(enrolment: Enrolment, section: Section | None, *, by: User) -> Enrolment:
    """Put a student into a section of their course, or into none."""
    enrolment = taught_enrolment(enrolment, by=by)
    if section is not None and section.course_id != enrolment.course_id:
        raise ValidationError({"section": "This section belongs to another course."})
    enrolment.section = section
    enrolment.touch()
    record("course.student_moved", enrolment.course, by=by, enrolment=enrolment.pk)
    return enrolment
