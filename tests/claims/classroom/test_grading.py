"""Points, remarks, their release, and what a student is told of them when."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from claims.classroom import rules, services
from claims.classroom.criteria import criteria_for
from claims.classroom.graded import Row, rows_of, told_to_student
from claims.classroom.models import Grade, HandIn, Remark, Submission
from claims.classroom.rubrics import Measure
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.lessons import Lesson

from .test_joining import as_each
from .test_working import fresh

pytestmark = pytest.mark.django_db

REASON = "The harbour log of that day says that it was open."


def handed_in(lesson: Lesson, who: Any = None, attempts: int = 1) -> HandIn:
    """Kim's work on it, handed in."""
    if attempts > 1:
        services.edit_assignment(lesson.assignment, attempts=attempts, by=lesson.tom)
    lesson.given()
    place = who or lesson.kim
    work = lesson.work(place)
    services.save_answer(work, "verdict", {"reason": REASON}, by=place.user)
    services.hand_in(work, by=place.user)
    return HandIn.objects.get(submission=work)


def points(lesson: Lesson) -> dict[str, float]:
    return {one.id: one.points for one in criteria_for(lesson.assignment)}


# --- points ---------------------------------------------------------------------------------


def test_a_grade_keeps_what_was_suggested_why_and_what_was_given(lesson: Lesson) -> None:
    grade = services.grade_work(
        handed_in(lesson), {"verdict-reason": 7.5}, comment=" Well argued. ", by=lesson.tom
    )
    rows = {row.criterion: row for row in rows_of(fresh(grade).rows)}
    assert rows["verdict-reason"].suggested == 10
    assert rows["verdict-reason"].reason.startswith("Gives a reason of 11 words")
    assert rows["verdict-reason"].given == 7.5
    assert rows["find-claims"].given is None
    assert (str(grade.total), grade.out_of, grade.comment) == ("7.5", 30, "Well argued.")


def test_the_history_knows_that_it_was_graded_and_not_how(lesson: Lesson) -> None:
    services.grade_work(handed_in(lesson), {"verdict-reason": 7.5}, comment="Odd", by=lesson.tom)
    event = AuditEvent.objects.get(action="work.graded")
    assert event.detail == {"attempt": 1}


