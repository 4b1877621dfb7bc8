"""A small class for tests: Tom's course, two students, and a claim that was checked."""

from dataclasses import dataclass
from typing import Any

import pytest

from claims.classroom import services
from claims.classroom.models import Assignment, Course, Enrolment, Submission
from claims.records.models import Claim
from provenance.accounts.models import User
from tests.claims.scene import Scene, decide
from tests.people import Cast

TASKS: list[dict[str, Any]] = [
    {"id": "find", "kind": "find", "hints": ["Look at the numbers.", "There are two."]},
    {"id": "chain", "kind": "chain"},
    {"id": "verdict", "kind": "verdict"},
]
MARKED = {"marks": [{"at": {"text": 0, "start": 0, "end": 14}, "statement": "A port official"}]}


@dataclass(frozen=True)
class Lesson:
    """Kim and Lea study; `other` is a course of the same workspace that is none of theirs."""

    scene: Scene
    course: Course
    other: Course
    kim: Enrolment
    lea: Enrolment
    secret: str
    claim: Claim
    assignment: Assignment

    @property
    def cast(self) -> Cast:
        """Everyone else."""
        return self.scene.cast

    @property
    def tom(self) -> User:
        """The teacher."""
        return self.scene.cast.tom

    def given(self) -> Assignment:
        """The assignment, given to the class."""
        return services.give_assignment(self.assignment, by=self.tom)

    def work(self, who: Enrolment, body: dict[str, Any] | None = None) -> Submission:
        """A student's work on it, with one answer."""
        submission = services.begin_work(self.assignment, by=who.user)
        services.save_answer(submission, "find", MARKED if body is None else body, by=who.user)
        return submission

    def everyone(self) -> dict[str, Any]:
        """Name -> user: the cast, and both students."""
        return self.cast.everyone() | {"kim": self.kim.user, "lea": self.lea.user}


@pytest.fixture
def lesson(scene: Scene) -> Lesson:
    """A course with two students and an assignment that is not given yet."""
    return lesson_in(scene)


def lesson_in(scene: Scene) -> Lesson:
    """The same, where a test makes the scene itself."""
    tom, claim = scene.cast.tom, scene.claim(scene.cast.ann)
    decide(claim, scene)
    course = services.open_course(scene.cast.desk, "Media class 9b", by=tom)
    other = services.open_course(scene.cast.desk, "Media class 9c", by=scene.cast.max)
    kim, secret = services.join_course(course.code, name="Kim", by=None)
    lea, _ = services.join_course(course.code, name="Lea", by=None)
    assignment = services.make_assignment(
        course, snapshots=[scene.snapshot], claim=claim, title="The pier", tasks=TASKS, by=tom
    )
    return Lesson(scene, course, other, kim, lea, secret, claim, assignment)
