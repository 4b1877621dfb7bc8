"""The class that the benchmark works in: it can be begun, and what is kept is told whole."""

from random import Random

import pytest

from benchmarks._classroom_rows import fill, kept
from benchmarks.classroom import Student, _fields, _lost
from claims.classroom import services
from claims.classroom.models import Assignment, Submission

pytestmark = pytest.mark.django_db


def begun() -> Submission:
    made = fill(20, Random(1))
    place, _ = services.join_course(made["code"], name="Student 1", by=None)
    return services.begin_work(Assignment.objects.get(), by=place.user)


def test_what_is_saved_is_told_with_its_versions() -> None:
    work = begun()
    student = Student(0, 1, ["verdict"], work=work.pk)
    for number, words in enumerate(("one", "one two"), 1):
        by = work.parts.get().enrolment.user
        services.save_answer(work, "verdict", {"reason": words}, revision=number - 1, by=by)
    student.sent, student.revisions = {"verdict": "one two"}, {"verdict": 2}
    assert _lost(student, kept()) == 0
    student.sent = {"verdict": "one two three"}
    assert _lost(student, kept()) == 1
    student.sent, student.revisions = {"verdict": "one two"}, {"verdict": 3}
    assert _lost(student, kept()) == 1
    assert _lost(student, {}) == 1


def test_every_task_has_a_form() -> None:
    begun()
    for task in Assignment.objects.get().tasks:
        assert any(
            "some words" in str(value) for value in _fields(task["id"], "some words").values()
        )