@pytest.mark.parametrize(
    "given",
    [
        {"verdict-reason": -1},
        {"verdict-reason": 10.5},
        {"verdict-reason": 1.25},
        {"verdict-reason": True},
        {"verdict-reason": "5"},
        {"verdict-reason": float("nan")},
        {"none": 1},
    ],
)
def test_points_that_are_none_are_refused(lesson: Lesson, given: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        services.grade_work(handed_in(lesson), given, by=lesson.tom)
    assert "points" in refused.value.message_dict
    assert not Grade.objects.exists()


def test_the_database_gives_nobody_more_than_there_is(lesson: Lesson) -> None:
    hand_in = handed_in(lesson)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grade.objects.create(hand_in=hand_in, total=31, out_of=30)


def test_two_teachers_overwrite_nothing(lesson: Lesson) -> None:
    hand_in = handed_in(lesson)
    services.grade_work(hand_in, {"verdict-reason": 5}, version=0, by=lesson.tom)
    with pytest.raises(Stale):
        services.grade_work(hand_in, {"verdict-reason": 9}, version=0, by=lesson.tom)
    services.grade_work(hand_in, {"verdict-reason": 9}, version=1, by=lesson.tom)
    assert Grade.objects.get().total == 9


def test_another_attempt_is_graded_again_and_the_old_grade_stays(lesson: Lesson) -> None:
    first = handed_in(lesson)
    services.grade_work(first, {"verdict-reason": 3}, by=lesson.tom)
    services.return_work(fresh(first.submission), "Say where it says so.", by=lesson.tom)
    services.save_answer(
        fresh(first.submission), "verdict", {"reason": REASON * 2}, by=lesson.kim.user
    )
    services.hand_in(fresh(first.submission), by=lesson.kim.user)
    second = HandIn.objects.get(attempt=2)
    services.grade_work(second, {"verdict-reason": 9}, by=lesson.tom)
    assert [int(one.total) for one in Grade.objects.order_by("hand_in__attempt")] == [3, 9]


def test_a_rubric_that_changes_leaves_grades_as_they_are(lesson: Lesson) -> None:
    hand_in = handed_in(lesson)
    services.grade_work(hand_in, {"verdict-reason": 3}, by=lesson.tom)
    wanted = [{"id": "care", "measure": "free", "label": "Care", "points": 4}]
    rubric = services.edit_rubric(lesson.assignment, wanted, version=0, by=lesson.tom)
    assert rubric.version == 1
    assert Grade.objects.get().total == 3
    with pytest.raises(Stale):
        services.edit_rubric(lesson.assignment, wanted, version=0, by=lesson.tom)
    grade = services.grade_work(hand_in, {"care": 4}, by=lesson.tom)
    assert (str(grade.total), grade.out_of) == ("4.0", 4)
    assert [row["suggested"] for row in grade.rows] == [None]


# --- giving out -----------------------------------------------------------------------------


def test_nothing_is_given_out_before_there_is_something(lesson: Lesson) -> None:
    hand_in = handed_in(lesson)
    with pytest.raises(NotNow):
        services.release_grade(hand_in, by=lesson.tom)
    services.add_remark(hand_in, "verdict", "Where?", path="reason", by=lesson.tom)
    assert services.release_grade(hand_in, by=lesson.tom).released_at


def test_all_at_once_are_those_that_have_points_or_a_comment(lesson: Lesson) -> None:
    one, other = handed_in(lesson), handed_in_by_lea(lesson)
    services.grade_work(one, {"verdict-reason": 1}, by=lesson.tom)
    services.grade_work(other, {}, by=lesson.tom)
    assert services.release_grades(lesson.assignment, by=lesson.tom) == 1
    assert services.release_grades(lesson.assignment, by=lesson.tom) == 0
    assert AuditEvent.objects.filter(action="assignment.grades_released").count() == 1
    services.withhold_grade(Grade.objects.get(hand_in=one), by=lesson.tom)
    assert Grade.objects.get(hand_in=one).released_at is None


def handed_in_by_lea(lesson: Lesson) -> HandIn:
    work = lesson.work(lesson.lea)
    services.hand_in(work, by=lesson.lea.user)
    return HandIn.objects.get(submission=work)


def row(measure: Measure, given: float | None, reason: str = "The desk counts 1.") -> Row:
    return Row("c", measure, "x", 10, "t", 8.0, reason, given)


def test_students_are_never_told_what_was_suggested() -> None:
    told = told_to_student([row(Measure.ORIGINS, 5), row(Measure.FREE, 2)], revealed=True)
    assert [(one.suggested, one.reason) for one in told.rows] == [(None, ""), (None, "")]
    assert (told.given, told.out_of, told.waiting) == (7, 20, 0)


def test_before_the_reveal_points_that_tell_of_the_key_are_left_out_with_the_sum() -> None:
    rows = [row(Measure.ORIGINS, 5), row(Measure.FREE, 2), row(Measure.REASON, None)]
    told = told_to_student(rows, revealed=False)
    assert [one.measure for one in told.rows] == [Measure.FREE]
    assert (told.given, told.out_of, told.waiting) == (2, 10, 1)


# --- remarks --------------------------------------------------------------------------------


def test_a_remark_is_on_words_found_by_what_they_say(lesson: Lesson) -> None:
    hand_in = handed_in(lesson)
    remark = services.add_remark(
        hand_in, "verdict", "Which page of it?", path="reason", quote="harbour log", by=lesson.tom
    )
    assert (remark.start, remark.end, remark.quote) == (4, 15, "harbour log")
    whole = services.add_remark(hand_in, "verdict", "Good.", by=lesson.tom)
    assert (whole.path, whole.start, whole.quote) == ("", None, "")
    counted = services.add_remark(
        hand_in, "find", "Why?", path="marks.0.statement", start=0, end=1, by=lesson.tom
    )
    assert counted.quote == "A"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 2001}, "words"),
        ({"task": "none"}, "task"),
        ({"path": "because"}, "path"),
        ({"quote": "not there"}, "quote"),
        ({"quote": "t"}, "quote"),
        ({"start": 4, "end": 4}, "start"),
        ({"start": 4, "end": 9999}, "start"),
        ({"start": -1, "end": 4}, "start"),
        ({"start": 4}, "start"),
        ({"start": 0, "end": 2, "path": ""}, "start"),
    ],
)
def test_a_remark_that_is_on_nothing_is_refused(lesson: Lesson, words: Any, field: str) -> None:
    sent = {"task": "verdict", "words": "Hm.", "path": "reason"} | words
    with pytest.raises(ValidationError) as refused:
        services.add_remark(handed_in(lesson), **sent, by=lesson.tom)
    assert field in refused.value.message_dict
    assert not Remark.objects.exists()


