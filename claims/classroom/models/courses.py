"""A course, and who teaches and who studies in it."""

from django.conf import settings
from django.db import models

from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted

from ..querysets import CourseQuerySet, EnrolmentQuerySet


class Course(Counted):
    """A class that works together for a term. Only its teachers and its students see it."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    code = models.CharField(max_length=9, unique=True, help_text="What students join with.")
    takes_students = models.BooleanField(default=True, db_default=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="a_course_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """Part of a course that meets on its own."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="sections")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["course", "name"], name="one_section_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Enrolment(Counted):
    """Someone in a course: a teacher, or a student by the name they chose.

    A student's account opens nothing but the class (`User.is_confined`). `owner` is the account
    with which the same person signs in elsewhere, where there is one. The resume code is shown
    once; its digest is kept.
    """

    class Role(models.TextChoices):
        TEACHER = "teacher"
        STUDENT = "student"

    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=7, choices=Role, default=Role.STUDENT)
    name = models.CharField(max_length=60, blank=True, help_text="What the class calls them.")
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, related_name="enrolments"
    )
    resume_digest = models.CharField(max_length=64, blank=True, db_index=True)
    left_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="nobody_joins_a_course_twice"),
            models.CheckConstraint(
                condition=models.Q(role="teacher")
                | models.Q(erased_at__isnull=False)
                | ~models.Q(name=""),
                name="a_student_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.user)

    @property
    def workspace_id(self) -> int:
        """Its events stand in the history of the course's workspace."""
        return self.course.workspace_id
