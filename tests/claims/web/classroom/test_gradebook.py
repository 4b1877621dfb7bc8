"""The grade book as a page and as files, the same words in two works, and a student's own file."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from claims.classroom import services
from claims.classroom.models import AnswerVersion, HandIn, Submission
from tests.claims.graded import REASON, as_, at, graded, handed_in, read
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db


# --- the grade book -------------------------------------------------------------------------


def test_the_book_has_points_sums_missing_and_late(lesson: Lesson) -> None:
    graded(lesson)
    services.edit_assignment(
        lesson.assignment, due_at=lesson.course.created_at, by=lesson.tom
    )  # Long ago: Kim was late, Lea is missing.
    page = read(as_(lesson.tom), at("gradebook", lesson.course.pk))
    for shown in ("<b>10</b> of 30, 33 %", "late", "missing", "not given out", "Kim", "Lea"):
        assert shown in page, shown


def cells(client: Client, lesson: Lesson) -> list[list[Any]]:
    answer = client.get(at("gradebook-xlsx", lesson.course.pk))
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_no_cell_of_a_file_is_taken_for_a_formula(lesson: Lesson) -> None:
    graded(lesson)
    services.rename_student(lesson.lea, '=HYPERLINK("https://example.org")', by=lesson.lea.user)
    services.edit_assignment(lesson.assignment, title="@SUM(A1)", by=lesson.tom)
    client = as_(lesson.tom)
    csv = client.get(at("gradebook-csv", lesson.course.pk)).content.decode("utf-8-sig")
    head, *lines = csv.splitlines()
    assert head.startswith("student,section,'@SUM(A1),notes")
    assert any(line.startswith("\"'=HYPERLINK(") for line in lines)
    assert any(line.startswith("Kim,,10.0,") for line in lines)
    head_cells, *rows = cells(client, lesson)
    assert head_cells[:3] == ["student", "section", "'@SUM(A1)"]
    by_name = {row[0]: row for row in rows}
    assert by_name["Kim"][2] == 10
    assert by_name["Kim"][3] == "of 30, not given out"
    assert by_name['\'=HYPERLINK("https://example.org")'][3] == "not begun yet"


def test_a_group_has_one_grade_and_each_member_a_line(lesson: Lesson) -> None:
    (group,) = services.make_groups(lesson.assignment, size=2, by=lesson.tom)
    lesson.given()
    services.save_answer(group, "verdict", {"reason": REASON}, by=lesson.lea.user)
    services.hand_in(Submission.objects.get(pk=group.pk), by=lesson.lea.user)
    book = as_(lesson.tom).get(at("gradebook", lesson.course.pk)).context["book"]
    assert book.to_grade == 1
    assert [cell.stands for line in book.lines for cell in line.cells] == ["to grade"] * 2
    services.grade_work(HandIn.objects.get(), {"verdict-reason": 7}, by=lesson.tom)
    book = as_(lesson.tom).get(at("gradebook", lesson.course.pk)).context["book"]
    assert [int(line.points) for line in book.lines] == [7, 7]
    assert book.shares == [23]
    assert "Group 1: Kim, Lea" in read(as_(lesson.tom), at("grade-work", group.pk))


def test_empty_books_say_so(lesson: Lesson) -> None:
    assert "Nothing to grade yet" in read(as_(lesson.tom), at("gradebook", lesson.course.pk))


# --- the same words -------------------------------------------------------------------------


def test_the_same_wording_is_shown_with_both_places(lesson: Lesson) -> None:
    kim, lea = handed_in(lesson), handed_in(lesson, lesson.lea, f"I say: {REASON}")
    client = as_(lesson.tom)
    page = read(client, at("same-words", lesson.assignment.pk))
    assert "Kim and Lea" in page
    assert page.count(f"<mark>{REASON[:-1]}") == 2
    assert "Same words as in other work" in read(client, at("grade-work", kim.pk))
    assert "Same words as in other work" in read(client, at("grade-work", lea.pk))


def test_where_nobody_says_the_same_it_says_so(lesson: Lesson) -> None:
    work = handed_in(lesson)
    handed_in(lesson, lesson.lea, "Somebody told me so in the street and I believed it then.")
    client = as_(lesson.tom)
    assert "No two works" in read(client, at("same-words", lesson.assignment.pk))
    assert "Same words" not in read(client, at("grade-work", work.pk))


# --- how answers grew ---------------------------------------------------------------------


def test_answers_are_shown_as_they_grew(lesson: Lesson) -> None:
    lesson.given()
    work = services.begin_work(lesson.assignment, by=lesson.kim.user)
    for minute, reason in enumerate(["It was open.", "It was open", "It was surely open."]):
        services.save_answer(work, "verdict", {"reason": reason}, by=lesson.kim.user)
        newest = AnswerVersion.objects.order_by("-pk")[:1]
        when = lesson.course.created_at.replace(second=0) + timedelta(minutes=minute // 2)
        AnswerVersion.objects.filter(pk__in=newest.values("pk")).update(saved_at=when)
    (grown,) = as_(lesson.tom).get(at("work-versions", work.pk)).context["answers"]
    newest, oldest = grown.versions
    assert (newest.saves, oldest.saves) == (1, 2)
    told = [(piece.kind, piece.text.strip()) for piece in newest.changed[0].pieces]
    assert ("new", "surely") in told
    page = read(as_(lesson.tom), at("work-versions", work.pk))
    assert "[new: </span>surely" in page
    for who, user in lesson.everyone().items():
        if who != "tom":
            status = as_(user).get(at("work-versions", work.pk)).status_code
            assert status in {302, 403, 404}, who


# --- what is kept ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["kim", "tom"])
def test_everything_that_is_kept_comes_as_a_page_and_as_json(lesson: Lesson, who: str) -> None:
    graded(lesson)
    client = as_(lesson.everyone()[who])
    view = "class-data" if who == "kim" else "student-data"
    answer = client.get(at(view, lesson.kim.pk))
    archive = ZipFile(BytesIO(answer.content))
    page, data = archive.read("read-me.html").decode(), archive.read("data.json").decode()
    for told in (page, data):
        assert REASON in told
        assert ("Well argued." in told) == (who == "tom")
        assert "The log is empty" not in told
    assert "<script" not in page
    assert "http" not in page
