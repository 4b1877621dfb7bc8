"""A class does things at once: nothing is lost, nothing is there twice, and each is told."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from claims.classroom import services
from claims.classroom.models import Answer, AnswerVersion, Enrolment, HandIn, Submission
from provenance.accounts.rules import NotNow, Stale
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db(transaction=True)

STUDENTS = 12


def at_once(calls: Iterable[Callable[[], Any]]) -> list[str]:
    """What became of each call, all begun in the same moment."""
    all_of_them = list(calls)
    start = Barrier(len(all_of_them))

    def run(call: Callable[[], Any]) -> str:
        start.wait()
        try:
            call()
        except (NotNow, Stale, ValidationError) as refused:
            return type(refused).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(all_of_them)) as pool:
        return list(pool.map(run, all_of_them))


def works(lesson: Lesson) -> list[tuple[Enrolment, Submission]]:
    lesson.given()
    found = []
    for number in range(STUDENTS):
        place, _ = services.join_course(lesson.course.code, name=f"Student {number}", by=None)
        work = services.begin_work(lesson.assignment, by=place.user)
        services.save_answer(work, "verdict", {"reason": "First."}, by=place.user)
        found.append((place, work))
    return found


def saying(place: Enrolment, work: Submission, words: str, revision: int | None = None) -> Any:
    return lambda: services.save_answer(
        work, "verdict", {"reason": words}, revision=revision, by=place.user
    )


def test_of_two_tabs_one_is_saved_and_the_other_told(lesson: Lesson) -> None:
    (place, work), *_ = works(lesson)
    told = at_once(saying(place, work, f"Tab {tab}.", 1) for tab in range(2))
    assert sorted(told) == ["Stale", "done"]
    answer = Answer.objects.get(submission=work)
    versions = list(AnswerVersion.objects.filter(answer=answer).values_list("revision", flat=True))
    assert (answer.revision, versions) == (2, [1, 2])


def test_a_class_hands_in_at_the_same_moment(lesson: Lesson) -> None:
    every = works(lesson)
    told = at_once(partial(services.hand_in, work, by=place.user) for place, work in every)
    assert told == ["done"] * STUDENTS
    assert HandIn.objects.count() == STUDENTS


def test_handing_in_twice_at_once_is_done_once(lesson: Lesson) -> None:
    (place, work), *_ = works(lesson)
    told = at_once([lambda: services.hand_in(work, by=place.user)] * 3)
    assert Counter(told) == {"done": 1, "NotNow": 2}
    assert HandIn.objects.filter(submission=work).count() == 1


def test_what_is_saved_while_it_is_revealed_is_collected_or_refused(lesson: Lesson) -> None:
    every = works(lesson)
    saves = [saying(place, work, "Second.") for place, work in every]
    reveal, *told = at_once(
        [lambda: services.reveal_assignment(lesson.assignment, by=lesson.tom), *saves]
    )
    assert reveal == "done"
    assert set(told) <= {"done", "NotNow"}
    for (_, work), became in zip(every, told, strict=True):
        collected = HandIn.objects.get(submission=work).answers["verdict"]["reason"]
        kept = Answer.objects.get(submission=work).body["reason"]
        assert collected == kept == ("Second." if became == "done" else "First.")


def test_one_name_is_given_once(lesson: Lesson) -> None:
    told = at_once([lambda: services.join_course(lesson.course.code, name="Wren", by=None)] * 4)
    assert Counter(told) == {"done": 1, "ValidationError": 3}
    assert Enrolment.objects.filter(course=lesson.course, name="Wren").count() == 1


def test_work_that_two_windows_begin_is_one(lesson: Lesson) -> None:
    lesson.given()
    begin = partial(services.begin_work, lesson.assignment, by=lesson.kim.user)
    assert at_once([begin] * 3) == ["done"] * 3
    assert Submission.objects.count() == 1
