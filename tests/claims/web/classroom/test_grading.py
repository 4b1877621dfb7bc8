"""Grading on one page, giving grades out, and what a student meets of it when."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.classroom import services
from claims.classroom.models import Grade, HandIn, Remark, Rubric, Submission
from tests.claims.graded import REASON, as_, at, graded, handed_in, read
from tests.claims.lessons import Lesson
from tests.claims.scene import TEXT

pytestmark = pytest.mark.django_db

# Words of suggestions, which no student ever reads.
SUGGESTED = ("Suggested", "yours to say", "that the desk", "of the 1 place")


# --- the page -------------------------------------------------------------------------------


def test_everything_of_one_work_stands_on_one_page(lesson: Lesson) -> None:
    work = handed_in(lesson)
    page = read(as_(lesson.tom), at("grade-work", work.pk))
    for shown in (
        "Kim",
        "A port official",
        REASON,
        f"<mark>{TEXT[:14]}</mark>",
        "saved 3 times",
        "Handed in, attempt 1",
        "Gives a reason of 11 words",
        "Marks 0 of the 1 place that the desk marked, and 1 more.",
        "False",
    ):
        assert shown in page, shown


def test_points_begin_with_what_is_suggested_and_are_the_teachers(lesson: Lesson) -> None:
    work, client = handed_in(lesson), as_(lesson.tom)
    answer = client.get(at("grade-work", work.pk))
    form = answer.context["form"]
    names = {form.fields[name].label: name for name in form.fields if name.startswith("points")}
    assert form.fields[names["Reason given"]].initial == "10"
    sent = dict.fromkeys(names.values(), "") | {names["Reason given"]: "6.5"}
    client.post(at("grade-work", work.pk), sent | {"comment": "Good.", "version": "0"})
    grade = Grade.objects.get()
    assert (str(grade.total), grade.comment, grade.released_at) == ("6.5", "Good.", None)
    page = read(client, at("grade-work", work.pk))
    assert "Points: 6.5 of 30" in page
    assert 'value="6.5"' in page


@pytest.mark.parametrize("typed", ["11", "-1", "0.3", "many"])
def test_points_that_are_none_come_back_as_typed(lesson: Lesson, typed: str) -> None:
    work = handed_in(lesson)
    answer = as_(lesson.tom).post(at("grade-work", work.pk), {"points_0": typed, "version": "0"})
    assert answer.status_code == 400
    assert f'value="{typed}"' in answer.content.decode()
    assert not Grade.objects.exists()


def test_two_teachers_are_told(lesson: Lesson) -> None:
    work = handed_in(lesson)
    client = as_(lesson.tom)
    client.post(at("grade-work", work.pk), {"points_0": "4", "version": "0"})
    answer = client.post(at("grade-work", work.pk), {"points_0": "9", "version": "0"})
    assert answer.status_code == 412
    assert "in the meantime" in answer.content.decode()
    assert str(Grade.objects.get().total) == "4.0"


def test_one_goes_from_student_to_student(lesson: Lesson) -> None:
    kim, lea = handed_in(lesson), handed_in(lesson, lesson.lea)
    client = as_(lesson.tom)
    page = read(client, at("grade-work", kim.pk))
    assert "1 of 2" in page
    assert f'href="{at("grade-work", lea.pk)}" rel="next"' in page
    went = client.post(at("grade-work", kim.pk), {"points_0": "4", "version": "0", "next": "1"})
    assert went["Location"] == at("grade-work", lea.pk)
    assert 'rel="next"' not in read(client, at("grade-work", lea.pk))


def test_work_that_is_not_handed_in_is_read_and_not_graded(lesson: Lesson) -> None:
    lesson.given()
    work = lesson.work(lesson.kim)
    client = as_(lesson.tom)
    page = read(client, at("grade-work", work.pk))
    assert "Not handed in yet" in page
    assert "Suggested" not in page
    client.post(at("grade-work", work.pk), {"points_0": "4"})
    assert not Grade.objects.exists()


def test_each_attempt_has_its_page(lesson: Lesson) -> None:
    work, client = handed_in(lesson), as_(lesson.tom)
    client.post(at("grade-work", work.pk), {"points_0": "4", "version": "0"})
    services.return_work(work, "Why?", by=lesson.tom)
    work = Submission.objects.get()
    services.save_answer(work, "verdict", {"reason": "Better now."}, by=lesson.kim.user)
    services.hand_in(work, by=lesson.kim.user)
    assert "Better now." in read(client, at("grade-work", work.pk))
    first = read(client, at("grade-work", work.pk, attempt=1))
    assert REASON in first
    assert "Points: 4 of 30" in first


def test_an_archived_course_is_read_only(lesson: Lesson) -> None:
    work = handed_in(lesson)
    services.archive_course(lesson.course, by=lesson.tom)
    page = read(as_(lesson.tom), at("grade-work", work.pk))
    assert "nothing changes any more" in page
    assert "Keep and" not in page


def test_markup_that_a_student_types_stays_text(lesson: Lesson) -> None:
    work = handed_in(lesson, reason="<script>alert(1)</script> & more")
    for page in (
        read(as_(lesson.tom), at("grade-work", work.pk)),
        read(as_(lesson.tom), at("gradebook", lesson.course.pk)),
    ):
        assert "<script>alert" not in page


# --- remarks --------------------------------------------------------------------------------


def test_a_remark_is_made_in_place_reworded_removed_and_put_back(lesson: Lesson) -> None:
    work, client = handed_in(lesson), as_(lesson.tom)
    address = at("add-remark", work.pk, attempt=1, task="verdict", path="reason")
    assert "On which words" in read(client, address)
    sent = {"words": "Which page of it?", "quote": "harbour log"}
    assert client.post(address, sent)["Location"] == at("grade-work", work.pk, attempt=1)
    page = read(client, at("grade-work", work.pk))
    assert "The <mark>harbour log</mark> of that day" in page
    remark = Remark.objects.get()
    client.post(at("edit-remark", remark.pk), {"words": "Which page?", "version": "1"})
    stale = client.post(at("edit-remark", remark.pk), {"words": "No.", "version": "1"})
    assert stale.status_code == 412
    client.post(at("remove-remark", remark.pk))
    page = read(client, at("grade-work", work.pk))
    assert "Which page?" not in page
    assert at("restore-remark", remark.pk) in page
    client.post(at("restore-remark", remark.pk))
    assert "Which page?" in read(client, at("grade-work", work.pk))


@pytest.mark.parametrize(
    ("asked", "sent", "said"),
    [
        ({"task": "verdict", "path": "reason"}, {"words": ""}, "Say something."),
        (
            {"task": "verdict", "path": "reason"},
            {"words": "x", "quote": "no such words"},
            "These words are not in the answer.",
        ),
        ({"task": "none"}, {"words": "x"}, "no such task"),
        ({"task": "verdict", "path": "because"}, {"words": "x"}, "Nothing was answered there."),
    ],
)
def test_a_remark_on_nothing_comes_back(lesson: Lesson, asked: Any, sent: Any, said: str) -> None:
    work = handed_in(lesson)
    answer = as_(lesson.tom).post(at("add-remark", work.pk, attempt=1, **asked), sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()


# --- what counts ----------------------------------------------------------------------------


def test_a_teacher_says_what_counts(lesson: Lesson) -> None:
    client, here = as_(lesson.tom), at("rubric", lesson.assignment.pk)
    form = client.get(here).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    (reason,) = [name for name, value in sent.items() if value == "Reason given"]
    row = reason.removeprefix("label_")
    free = len(form.rows) - 1
    sent |= {f"points_{row}": "0", f"label_{free}": "Care", f"points_{free}": "5"}
    assert client.post(here, sent).status_code == 302
    criteria = Rubric.objects.get().criteria
    assert [one["label"] for one in criteria] == ["Claims found", "Chain length reached", "Care"]
    assert criteria[0]["id"] == "find-claims"
    none = {name: "0" if name.startswith("points") else value for name, value in sent.items()}
    refused = client.post(here, none | {"version": "1"})
    assert refused.status_code == 400
    assert "1 to 20 criteria" in refused.content.decode()
    assert client.post(here, sent | {"version": "0"}).status_code == 412


# --- giving out, and the student ------------------------------------------------------------


def test_a_student_reads_nothing_before_it_is_given_out(lesson: Lesson) -> None:
    work = graded(lesson)
    page = read(as_(lesson.kim.user), at("class-grade", work.pk))
    assert "Nothing yet." in page
    for hidden in ("Well argued.", "Which page?", *SUGGESTED):
        assert hidden not in page
    for address in (at("class-lesson", lesson.assignment.pk), at("class-home")):
        assert at("class-grade", work.pk) not in read(as_(lesson.kim.user), address)


def test_then_points_and_remarks_but_what_tells_of_the_key_from_the_reveal_on(
    lesson: Lesson,
) -> None:
    work, teacher, kim = graded(lesson), as_(lesson.tom), as_(lesson.kim.user)
    teacher.post(at("give-out-grade", work.pk))
    page = read(kim, at("class-grade", work.pk))
    for shown in ("Well argued.", "Which page?", "<mark>log</mark>", "7 of 10", "1 more"):
        assert shown in page, shown
    for hidden in ("Claims found", "3 of 10", "10 of 20", *SUGGESTED):
        assert hidden not in page, hidden
    for page in (at("class-lesson", lesson.assignment.pk), at("class-home")):
        assert at("class-grade", work.pk) in read(kim, page)
        assert at("class-grade", work.pk) not in read(as_(lesson.lea.user), page)
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    page = read(kim, at("class-grade", work.pk))
    assert "Points: 10 of 20" in page
    assert not [hidden for hidden in SUGGESTED if hidden in page]
    teacher.post(at("withhold-grade", work.pk))
    assert "Nothing yet." in read(kim, at("class-grade", work.pk))


def test_all_are_given_out_at_once(lesson: Lesson) -> None:
    graded(lesson)
    handed_in(lesson, lesson.lea)
    client = as_(lesson.tom)
    went = client.post(at("give-out-grades", lesson.assignment.pk), follow=True)
    assert "1 given out." in went.content.decode()
    assert Grade.objects.exclude(released_at=None).count() == 1
    again = client.post(at("give-out-grades", lesson.assignment.pk), follow=True)
    assert "nothing to give out" in again.content.decode()


TEACHERS_PAGES = [
    ("grade-work", "work"),
    ("gradebook", "course"),
    ("gradebook-csv", "course"),
    ("gradebook-xlsx", "course"),
    ("same-words", "assignment"),
    ("rubric", "assignment"),
    ("student-data", "place"),
    ("edit-remark", "remark"),
]
POSTS = [
    ("grade-work", "work"),
    ("give-out-grade", "work"),
    ("withhold-grade", "work"),
    ("add-remark", "work"),
    ("remove-remark", "remark"),
    ("restore-remark", "remark"),
    ("give-out-grades", "assignment"),
    ("rubric", "assignment"),
]


@pytest.mark.parametrize("way", ["get", "post"])
def test_teachers_pages_are_for_the_teachers_of_the_course_alone(lesson: Lesson, way: str) -> None:
    work = graded(lesson)
    services.release_grade(HandIn.objects.get(), by=lesson.tom)
    rows = {"work": work, "course": lesson.course, "assignment": lesson.assignment}
    rows |= {"place": lesson.kim, "remark": Remark.objects.get()}
    for who, user in lesson.everyone().items():
        if who == "tom":
            continue
        client = as_(user)
        for view, what in TEACHERS_PAGES if way == "get" else POSTS:
            answer = getattr(client, way)(at(view, rows[what].pk))
            assert answer.status_code in {302, 403, 404}, (who, view, answer.status_code)
            assert "class" not in answer.get("Location", "").split("?")[0], (who, view)
    assert Grade.objects.get().released_at is not None
    assert Remark.objects.kept().count() == 1


def test_a_students_pages_are_for_the_student_alone(lesson: Lesson) -> None:
    work = graded(lesson)
    services.release_grade(HandIn.objects.get(), by=lesson.tom)
    for who, user in lesson.everyone().items():
        for address in (at("class-grade", work.pk), at("class-data", lesson.kim.pk)):
            status = as_(user).get(address).status_code
            assert (status == 200) == (who == "kim"), (who, address, status)


# --- speed ----------------------------------------------------------------------------------


def test_pages_ask_a_constant_number_of_questions(lesson: Lesson) -> None:
    work, _ = handed_in(lesson), handed_in(lesson, lesson.lea)
    client = as_(lesson.tom)
    pages = [
        at("grade-work", work.pk),
        at("gradebook", lesson.course.pk),
        at("gradebook-csv", lesson.course.pk),
        at("same-words", lesson.assignment.pk),
        at("student-data", lesson.kim.pk),
    ]

    def asked() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            found.append(len(queries))
        return found

    few = asked()
    for number in range(4):
        place, _ = services.join_course(lesson.course.code, name=f"S{number}", by=None)
        other = handed_in(lesson, place)
        hand_in = HandIn.objects.get(submission=other)
        services.grade_work(hand_in, {"verdict-reason": 5}, by=lesson.tom)
        services.add_remark(hand_in, "verdict", "Hm.", by=lesson.tom)
    hand_in = HandIn.objects.get(submission=work)
    for _ in range(3):
        services.add_remark(hand_in, "verdict", "Hm.", path="reason", by=lesson.tom)
    assert asked() == few
