"""The comparison over REST: figures without names, and nobody of the class before the reveal."""

import json
from typing import Any

import pytest

from claims.classroom import services
from tests.claims.graded import as_
from tests.claims.lessons import MARKED, Lesson

pytestmark = pytest.mark.django_db


def at(lesson: Lesson) -> str:
    return f"/api/v1/assignments/{lesson.assignment.pk}/comparison/"


def worked(lesson: Lesson, name: str, rating: str, confidence: int = 90) -> Any:
    place, _ = services.join_course(lesson.course.code, name=name, by=None)
    work = services.begin_work(lesson.assignment, by=place.user)
    services.save_answer(work, "find", MARKED, by=place.user)
    verdict = {"rating": rating, "confidence": confidence, "reason": f"Says {name}."}
    services.save_answer(work, "verdict", verdict, by=place.user)
    services.hand_in(work, by=place.user)
    return place.user


def test_before_the_reveal_the_teacher_alone_gets_it(lesson: Lesson) -> None:
    lesson.given()
    worked(lesson, "Ada", "true")
    answers = {who: as_(user).get(at(lesson)) for who, user in lesson.everyone().items()}
    assert [who for who, answer in answers.items() if answer.status_code == 200] == ["tom"]
    for who in ("kim", "lea"):
        assert answers[who].status_code == 403
        assert b"The log is empty" not in answers[who].content
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    after = {who: as_(user).get(at(lesson)) for who, user in lesson.everyone().items()}
    assert {who for who, one in after.items() if one.status_code == 200} == {"tom", "kim", "lea"}


def test_it_has_the_figures_of_the_class_and_no_name(lesson: Lesson) -> None:
    lesson.given()
    names = ["Benedikta", "Cemile", "Dilan", "Efe", "Farah"]
    users = [worked(lesson, name, "true") for name in names]
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    answer = as_(users[0]).get(at(lesson))
    told = answer.json()
    tasks = {one["task"]: one for one in told["tasks"]}
    assert told["turnout"] == {"works": 5, "students": 5, "without": 2, "in_groups": False}
    verdict = {bar["label"]: bar for bar in tasks["verdict"]["bars"]}
    assert (verdict["True"]["count"], verdict["True"]["is_mine"]) == (5, True)
    assert (verdict["False"]["count"], verdict["False"]["is_key"]) == (0, True)
    assert tasks["verdict"]["calibration"]["brier"] == pytest.approx(0.81)
    assert tasks["verdict"]["agreement"][0]["value"] == 1
    (heat,) = tasks["find"]["heat"]
    assert heat["stretches"][0]["count"] == 5
    assert tasks["chain"]["too_few"]
    assert told["talk"]
    assert not any(name in json.dumps(told) for name in names)
    assert answer["Cache-Control"] == "no-store"


def test_to_a_student_of_a_small_class_it_has_no_figures(lesson: Lesson) -> None:
    lesson.given()
    user = worked(lesson, "Ada", "true")
    worked(lesson, "Ben", "false")
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    told = as_(user).get(at(lesson)).json()
    assert all(one["too_few"] and not one["agreement"] for one in told["tasks"])
    assert not any(bar["count"] for one in told["tasks"] for bar in one["bars"])
    told = as_(lesson.tom).get(at(lesson)).json()
    assert any(bar["count"] for one in told["tasks"] for bar in one["bars"])
