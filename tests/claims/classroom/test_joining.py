"""Coming into a course, coming back, leaving, and being forgotten."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.classroom import services
from claims.classroom.models import Answer, Course, Enrolment, HandIn
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db


def test_joining_makes_an_account_that_says_nothing_of_who_it_is(lesson: Lesson) -> None:
    user = lesson.kim.user
    assert user.is_confined
    assert not user.has_usable_password()
    assert (user.email, user.name, user.roles) == ("", "", {})
    assert "kim" not in user.username
    events = AuditEvent.objects.filter(target=f"classroom.course:{lesson.course.pk}")
    assert "Kim" not in str(list(events.values_list("detail", flat=True)))
    assert verify(lesson.cast.desk.pk).ok


def test_the_resume_code_is_shown_once_and_kept_as_a_digest(lesson: Lesson) -> None:
    assert lesson.secret not in lesson.kim.resume_digest
    back = services.resume_course(f" {lesson.secret.upper()} ", by=None)
    assert back == lesson.kim


@pytest.mark.parametrize("typed", ["", "2222-2222", "2222-2222-2222", "' OR 1=1", "x" * 9000])
def test_a_wrong_code_leads_nowhere(lesson: Lesson, typed: str) -> None:
    with pytest.raises(ValidationError):
        services.resume_course(typed, by=None)
    with pytest.raises(ValidationError):
        services.join_course(typed, name="Ada", by=None)


def test_joining_twice_gives_the_place_one_has(lesson: Lesson) -> None:
    again, secret = services.join_course(lesson.course.code, name="Other", by=lesson.kim.user)
    assert (again, secret, again.name) == (lesson.kim, "", "Kim")


def test_a_name_is_taken_once(lesson: Lesson) -> None:
    with pytest.raises(ValidationError) as refused:
        services.join_course(lesson.course.code, name="  kIM ", by=None)
    assert "come back with your own code" in refused.value.message_dict["name"][0]


def test_someone_with_an_account_joins_under_a_name_of_the_class(lesson: Lesson) -> None:
    sam = lesson.cast.sam
    place, secret = services.join_course(lesson.course.code, name="Owl", by=sam)
    assert place.user != sam
    assert place.owner == sam
    assert place.user.is_confined
    assert secret
    assert services.join_course(lesson.course.code, name="Fox", by=sam) == (place, "")


def test_the_same_student_joins_another_course_with_the_same_account(lesson: Lesson) -> None:
    place, _ = services.join_course(lesson.other.code, name="Kim", by=lesson.kim.user)
    assert place.user == lesson.kim.user
    assert place.course == lesson.other


def test_the_teacher_does_not_join_as_a_student(lesson: Lesson) -> None:
    with pytest.raises(NotNow):
        services.join_course(lesson.course.code, name="Tom", by=lesson.tom)


@pytest.mark.parametrize("how", ["closed", "archived", "renewed"])
def test_a_code_that_is_over_leads_nowhere(lesson: Lesson, how: str) -> None:
    code = lesson.course.code
    if how == "closed":
        services.edit_course(lesson.course, takes_students=False, by=lesson.tom)
    elif how == "archived":
        services.archive_course(lesson.course, by=lesson.tom)
    else:
        services.renew_code(lesson.course, by=lesson.tom)
    with pytest.raises(ValidationError):
        services.join_course(code, name="Ada", by=None)


def test_a_teacher_gives_a_new_resume_code_and_the_old_one_ends(lesson: Lesson) -> None:
    fresh = services.renew_resume_code(lesson.kim, by=lesson.tom)
    assert services.resume_course(fresh, by=None) == lesson.kim
    with pytest.raises(ValidationError):
        services.resume_course(lesson.secret, by=None)


def test_whoever_was_taken_out_does_not_come_back(lesson: Lesson) -> None:
    services.remove_student(lesson.kim, by=lesson.tom)
    with pytest.raises(ValidationError):
        services.resume_course(lesson.secret, by=None)
    assert not Course.objects.visible_to(lesson.kim.user).exists()


def test_a_student_is_called_otherwise_and_no_history_keeps_the_name(lesson: Lesson) -> None:
    services.rename_student(lesson.kim, "Wren", by=lesson.kim.user)
    assert Enrolment.objects.get(pk=lesson.kim.pk).name == "Wren"
    assert "Wren" not in str(list(AuditEvent.objects.values_list("detail", flat=True)))
    with pytest.raises(PermissionDenied):
        services.rename_student(lesson.kim, "Crow", by=lesson.lea.user)


# --- being forgotten ------------------------------------------------------------------------


def test_erasing_takes_the_name_the_code_and_what_was_written_alone(lesson: Lesson) -> None:
    lesson.given()
    work = lesson.work(lesson.kim)
    services.hand_in(work, by=lesson.kim.user)
    services.erase_student(lesson.kim, by=lesson.kim.user)
    gone = Enrolment.objects.get(pk=lesson.kim.pk)
    assert (gone.name, gone.resume_digest, gone.owner) == ("", "", None)
    assert not Answer.objects.filter(submission=work).exists()
    assert not HandIn.objects.filter(submission=work).exists()
    with pytest.raises(ValidationError):
        services.resume_course(lesson.secret, by=None)


def test_what_a_group_wrote_stays_with_the_group(lesson: Lesson) -> None:
    (group,) = services.make_groups(lesson.assignment, size=2, by=lesson.tom)
    lesson.given()
    services.save_answer(group, "verdict", {"reason": "Ours."}, by=lesson.kim.user)
    services.erase_student(lesson.kim, by=lesson.tom)
    assert Answer.objects.get(submission=group).body["reason"] == "Ours."
    with pytest.raises(PermissionDenied):
        services.save_answer(group, "verdict", {"reason": "Mine."}, by=lesson.kim.user)
    services.save_answer(group, "verdict", {"reason": "Still ours."}, by=lesson.lea.user)


# --- who may --------------------------------------------------------------------------------


def as_each(lesson: Lesson, do: Any) -> set[str]:
    """Who of everyone is let to do it; each try is undone."""
    from django.db import transaction  # noqa: PLC0415

    allowed = set()
    for name, user in lesson.everyone().items():
        try:
            with transaction.atomic():
                do(user)
                allowed.add(name)
                transaction.set_rollback(True)
        except (PermissionDenied, AttributeError):
            continue
        except NotNow:
            allowed.add(name)
    return allowed


TEACHER = {"tom"}


def free(lesson: Lesson) -> User:
    return lesson.cast.max


ACTIONS: dict[str, tuple[Any, set[str]]] = {
    "open": (lambda on, by: services.open_course(on.cast.desk, "X", by=by), {"tom", "max"}),
    "edit": (lambda on, by: services.edit_course(on.course, title="X", by=by), TEACHER),
    "code": (lambda on, by: services.renew_code(on.course, by=by), TEACHER),
    "teacher": (lambda on, by: services.add_teacher(on.course, free(on), by=by), TEACHER),
    "take over": (lambda on, by: services.take_over_course(on.course, by=by), {"max"}),
    "archive": (lambda on, by: services.archive_course(on.course, by=by), TEACHER),
    "reopen": (lambda on, by: services.reopen_course(on.course, by=by), TEACHER),
    "section": (lambda on, by: services.add_section(on.course, "A", by=by), TEACHER),
    "move": (lambda on, by: services.move_to_section(on.kim, None, by=by), TEACHER),
    "remove": (lambda on, by: services.remove_student(on.kim, by=by), TEACHER),
    "new code": (lambda on, by: services.renew_resume_code(on.kim, by=by), TEACHER),
    "rename": (lambda on, by: services.rename_student(on.kim, "Wren", by=by), {"tom", "kim"}),
    "erase": (lambda on, by: services.erase_student(on.kim, by=by), {"tom", "kim"}),
    "leave": (lambda on, by: services.leave_course(on.kim, by=by), {"kim"}),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_who_may(lesson: Lesson, action: str) -> None:
    do, expected = ACTIONS[action]
    assert as_each(lesson, lambda user: do(lesson, user)) == expected
