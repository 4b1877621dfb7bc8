"""The comparison: nobody of the class before the reveal, and never a name."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.classroom import services
from tests.claims.lessons import MARKED, Lesson

pytestmark = pytest.mark.django_db


def as_(user: Any) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def handed_in(lesson: Lesson, name: str, rating: str) -> Any:
    place, _ = services.join_course(lesson.course.code, name=name, by=None)
    work = services.begin_work(lesson.assignment, by=place.user)
    services.save_answer(work, "find", MARKED, by=place.user)
    services.save_answer(work, "verdict", {"rating": rating, "reason": "So."}, by=place.user)
    services.hand_in(work, by=place.user)
    return place


def at(name: str, lesson: Lesson) -> str:
    return reverse(name, args=[lesson.assignment.pk])


def test_before_the_reveal_the_teacher_alone_sees_it(lesson: Lesson) -> None:
    lesson.given()
    handed_in(lesson, "Ada", "false")
    for who, user in lesson.everyone().items():
        for name in ("compare", "projector"):
            status = as_(user).get(at(name, lesson)).status_code
            assert (status == 200) == (who == "tom"), (name, who, status)
    answer = as_(lesson.kim.user).get(at("class-revealed", lesson))
    assert answer.status_code == 403
    assert b"The log is empty" not in answer.content


def test_the_wall_tells_nothing_of_the_desk_before_the_reveal(lesson: Lesson) -> None:
    lesson.given()
    for name in ("Ada", "Ben", "Cem"):
        handed_in(lesson, name, "true")
    page = as_(lesson.tom).get(at("projector", lesson)).content.decode()
    for told in ("The log is empty", "◆", "by-desk", "the desk says", "independent origin"):
        assert told not in page, told
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    page = as_(lesson.tom).get(at("projector", lesson)).content.decode()
    assert "The log is empty" in page
    assert "the desk says “False”" in page


def test_after_it_a_student_sees_own_work_beside_the_others_without_names(lesson: Lesson) -> None:
    lesson.given()
    ada = handed_in(lesson, "Ada", "true")
    for name in ("Benedikta", "Cemile"):
        handed_in(lesson, name, "false")
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    page = as_(ada.user).get(at("class-revealed", lesson)).content.decode()
    assert "The log is empty" in page
    assert "3 of 3 answered" in page
    assert "by-me" in page
    assert "Benedikta" not in page
    assert "Cemile" not in page


def test_in_a_small_class_no_share_names_anybody(lesson: Lesson) -> None:
    lesson.given()
    ada = handed_in(lesson, "Ada", "true")
    handed_in(lesson, "Ben", "false")
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    page = as_(ada.user).get(at("class-revealed", lesson))
    assert "figures would name people" in page.content.decode()
    for shown in page.context["page"].tasks:
        assert not any(bar.count for bar in shown.compared.bars)
        assert not any(one.count for heat in shown.compared.heat for one in heat)


def test_it_asks_a_constant_number_of_questions(lesson: Lesson) -> None:
    lesson.given()
    handed_in(lesson, "S0", "true")
    client = as_(lesson.tom)
    with CaptureQueriesContext(connection) as few:
        client.get(at("compare", lesson))
    for number in range(1, 6):
        handed_in(lesson, f"S{number}", "true")
    with CaptureQueriesContext(connection) as many:
        client.get(at("compare", lesson))
    assert len(many) == len(few)
