"""What a student finds in the class: courses, what is asked in them, and how far one is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from provenance.accounts.models import User

from .models import Assignment, Course, Enrolment, HandIn, Part, Submission
from .workflow import WRITABLE, Stage


@dataclass(frozen=True)
class Lesson:
    """An assignment, and one's work on it, if it was begun."""

    assignment: Assignment
    work: Submission | None
    is_graded: bool = False  # Points or remarks were given out.

    @property
    def is_open(self) -> bool:
        """Whether there is something to do."""
        if self.work is not None and self.work.state == "returned":
            return True
        open_ = self.assignment.stage == Stage.GIVEN
        return open_ and (self.work is None or self.work.state in WRITABLE)

    @property
    def is_revealed(self) -> bool:
        """Whether what the professionals found can be looked at."""
        return self.assignment.stage == Stage.REVEALED

    @property
    def is_late(self) -> bool:
        """Whether it should have been handed in by now."""
        due: datetime | None = self.assignment.due_at
        return self.is_open and due is not None and due < timezone.now()


@dataclass(frozen=True)
class Attended:
    """One's place in a course, with what is to be done first and then the rest."""

    place: Enrolment
    teachers: list[str]
    lessons: list[Lesson]

    @property
    def course(self) -> Course:
        """The course."""
        return self.place.course


def attended(user: User) -> list[Attended]:
    """The courses in which someone studies, the newest first. Five queries."""
    places = list(
        Enrolment.objects.present()
        .students()
        .filter(user=user, course__deleted_at=None)
        .select_related("course__workspace")
        .order_by("-pk")
    )
    courses = [place.course_id for place in places]
    teachers, lessons = _teachers(courses), _lessons(courses, places)
    return [
        Attended(place, teachers[place.course_id], sorted(lessons[place.course_id], key=_urgency))
        for place in places
    ]


def _teachers(courses: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Enrolment.objects.present().teachers().filter(course__in=courses)
    for row in rows.select_related("user").order_by("pk"):
        found[row.course_id].append(str(row.user))
    return found


def _lessons(courses: list[int], places: list[Enrolment]) -> dict[int, list[Lesson]]:
    found: dict[int, list[Lesson]] = defaultdict(list)
    parts = Part.objects.filter(enrolment__in=[one.pk for one in places], left_at=None)
    works = {part.assignment_id: part.submission for part in parts.select_related("submission")}
    graded = HandIn.objects.filter(submission__in=parts.values("submission"))
    out = set(graded.exclude(grade__released_at=None).values_list("submission", flat=True))
    given = Assignment.objects.filter(course__in=courses, deleted_at=None)
    for row in given.exclude(stage=Stage.DRAFT).defer("tasks", "glossary").order_by("-given_at"):
        work = works.get(row.pk)
        found[row.course_id].append(Lesson(row, work, work is not None and work.pk in out))
    return found


def _urgency(lesson: Lesson) -> tuple[Any, ...]:
    """What is open comes first, and of that what is due first."""
    due = lesson.assignment.due_at
    return not lesson.is_open, due is None, due.timestamp() if due else 0
