"""Assignments, the work on them, and what is hidden until when."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.classroom import rules, services
from claims.classroom.models import (
    Answer,
    AnswerVersion,
    Assignment,
    Course,
    HandIn,
    Key,
    Submission,
)
from claims.classroom.workflow import STAGES, STATES, Stage, State
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.lessons import MARKED, TASKS, Lesson
from tests.claims.scene import decide_again

from .test_joining import as_each

pytestmark = pytest.mark.django_db


def fresh(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


# --- putting it together --------------------------------------------------------------------


def test_the_key_holds_what_was_found_and_the_assignment_does_not(lesson: Lesson) -> None:
    key = Key.objects.get(assignment=lesson.assignment).body
    assert key["verdict"]["label"] == "False"
    assert key["marks"][0]["at"]["text"] == 0
    assert key["origins"] == 1
    told = str(lesson.assignment.__dict__)
    assert "The log is empty" not in told
    assert lesson.assignment.statement == "The pier closed on 3 May."


def test_texts_that_the_teacher_does_not_see_are_not_given(lesson: Lesson) -> None:
    with pytest.raises(ValidationError) as refused:
        services.make_assignment(
            lesson.course, snapshots=[lesson.scene.foreign], title="X", tasks=TASKS, by=lesson.tom
        )
    assert "snapshots" in refused.value.message_dict


def test_a_claim_alone_brings_the_text_it_was_first_seen_in(lesson: Lesson) -> None:
    made = services.make_assignment(lesson.course, claim=lesson.claim, tasks=TASKS, by=lesson.tom)
    assert [one.snapshot for one in made.materials.all()] == [lesson.scene.snapshot]
    assert made.title == lesson.claim.statement


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"tasks": []}, "tasks"),
        ({"attempts": 0}, "attempts"),
        ({"how": "pairs"}, "how"),
        ({"intro": "x" * 10_001}, "intro"),
        ({"glossary": {str(n): "x" for n in range(101)}}, "glossary"),
    ],
)
def test_what_makes_no_assignment_is_named(lesson: Lesson, words: Any, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        services.edit_assignment(lesson.assignment, **words, by=lesson.tom)
    assert field in refused.value.message_dict


def test_a_task_that_was_answered_stays(lesson: Lesson) -> None:
    lesson.given()
    lesson.work(lesson.kim)
    with pytest.raises(NotNow):
        services.edit_assignment(lesson.assignment, tasks=TASKS[1:], by=lesson.tom)
    reworded = [{**TASKS[0], "prompt": "Mark what can be checked."}, *TASKS[1:]]
    changed = services.edit_assignment(lesson.assignment, tasks=reworded, by=lesson.tom)
    assert changed.tasks[0]["prompt"] == "Mark what can be checked."
    assert Answer.objects.get().body == {"marks": MARKED["marks"]}


def test_a_verdict_that_was_corrected_meanwhile_comes_into_the_key_when_asked(
    lesson: Lesson,
) -> None:
    decide_again(lesson.claim, lesson.scene)
    assert Key.objects.get().body["verdict"]["label"] == "False"
    services.take_key(lesson.assignment, by=lesson.tom)
    assert Key.objects.get().body["verdict"]["label"] == "True"


# --- the two tables -------------------------------------------------------------------------

TEACHING = {
    "give": services.give_assignment,
    "close": services.close_assignment,
    "reveal": services.reveal_assignment,
}


@pytest.mark.parametrize("stage", Stage.values)
@pytest.mark.parametrize("step", TEACHING)
def test_an_assignment_goes_as_the_table_says(lesson: Lesson, stage: str, step: str) -> None:
    revealed = {"revealed_at": lesson.course.created_at} if stage == Stage.REVEALED else {}
    Assignment.objects.filter(pk=lesson.assignment.pk).update(stage=stage, **revealed)
    after = STAGES[Stage(stage)].get(step)
    if after is None:
        with pytest.raises(NotNow):
            TEACHING[step](lesson.assignment, by=lesson.tom)
    else:
        assert TEACHING[step](lesson.assignment, by=lesson.tom).stage == after


STEPS: dict[str, Any] = {
    "hand_in": lambda work, lesson: services.hand_in(work, by=lesson.kim.user),
    "take_back": lambda work, lesson: services.take_back_work(work, by=lesson.kim.user),
    "return": lambda work, lesson: services.return_work(work, "Look again.", by=lesson.tom),
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("step", STEPS)
def test_work_goes_as_the_table_says(lesson: Lesson, state: str, step: str) -> None:
    services.edit_assignment(lesson.assignment, attempts=5, by=lesson.tom)
    lesson.given()
    work = lesson.work(lesson.kim)
    Submission.objects.filter(pk=work.pk).update(state=state)
    after = STATES[State(state)].get(step)
    if after is None:
        with pytest.raises(NotNow):
            STEPS[step](work, lesson)
    else:
        assert STEPS[step](work, lesson).state == after


# --- saving ---------------------------------------------------------------------------------


def test_every_save_is_kept_beside_those_before(lesson: Lesson) -> None:
    lesson.given()
    work = services.begin_work(lesson.assignment, by=lesson.kim.user)
    for text in ("a", "ab", "ab", "abc"):
        services.save_answer(work, "verdict", {"reason": text}, by=lesson.kim.user)
    assert [one.body["reason"] for one in AnswerVersion.objects.all()] == ["a", "ab", "abc"]
    assert Answer.objects.get().revision == 3


def test_two_tabs_overwrite_nothing(lesson: Lesson) -> None:
    lesson.given()
    work, kim = services.begin_work(lesson.assignment, by=lesson.kim.user), lesson.kim.user
    services.save_answer(work, "verdict", {"reason": "one tab"}, revision=0, by=kim)
    with pytest.raises(Stale):
        services.save_answer(work, "verdict", {"reason": "the other"}, revision=0, by=kim)
    assert Answer.objects.get().body["reason"] == "one tab"
    services.save_answer(work, "verdict", {"reason": "both"}, revision=1, by=kim)


def test_work_is_begun_once(lesson: Lesson) -> None:
    lesson.given()
    one = services.begin_work(lesson.assignment, by=lesson.kim.user)
    assert services.begin_work(lesson.assignment, by=lesson.kim.user) == one


def test_hints_open_one_at_a_time_and_are_told(lesson: Lesson) -> None:
    lesson.given()
    work = lesson.work(lesson.kim)
    assert [services.open_hint(work, "find", by=lesson.kim.user).number for _ in "12"] == [1, 2]
    with pytest.raises(NotNow):
        services.open_hint(work, "find", by=lesson.kim.user)
    services.hand_in(work, by=lesson.kim.user)
    assert HandIn.objects.get().hints == {"find": 2}
    assert AuditEvent.objects.filter(action="work.hint_opened").count() == 2


def test_what_was_handed_in_stays_as_it_was(lesson: Lesson) -> None:
    services.edit_assignment(lesson.assignment, attempts=2, by=lesson.tom)
    lesson.given()
    work = lesson.work(lesson.kim)
    services.hand_in(work, by=lesson.kim.user)
    with pytest.raises(NotNow):
        services.save_answer(work, "verdict", {"reason": "late"}, by=lesson.kim.user)
    services.take_back_work(work, by=lesson.kim.user)
    services.save_answer(fresh(work), "verdict", {"reason": "better"}, by=lesson.kim.user)
    services.hand_in(fresh(work), by=lesson.kim.user)
    first, second = HandIn.objects.order_by("attempt")
    assert "verdict" not in first.answers
    assert second.answers["verdict"]["reason"] == "better"
    with pytest.raises(NotNow):
        services.take_back_work(fresh(work), by=lesson.kim.user)


def test_nothing_is_handed_in_empty(lesson: Lesson) -> None:
    lesson.given()
    work = services.begin_work(lesson.assignment, by=lesson.kim.user)
    with pytest.raises(ValidationError):
        services.hand_in(work, by=lesson.kim.user)


def test_the_reveal_collects_what_is_there_and_ends_the_writing(lesson: Lesson) -> None:
    lesson.given()
    work = lesson.work(lesson.kim)
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    assert fresh(work).state == State.HANDED_IN
    assert HandIn.objects.get().answers["find"] == MARKED
    with pytest.raises(NotNow):
        services.save_answer(fresh(work), "verdict", {"rating": "false"}, by=lesson.kim.user)
    with pytest.raises(NotNow):
        services.begin_work(fresh(lesson.assignment), by=lesson.lea.user)


def test_work_that_is_returned_after_the_reveal_can_be_written_again(lesson: Lesson) -> None:
    lesson.given()
    work = lesson.work(lesson.kim)
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    services.return_work(fresh(work), "Read the second paragraph.", by=lesson.tom)
    services.save_answer(fresh(work), "verdict", {"reason": "Now."}, by=lesson.kim.user)
    services.hand_in(fresh(work), by=lesson.kim.user)
    assert HandIn.objects.count() == 2


def test_whoever_leaves_a_group_writes_no_more_and_the_group_goes_on(lesson: Lesson) -> None:
    (group,) = services.make_groups(lesson.assignment, size=2, by=lesson.tom)
    lesson.given()
    services.leave_course(lesson.kim, by=lesson.kim.user)
    with pytest.raises(PermissionDenied):
        services.save_answer(group, "find", MARKED, by=lesson.kim.user)
    services.save_answer(group, "find", MARKED, by=lesson.lea.user)


def test_groups_are_not_shuffled_once_someone_wrote(lesson: Lesson) -> None:
    lesson.given()
    lesson.work(lesson.kim)
    with pytest.raises(NotNow):
        services.make_groups(lesson.assignment, size=2, by=lesson.tom)


# --- who sees, who may ----------------------------------------------------------------------

SEES: list[tuple[str, Any, Any]] = [
    ("course", Course, lambda user, row: rules.may_teach(user, row) or rules.may_study(user, row)),
    ("assignment", Assignment, rules.may_see_assignment),
    ("work", Submission, rules.may_see_work),
]


@pytest.mark.parametrize("given", [False, True])
@pytest.mark.parametrize(("name", "model", "rule"), SEES)
def test_lists_and_rules_agree(
    lesson: Lesson, name: str, model: Any, rule: Any, given: bool
) -> None:
    if given:
        lesson.given()
        lesson.work(lesson.kim)
    for who, user in lesson.everyone().items():
        seen = set(model.objects.visible_to(user).values_list("pk", flat=True))
        for row in model.objects.all():
            assert (row.pk in seen) == rule(user, row), (name, who, row)


def test_nobody_but_teacher_and_student_sees_the_work(lesson: Lesson) -> None:
    lesson.given()
    work = lesson.work(lesson.kim)
    everyone = lesson.everyone().items()
    assert {name for name, user in everyone if rules.may_see_work(user, work)} == {"tom", "kim"}
    assert {name for name, user in everyone if rules.may_write(user, work)} == {"kim"}


@pytest.mark.parametrize("revealed", [False, True])
def test_the_key_is_for_teachers_until_the_reveal(lesson: Lesson, revealed: bool) -> None:
    assignment = lesson.given()
    if revealed:
        assignment = services.reveal_assignment(assignment, by=lesson.tom)
    everyone = lesson.everyone().items()
    seeing = {name for name, user in everyone if rules.may_see_key(user, assignment)}
    assert seeing == {"tom"} | ({"kim", "lea"} if revealed else set())


TEACHER = {"tom"}
ACTIONS: dict[str, tuple[Any, set[str]]] = {
    "make": (
        lambda on, work, by: services.make_assignment(
            on.course, claim=on.claim, tasks=TASKS, by=by
        ),
        TEACHER,
    ),
    "edit": (
        lambda on, work, by: services.edit_assignment(on.assignment, intro="x", by=by),
        TEACHER,
    ),
    "key": (lambda on, work, by: services.take_key(on.assignment, by=by), TEACHER),
    "close": (lambda on, work, by: services.close_assignment(on.assignment, by=by), TEACHER),
    "reveal": (lambda on, work, by: services.reveal_assignment(on.assignment, by=by), TEACHER),
    "delete": (lambda on, work, by: services.delete_assignment(on.assignment, by=by), TEACHER),
    "groups": (lambda on, work, by: services.make_groups(on.assignment, size=2, by=by), TEACHER),
    "begin": (lambda on, work, by: services.begin_work(on.assignment, by=by), {"kim", "lea"}),
    "save": (lambda on, work, by: services.save_answer(work, "verdict", {}, by=by), {"kim"}),
    "hint": (lambda on, work, by: services.open_hint(work, "find", by=by), {"kim"}),
    "hand in": (lambda on, work, by: services.hand_in(work, by=by), {"kim"}),
    "take back": (lambda on, work, by: services.take_back_work(work, by=by), {"kim"}),
    "return": (lambda on, work, by: services.return_work(work, "Again.", by=by), TEACHER),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_who_may(lesson: Lesson, action: str) -> None:
    lesson.given()
    work = lesson.work(lesson.kim)
    do, expected = ACTIONS[action]
    assert as_each(lesson, lambda user: do(lesson, work, user)) == expected
