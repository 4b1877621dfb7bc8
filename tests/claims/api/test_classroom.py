"""Courses and assignments over REST."""

from typing import Any

import pytest
from django.test import Client

from claims.classroom import services
from claims.classroom.models import Assignment, Course, Enrolment
from tests.claims.lessons import TASKS, Lesson

pytestmark = pytest.mark.django_db

API = "/api/v1/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def as_(user: Any) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user, BACKEND)
    return client


def send(client: Client, verb: str, address: str, body: Any = None, **headers: str) -> Any:
    given = {"content_type": "application/json", "headers": headers}
    return getattr(client, verb)(f"{API}{address}", body or {}, **given)


def test_a_course_and_an_assignment_from_a_program(lesson: Lesson) -> None:
    client = as_(lesson.tom)
    made = send(client, "post", "courses/", {"workspace": "desk", "title": "By program"})
    assert made.status_code == 201
    course = made.json()
    assert course["code"] == Course.objects.get(pk=course["id"]).code
    sent = {"course": course["id"], "claim": lesson.claim.pk, "lesson": "sift"}
    answer = send(client, "post", "assignments/", sent)
    assert answer.status_code == 201, answer.content
    assignment = answer.json()
    assert assignment["title"] == "SIFT: four moves before you believe it"
    assert assignment["texts"] == [lesson.scene.snapshot.pk]
    address = f"assignments/{assignment['id']}/"
    given = send(client, "post", f"{address}give/", **{"If-Match": answer["ETag"]})
    assert given.json()["stage"] == "given"
    late = send(client, "patch", address, {"title": "Late"}, **{"If-Match": answer["ETag"]})
    assert late.status_code == 412
    assert send(client, "post", f"{address}reveal/").json()["stage"] == "revealed"
    assert send(client, "post", f"{address}give/").status_code == 409


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"lesson": "none-such"}, "lesson"),
        ({"tasks": [{"kind": "guess"}]}, "tasks"),
        ({"tasks": TASKS, "attempts": 0}, "attempts"),
        ({"tasks": TASKS, "snapshots": []}, None),
    ],
)
def test_what_makes_no_assignment_is_named(lesson: Lesson, sent: Any, field: str | None) -> None:
    sent = {"course": lesson.course.pk, "claim": lesson.claim.pk, "title": "X"} | sent
    answer = send(as_(lesson.tom), "post", "assignments/", sent)
    assert answer.status_code == (400 if field else 201)
    if field:
        assert field in answer.json()["error"]["fields"]


def test_students_are_told_what_is_asked_and_no_hint_code_or_key(lesson: Lesson) -> None:
    lesson.given()
    client = as_(lesson.kim.user)
    (course,) = client.get(f"{API}courses/").json()["results"]
    assert "code" not in course
    (assignment,) = client.get(f"{API}assignments/").json()["results"]
    assert assignment["tasks"][0]["hints"] == 2
    whole = client.get(f"{API}assignments/{assignment['id']}/")
    assert whole.json()["tasks"][0]["hints"] == 2
    for answer in (whole, client.get(f"{API}courses/{course['id']}/")):
        told = answer.content.decode()
        assert "The log is empty" not in told
        assert lesson.course.code not in told
        assert "Look at the numbers" not in told
    assert client.get(f"{API}assignments/{assignment['id']}/key/").status_code == 403
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    key = client.get(f"{API}assignments/{assignment['id']}/key/").json()
    assert key["body"]["verdict"]["summary"] == "The log is empty."


def test_students_get_themselves_alone(lesson: Lesson) -> None:
    rows = as_(lesson.kim.user).get(f"{API}courses/{lesson.course.pk}/students/").json()["results"]
    assert [row["name"] for row in rows] == ["Kim"]
    rows = as_(lesson.tom).get(f"{API}courses/{lesson.course.pk}/students/").json()["results"]
    assert {row["name"] for row in rows} == {"Kim", "Lea"}


WRITES = [
    ("patch", "courses/{course}/", {"title": "Theirs"}),
    ("post", "courses/{course}/archive/", {}),
    ("post", "courses/{course}/code/", {}),
    ("post", "courses/{course}/resume-code/", {"student": "{kim}"}),
    ("post", "courses/{course}/remove-student/", {"student": "{kim}"}),
    ("patch", "assignments/{assignment}/", {"title": "Theirs"}),
    ("post", "assignments/{assignment}/reveal/", {}),
    ("post", "assignments/{assignment}/close/", {}),
    ("post", "assignments/{assignment}/groups/", {"size": 2}),
    ("post", "assignments/{assignment}/key/", {}),
    ("delete", "assignments/{assignment}/", {}),
    ("post", "assignments/", {"course": "{course}", "claim": "{claim}", "lesson": "sift"}),
]


@pytest.mark.parametrize(("verb", "address", "body"), WRITES)
def test_who_is_not_its_teacher_changes_nothing(
    lesson: Lesson, verb: str, address: str, body: dict[str, Any]
) -> None:
    lesson.given()
    ids = {
        "course": lesson.course.pk,
        "assignment": lesson.assignment.pk,
        "kim": lesson.kim.pk,
        "lea": lesson.lea.pk,
        "claim": lesson.claim.pk,
    }
    sent = {
        name: int(value.format(**ids)) if "{" in str(value) else value
        for name, value in body.items()
    }
    for who, user in lesson.everyone().items():
        if who != "tom":
            answer = send(as_(user), verb, address.format(**ids), sent)
            assert answer.status_code in {401, 403, 404}, (who, answer.status_code)
    assert Assignment.objects.get(pk=lesson.assignment.pk).stage == "given"
    assert Assignment.objects.count() == 1
    assert Course.objects.get(pk=lesson.course.pk).title == "Media class 9b"
    assert not Enrolment.objects.filter(left_at__isnull=False).exists()


def test_a_student_erases_themselves_and_nobody_else(lesson: Lesson) -> None:
    address = f"courses/{lesson.course.pk}/erase-student/"
    for who, user in lesson.everyone().items():
        if who not in {"tom", "lea"}:
            answer = send(as_(user), "post", address, {"student": lesson.lea.pk})
            assert answer.status_code in {401, 403, 404}, who
    assert Enrolment.objects.get(pk=lesson.lea.pk).erased_at is None
    sent = {"student": lesson.lea.pk}
    assert send(as_(lesson.lea.user), "post", address, sent).status_code == 204
    assert Enrolment.objects.get(pk=lesson.lea.pk).erased_at is not None


def test_others_do_not_learn_that_it_is_there(lesson: Lesson) -> None:
    lesson.given()
    for who, user in lesson.everyone().items():
        client = as_(user)
        for address in (f"courses/{lesson.course.pk}/", f"assignments/{lesson.assignment.pk}/"):
            status = client.get(f"{API}{address}").status_code
            seen = who in {"tom", "kim", "lea"}
            assert (status == 200) == seen, (who, address, status)