def test_a_remark_is_reworded_taken_back_and_put_back(lesson: Lesson) -> None:
    remark = services.add_remark(handed_in(lesson), "verdict", "Hm.", by=lesson.tom)
    assert services.edit_remark(remark, "Hm!", version=1, by=lesson.tom).version == 2
    with pytest.raises(Stale):
        services.edit_remark(remark, "Ha!", version=1, by=lesson.tom)
    services.remove_remark(remark, by=lesson.tom)
    assert not Remark.objects.kept().exists()
    services.restore_remark(remark, by=lesson.tom)
    assert Remark.objects.kept().get().words == "Hm!"


def test_a_hand_in_that_was_erased_meanwhile_is_told(lesson: Lesson) -> None:
    hand_in = handed_in(lesson)
    services.erase_student(lesson.kim, by=lesson.kim.user)
    with pytest.raises(NotNow):
        services.grade_work(hand_in, {}, comment="Hm.", by=lesson.tom)
    with pytest.raises(NotNow):
        services.add_remark(hand_in, "verdict", "Hm.", by=lesson.tom)


# --- who sees, who may ----------------------------------------------------------------------


@pytest.mark.parametrize("released", [False, True])
def test_lists_and_rules_agree(lesson: Lesson, released: bool) -> None:
    hand_in = handed_in(lesson)
    grade = services.grade_work(hand_in, {"verdict-reason": 1}, by=lesson.tom)
    remark = services.add_remark(hand_in, "verdict", "Hm.", by=lesson.tom)
    if released:
        grade = services.release_grade(hand_in, by=lesson.tom)
    seeing = set()
    for who, user in lesson.everyone().items():
        seen = rules.may_see_grade(user, grade)
        assert Grade.objects.visible_to(user).filter(pk=grade.pk).exists() == seen, who
        assert Remark.objects.visible_to(user).filter(pk=remark.pk).exists() == seen, who
        seeing |= {who} if seen else set()
    assert seeing == {"tom"} | ({"kim"} if released else set())


