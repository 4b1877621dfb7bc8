"""A teacher opens a course, sets an assignment, and sees how far everyone is."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.classroom import services
from claims.classroom.models import Assignment, Course, Enrolment, Submission
from provenance.accounts.models import Membership
from tests.claims.lessons import Lesson
from tests.claims.scene import decide_again

pytestmark = pytest.mark.django_db


def as_(user: Any) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, view: str, *rows: Any, **asked: Any) -> str:
    answer = client.get(reverse(view, args=rows), asked)
    assert answer.status_code == 200, (view, answer.status_code)
    return answer.content.decode()


# --- from nothing to a lesson ---------------------------------------------------------------


def test_from_nothing_to_a_lesson_that_runs(lesson: Lesson) -> None:
    client = as_(lesson.tom)
    opened = client.post(reverse("new-course"), {"title": "Evening class"})
    course = Course.objects.get(title="Evening class")
    assert opened["Location"] == reverse("course", args=[course.pk])
    assert course.code in page(client, "course", course.pk)
    sources = page(client, "assignment-sources", course.pk)
    assert lesson.claim.statement in sources
    assert "its verdict can be found outside the class" in sources
    address = f"{reverse('set-assignment', args=[course.pk])}?claim={lesson.claim.pk}"
    form = client.get(address).context["form"]
    sent = {
        "title": form.initial["title"],
        "lesson": "sift",
        "snapshots": form.initial["snapshots"],
        "how": "alone",
        "attempts": 1,
        "give": "1",
    }
    made = client.post(address, sent)
    assignment = Assignment.objects.get(course=course)
    assert made["Location"] == reverse("assignment", args=[assignment.pk])
    assert (assignment.stage, assignment.lesson) == ("given", "sift")
    assert assignment.tasks[0]["id"] == "stop"


def test_own_tasks_and_a_draft(lesson: Lesson) -> None:
    client = as_(lesson.tom)
    address = (
        f"{reverse('set-assignment', args=[lesson.course.pk])}?snapshot={lesson.scene.snapshot.pk}"
    )
    sent: dict[str, Any] = {
        "title": "Mine",
        "lesson": "own",
        "snapshots": [lesson.scene.snapshot.pk],
    }
    sent |= {"how": "alone", "attempts": 2}
    refused = client.post(address, sent)
    assert refused.status_code == 400
    assert "Choose what the class does." in refused.content.decode()
    client.post(address, sent | {"kinds": ["find", "verdict"]})
    made = Assignment.objects.get(title="Mine")
    assert (made.stage, made.attempts) == ("draft", 2)
    assert [task["kind"] for task in made.tasks] == ["find", "verdict"]


def test_a_lesson_that_needs_two_texts_says_so(lesson: Lesson) -> None:
    address = f"{reverse('set-assignment', args=[lesson.course.pk])}?claim={lesson.claim.pk}"
    sent: dict[str, Any] = {
        "title": "X",
        "lesson": "own",
        "kinds": ["compare"],
        "how": "alone",
        "attempts": 1,
    }
    sent["snapshots"] = [lesson.scene.snapshot.pk]
    refused = as_(lesson.tom).post(address, sent)
    assert refused.status_code == 400
    assert "needs 2 text" in refused.content.decode()


def test_nothing_is_set_that_the_teacher_does_not_see(lesson: Lesson) -> None:
    client = as_(lesson.tom)
    address = reverse("set-assignment", args=[lesson.course.pk])
    for asked in ("", f"?snapshot={lesson.scene.foreign.pk}", "?claim=999999", "?claim=x"):
        assert client.get(address + asked).status_code == 404
    found = page(client, "assignment-sources", lesson.course.pk, q="pier")
    assert "Westhill" not in found


def test_from_a_claim_the_only_course_is_taken(lesson: Lesson) -> None:
    answer = as_(lesson.tom).get(reverse("set-elsewhere"), {"claim": lesson.claim.pk})
    expected = reverse("set-assignment", args=[lesson.course.pk])
    assert answer["Location"] == f"{expected}?claim={lesson.claim.pk}"
    services.open_course(lesson.cast.desk, "Another", by=lesson.tom)
    assert "For which class?" in page(as_(lesson.tom), "set-elsewhere", claim=lesson.claim.pk)


# --- running it -----------------------------------------------------------------------------


def press(client: Client, view: str, *rows: Any, **sent: Any) -> str:
    answer = client.post(reverse(view, args=rows), sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_steps_of_an_assignment(lesson: Lesson) -> None:
    client, pk = as_(lesson.tom), lesson.assignment.pk
    assert "The class has it now." in press(client, "turn-assignment", pk, "give")
    lesson.work(lesson.kim)
    shown = page(client, "assignment", pk)
    assert "Kim" in shown
    assert "Not begun: Lea." in shown
    assert "1 work not handed in yet" in page(client, "reveal-assignment", pk)
    assert "It is revealed." in press(client, "reveal-assignment", pk)
    assert "You cannot give an assignment" in press(client, "turn-assignment", pk, "give")
    assert client.post(reverse("turn-assignment", args=[pk, "burn"])).status_code == 404


def test_the_words_are_changed_and_two_teachers_do_not_overwrite_each_other(
    lesson: Lesson,
) -> None:
    client, address = as_(lesson.tom), reverse("edit-assignment", args=[lesson.assignment.pk])
    form = client.get(address).context["form"]
    sent = {name: bound.value() for name, bound in ((f.name, f) for f in form)}
    sent = {name: value for name, value in sent.items() if value is not None}
    sent |= {"prompt_1": "Mark it.", "hints_1": "One.\n\nTwo.", "glossary": "pier: where boats lie"}
    client.post(address, sent)
    row = Assignment.objects.get(pk=lesson.assignment.pk)
    assert row.tasks[0]["prompt"] == "Mark it."
    assert row.tasks[0]["hints"] == ["One.", "Two."]
    assert row.glossary == {"pier": "where boats lie"}
    assert client.post(address, sent | {"title": "Late"}).status_code == 412


def test_a_key_that_is_old_says_so(lesson: Lesson) -> None:
    client = as_(lesson.tom)
    assert "another verdict since" not in page(client, "assignment", lesson.assignment.pk)
    decide_again(lesson.claim, lesson.scene)
    assert "another verdict since" in page(client, "assignment", lesson.assignment.pk)
    press(client, "turn-assignment", lesson.assignment.pk, "take-key")
    assert "another verdict since" not in page(client, "assignment", lesson.assignment.pk)


def test_groups_are_shuffled_from_the_page(lesson: Lesson) -> None:
    press(as_(lesson.tom), "make-groups", lesson.assignment.pk, size="2")
    assert Submission.objects.get().name == "Group 1"
    assert "2 to 10" in press(as_(lesson.tom), "make-groups", lesson.assignment.pk, size="99")


def test_work_is_returned_with_a_reason(lesson: Lesson) -> None:
    lesson.given()
    work = lesson.work(lesson.kim)
    services.hand_in(work, by=lesson.kim.user)
    address = reverse("return-work", args=[work.pk])
    assert as_(lesson.tom).post(address, {"reason": ""}).status_code == 400
    as_(lesson.tom).post(address, {"reason": "Look at the date."})
    assert Submission.objects.get(pk=work.pk).reason == "Look at the date."


def test_the_course_is_looked_after(lesson: Lesson) -> None:
    client, pk = as_(lesson.tom), lesson.course.pk
    old = lesson.course.code
    press(client, "turn-course", pk, "code")
    assert Course.objects.get(pk=pk).code != old
    assert "Nobody new can join" in press(client, "turn-course", pk, "shut")
    press(client, "add-section", pk, name="A")
    section = lesson.course.sections.get()
    press(client, "move-student", lesson.kim.pk, section=section.pk)
    assert Enrolment.objects.get(pk=lesson.kim.pk).section == section
    press(client, "student", lesson.kim.pk, name="Wren")
    assert Enrolment.objects.get(pk=lesson.kim.pk).name == "Wren"
    secret = client.post(reverse("student-code", args=[lesson.kim.pk])).context["secret"]
    assert services.resume_course(secret, by=None) == lesson.kim
    press(client, "add-teacher", pk, teacher=lesson.cast.max.pk)
    mine = lesson.course.enrolments.get(user=lesson.tom)
    press(client, "remove-teacher", pk, mine.pk)
    assert client.get(reverse("course", args=[pk])).status_code == 404
    owner = as_(lesson.cast.max)
    press(owner, "remove-student", lesson.kim.pk, erase="1")
    assert Enrolment.objects.get(pk=lesson.kim.pk).erased_at
    assert "Archived on" in press(owner, "turn-course", pk, "archive")
    assert "archived" in press(owner, "turn-course", pk, "shut")
    press(owner, "turn-course", pk, "bring-back")
    assert Course.objects.get(pk=pk).archived_at is None


def test_a_course_whose_teacher_is_gone_is_taken_over_by_an_owner(lesson: Lesson) -> None:
    owner = as_(lesson.cast.max)
    assert lesson.course.title not in page(owner, "classes")
    assert owner.post(reverse("take-over-course", args=[lesson.course.pk])).status_code == 404
    Membership.objects.filter(user=lesson.tom).delete()
    assert lesson.course.title in page(owner, "classes")
    owner.post(reverse("take-over-course", args=[lesson.course.pk]))
    assert owner.get(reverse("course", args=[lesson.course.pk])).status_code == 200


# --- who sees it ----------------------------------------------------------------------------


def addresses(lesson: Lesson) -> dict[str, str]:
    work = lesson.work(lesson.kim)
    set_ = reverse("set-assignment", args=[lesson.course.pk])
    return {
        "course": reverse("course", args=[lesson.course.pk]),
        "rename": reverse("edit-course", args=[lesson.course.pk]),
        "sources": reverse("assignment-sources", args=[lesson.course.pk]),
        "set": f"{set_}?claim={lesson.claim.pk}",
        "student": reverse("student", args=[lesson.kim.pk]),
        "assignment": reverse("assignment", args=[lesson.assignment.pk]),
        "words": reverse("edit-assignment", args=[lesson.assignment.pk]),
        "return": reverse("return-work", args=[work.pk]),
        "reveal": reverse("reveal-assignment", args=[lesson.assignment.pk]),
    }


def test_teachers_of_the_course_alone_see_its_pages(lesson: Lesson) -> None:
    lesson.given()
    seen = {
        (name, who)
        for name, address in addresses(lesson).items()
        for who, user in lesson.everyone().items()
        if as_(user).get(address).status_code == 200
    }
    assert {who for _, who in seen} == {"tom"}
    assert len(seen) == 9


def test_what_others_post_changes_nothing(lesson: Lesson) -> None:
    course, assignment = lesson.course.pk, lesson.assignment.pk
    posts = [
        reverse("turn-course", args=[course, "archive"]),
        reverse("reveal-assignment", args=[assignment]),
        reverse("delete-assignment", args=[assignment]),
        reverse("make-groups", args=[assignment]),
        reverse("remove-student", args=[lesson.kim.pk]),
        reverse("student-code", args=[lesson.kim.pk]),
        reverse("add-section", args=[course]),
    ]
    for who, user in lesson.everyone().items():
        if who != "tom":
            for address in posts:
                assert as_(user).post(address, {"size": 2}).status_code in {302, 403, 404}
    assert Assignment.objects.get(pk=assignment).stage == "draft"
    assert Course.objects.get(pk=course).archived_at is None
    assert Enrolment.objects.get(pk=lesson.kim.pk).left_at is None


def test_pages_ask_a_constant_number_of_questions(lesson: Lesson) -> None:
    lesson.given()
    lesson.work(lesson.kim)
    client = as_(lesson.tom)
    views: list[tuple[Any, ...]] = [
        ("course", lesson.course.pk),
        ("assignment", lesson.assignment.pk),
        ("classes",),
    ]
    before = {}
    for name, *rows in views:
        with CaptureQueriesContext(connection) as asked:
            page(client, name, *rows)
        before[name] = len(asked)
    for number in range(5):
        place, _ = services.join_course(lesson.course.code, name=f"S{number}", by=None)
        services.begin_work(lesson.assignment, by=place.user)
    services.open_course(lesson.cast.desk, "Another", by=lesson.tom)
    for name, *rows in views:
        with CaptureQueriesContext(connection) as asked:
            page(client, name, *rows)
        assert len(asked) == before[name], name
