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


def on_the_wall(lesson: Lesson) -> str:
    """Every screen of the projector, one after the other."""
    client, count = as_(lesson.tom), len(lesson.assignment.tasks) + 1
    screens = [client.get(f"{at('projector', lesson)}?screen={n}") for n in range(1, count + 1)]
    assert all(screen.status_code == 200 for screen in screens)
    return "".join(screen.content.decode() for screen in screens)


def test_the_wall_tells_nothing_of_the_desk_before_the_reveal(lesson: Lesson) -> None:
    lesson.given()
    for name in ("Ada", "Ben", "Cem", "Dilan", "Efe"):
        handed_in(lesson, name, "true")
    page = on_the_wall(lesson)
    for told in ("The log is empty", "the desk", "by-desk", "is-key", "independent origin"):
        assert told not in page, told
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    page = on_the_wall(lesson)
    assert "The log is empty" in page
    assert "the desk says “False”" in page


def test_after_it_a_student_sees_own_work_beside_the_others_without_names(lesson: Lesson) -> None:
    lesson.given()
    ada = handed_in(lesson, "Ada", "true")
    for name in ("Benedikta", "Cemile", "Dilan", "Efe"):
        handed_in(lesson, name, "false")
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    page = as_(ada.user).get(at("class-revealed", lesson)).content.decode()
    assert "The log is empty" in page
    assert "5 of 5 answered" in page
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
    assert "The log is empty" in page.content.decode()
    for shown in page.context["found"].tasks:
        assert not any(bar.count for bar in shown.bars)
        assert not any(one.count for heat in shown.heat for one in heat)
        assert not shown.talk
    assert page.context["found"].agreed == {}
    wall = as_(lesson.tom).get(f"{at('projector', lesson)}?screen=3")
    assert not any(bar.count for shown in wall.context["found"].tasks for bar in shown.bars)
    teacher = as_(lesson.tom).get(at("compare", lesson)).context["found"]
    assert any(bar.count for shown in teacher.tasks for bar in shown.bars)


def test_a_task_that_few_answered_keeps_its_figures_in_a_large_class(lesson: Lesson) -> None:
    lesson.given()
    ada = handed_in(lesson, "Ada", "true")
    for number in range(5):
        lesson_work(lesson, f"S{number}")
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    page = as_(ada.user).get(at("class-revealed", lesson))
    few = {shown.task.id: shown.too_few for shown in page.context["found"].tasks}
    assert few == {"find": False, "chain": True, "verdict": True}
    assert "Only 1 answered" in page.content.decode()


def lesson_work(lesson: Lesson, name: str) -> None:
    """Handed in with nothing but marks."""
    place, _ = services.join_course(lesson.course.code, name=name, by=None)
    services.hand_in(lesson.work(place), by=place.user)


def test_who_handed_in_nothing_is_counted_and_a_group_counts_once(lesson: Lesson) -> None:
    services.make_groups(lesson.assignment, size=2, by=lesson.tom)
    lesson.given()
    handed_in(lesson, "Ada", "true")
    works = services.begin_work(lesson.assignment, by=lesson.kim.user)
    services.save_answer(works, "verdict", {"rating": "false"}, by=lesson.kim.user)
    services.hand_in(works, by=lesson.kim.user)
    services.join_course(lesson.course.code, name="Idle", by=None)
    page = as_(lesson.tom).get(at("compare", lesson))
    said = page.context["found"].turnout
    assert (said.works, said.students, said.without, said.in_groups) == (2, 3, 1, True)
    assert "the work of a group counts once" in page.content.decode()
    assert "Idle" not in page.content.decode()


def test_the_table_is_for_teachers_and_has_no_names_and_no_formulas(lesson: Lesson) -> None:
    lesson.given()
    for name in ("Ada", "Ben"):
        place = handed_in(lesson, name, "true")
    work = services.begin_work(lesson.assignment, by=lesson.kim.user)
    hops = {"hops": [{"speaker": "=HYPERLINK(1)"}]}
    services.save_answer(work, "chain", hops, by=lesson.kim.user)
    services.hand_in(work, by=lesson.kim.user)
    other = services.begin_work(lesson.assignment, by=lesson.lea.user)
    services.save_answer(other, "chain", hops, by=lesson.lea.user)
    services.hand_in(other, by=lesson.lea.user)
    answer = as_(lesson.tom).get(at("compare-csv", lesson))
    text = answer.content.decode()
    assert text.startswith("\ufefftask,kind,about,what,count,of,percent,desk,value,low,high")
    assert "3,verdict,answer,False,0,2,0,yes" in text
    assert "Ada" not in text
    assert ",=HYPERLINK" not in text
    assert "HYPERLINK" in text
    for who in (place.user, lesson.kim.user, lesson.cast.olga, lesson.cast.ron):
        assert as_(who).get(at("compare-csv", lesson)).status_code in {302, 403, 404}


def test_markup_that_students_typed_stays_words(lesson: Lesson) -> None:
    lesson.given()
    for student in (lesson.kim, lesson.lea):
        work = services.begin_work(lesson.assignment, by=student.user)
        hops = {"hops": [{"speaker": "<script>alert(1)</script>"}]}
        services.save_answer(work, "chain", hops, by=student.user)
        services.hand_in(work, by=student.user)
    page = as_(lesson.tom).get(at("compare", lesson)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_it_asks_a_constant_number_of_questions(lesson: Lesson) -> None:
    lesson.given()
    first = handed_in(lesson, "S0", "true")
    handed_in(lesson, "S1", "true")
    counted: dict[str, list[int]] = {}

    def count() -> None:
        for name, who in (("compare", lesson.tom), ("projector", lesson.tom)):
            client = as_(who)
            with CaptureQueriesContext(connection) as asked:
                client.get(at(name, lesson))
            counted.setdefault(name, []).append(len(asked))

    count()
    for number in range(2, 35):
        handed_in(lesson, f"S{number}", "true" if number % 2 else "false")
    count()
    assert all(few == many for few, many in counted.values()), counted
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    client = as_(first.user)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(at("class-revealed", lesson))
    assert "35 works of 35 students" in page.content.decode()
    assert len(asked) <= 20


def test_the_wall_shows_one_task_at_a_time_and_the_nearest_for_any_number(lesson: Lesson) -> None:
    lesson.given()
    handed_in(lesson, "Ada", "true")
    client = as_(lesson.tom)
    for asked_, shown in (("1", 1), ("0", 1), ("99", 4), ("-1", 1), ("x", 1), ("²", 1)):
        answer = client.get(at("projector", lesson), {"screen": asked_})
        assert answer.status_code == 200
        assert answer.context["screen"].number == shown, asked_