ACTIONS: dict[str, Any] = {
    "rubric": lambda on, by: services.edit_rubric(
        on.submission.assignment, [{"measure": "free", "points": 3}], by=by
    ),
    "grade": lambda on, by: services.grade_work(on, {}, by=by),
    "release": lambda on, by: services.release_grade(on, by=by),
    "release all": lambda on, by: services.release_grades(on.submission.assignment, by=by),
    "withhold": lambda on, by: services.withhold_grade(on.grade, by=by),
    "remark": lambda on, by: services.add_remark(on, "verdict", "Hm.", by=by),
    "edit": lambda on, by: services.edit_remark(on.remarks.first(), "Ha.", by=by),
    "remove": lambda on, by: services.remove_remark(on.remarks.first(), by=by),
    "restore": lambda on, by: services.restore_remark(on.remarks.first(), by=by),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_teachers_alone_grade(lesson: Lesson, action: str) -> None:
    hand_in = handed_in(lesson)
    services.grade_work(hand_in, {}, comment="Hm.", by=lesson.tom)
    services.add_remark(hand_in, "verdict", "Hm.", by=lesson.tom)
    assert as_each(lesson, lambda user: ACTIONS[action](hand_in, user)) == {"tom"}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_term_that_is_over_changes_no_grade(lesson: Lesson, action: str) -> None:
    hand_in = handed_in(lesson)
    services.grade_work(hand_in, {}, comment="Hm.", by=lesson.tom)
    services.add_remark(hand_in, "verdict", "Hm.", by=lesson.tom)
    services.archive_course(lesson.course, by=lesson.tom)
    with pytest.raises(NotNow):
        ACTIONS[action](fresh(hand_in), lesson.tom)


# --- what is kept, and forgetting it --------------------------------------------------------


def graded(lesson: Lesson) -> HandIn:
    hand_in = handed_in(lesson)
    services.grade_work(
        hand_in, {"verdict-reason": 7, "find-claims": 4}, comment="Well.", by=lesson.tom
    )
    services.add_remark(hand_in, "verdict", "Which page?", path="reason", by=lesson.tom)
    return hand_in


def test_erasing_takes_grades_and_remarks_with_it(lesson: Lesson) -> None:
    graded(lesson)
    services.return_work(Submission.objects.get(), "Kim, look again.", by=lesson.tom)
    services.erase_student(lesson.kim, by=lesson.kim.user)
    assert not Grade.objects.exists()
    assert not Remark.objects.exists()
    assert Submission.objects.get().reason == ""


def test_a_student_gets_everything_that_is_theirs_and_nothing_before_its_time(
    lesson: Lesson,
) -> None:
    hand_in = graded(lesson)
    mine = services.export_student(lesson.kim, by=lesson.kim.user)
    (work,) = mine["works"]
    assert [one["task"] for one in work["answers"]] == ["find", "verdict"]
    assert work["answers"][1]["versions"][0]["body"]["reason"] == REASON
    assert (work["hand_ins"][0]["grade"], work["hand_ins"][0]["remarks"]) == (None, [])
    services.release_grade(hand_in, by=lesson.tom)
    (work,) = services.export_student(lesson.kim, by=lesson.kim.user)["works"]
    assert work["hand_ins"][0]["grade"]["points"] == 7
    assert work["hand_ins"][0]["grade"]["waits_for_the_reveal"] == 1
    assert work["hand_ins"][0]["remarks"][0]["words"] == "Which page?"
    (taught,) = services.export_student(lesson.kim, by=lesson.tom)["works"]
    assert taught["hand_ins"][0]["grade"]["points"] == 11
    for told in (mine, work, taught):
        for hidden in ("The log is empty", "the desk", "Lea", "suggested"):
            assert hidden not in str(told), hidden


def test_the_data_of_a_student_are_read_by_the_student_and_the_teacher(lesson: Lesson) -> None:
    graded(lesson)
    reading = as_each(lesson, lambda user: services.export_student(lesson.kim, by=user))
    assert reading == {"tom", "kim"}
    services.leave_course(lesson.kim, by=lesson.kim.user)
    assert services.export_student(fresh(lesson.kim), by=lesson.kim.user)["works"]
    assert AuditEvent.objects.filter(action="course.student_exported").exists()


def test_whoever_left_a_group_reads_its_grades_no_more(lesson: Lesson) -> None:
    (group,) = services.make_groups(lesson.assignment, size=2, by=lesson.tom)
    lesson.given()
    services.save_answer(group, "verdict", {"reason": REASON}, by=lesson.lea.user)
    services.hand_in(fresh(group), by=lesson.lea.user)
    hand_in = HandIn.objects.get()
    services.grade_work(hand_in, {"verdict-reason": 7}, by=lesson.tom)
    grade = services.release_grade(hand_in, by=lesson.tom)
    assert rules.may_see_grade(lesson.kim.user, grade)
    services.leave_course(lesson.kim, by=lesson.kim.user)
    assert not rules.may_see_grade(lesson.kim.user, fresh(grade))
    with pytest.raises(PermissionDenied):
        services.export_student(lesson.kim, by=lesson.lea.user)
