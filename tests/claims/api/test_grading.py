"""Grades, remarks, rubrics and the grade book over REST."""

from typing import Any

import pytest
from django.test import Client

from claims.classroom import services
from claims.classroom.models import Grade, HandIn, Remark
from tests.claims.graded import REASON, as_, graded, handed_in
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def send(client: Client, verb: str, address: str, body: Any = None, **headers: str) -> Any:
    given = {"content_type": "application/json", "headers": headers}
    return getattr(client, verb)(f"{API}{address}", body or {}, **given)


def test_a_grade_from_a_program(lesson: Lesson) -> None:
    work, client = handed_in(lesson), as_(lesson.tom)
    address = f"submissions/{work.pk}/grade/"
    read = send(client, "get", address)
    rows = {row["criterion"]: row for row in read.json()["rows"]}
    assert rows["verdict-reason"]["suggested"] == 10
    assert rows["verdict-reason"]["points"] is None
    sent = {"points": {"verdict-reason": 7.5}, "comment": "Good."}
    kept = send(client, "put", address, sent, **{"If-Match": read["ETag"]})
    assert (kept.status_code, kept.json()["points"], kept.json()["out_of"]) == (200, 7.5, 30)
    late = send(client, "put", address, sent, **{"If-Match": read["ETag"]})
    assert late.status_code == 412
    out = send(client, "post", f"submissions/{work.pk}/release-grade/")
    assert out.json()["released_at"]
    back = send(client, "post", f"submissions/{work.pk}/withhold-grade/")
    assert back.json()["released_at"] is None


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "points"),
        ({"points": {"none": 1}}, "points"),
        ({"points": {"verdict-reason": 10.5}}, "points"),
        ({"points": {"verdict-reason": "nan"}}, "points"),
        ({"points": {"verdict-reason": 101}}, "points"),
        ({"points": {}, "comment": "x" * 5_001}, "comment"),
    ],
)
def test_points_that_are_none_are_named(lesson: Lesson, sent: Any, field: str) -> None:
    work = handed_in(lesson)
    answer = send(as_(lesson.tom), "put", f"submissions/{work.pk}/grade/", sent)
    assert answer.status_code == 400, answer.content
    assert any(name.startswith(field) for name in answer.json()["error"]["fields"])
    assert not Grade.objects.exists()


def test_remarks_from_a_program(lesson: Lesson) -> None:
    work, client = handed_in(lesson), as_(lesson.tom)
    address = f"submissions/{work.pk}/remarks/"
    start = REASON.index("log")
    sent = {"task": "verdict", "path": "reason", "start": start, "end": start + 3, "words": "Hm."}
    made = send(client, "post", address, sent, **{"Idempotency-Key": "once"})
    again = send(client, "post", address, sent, **{"Idempotency-Key": "once"})
    assert (made.status_code, made.json()["quote"]) == (201, "log")
    assert again.json() == made.json()
    one = f"{address}{made.json()['id']}/"
    edited = send(client, "patch", one, {"words": "Which?"}, **{"If-Match": made["ETag"]})
    assert edited.json()["words"] == "Which?"
    stale = send(client, "patch", one, {"words": "No."}, **{"If-Match": made["ETag"]})
    assert stale.status_code == 412
    assert [row["words"] for row in send(client, "get", address).json()["results"]] == ["Which?"]
    assert send(client, "delete", one).status_code == 204
    assert send(client, "get", address).json()["results"] == []
    assert send(client, "delete", one).status_code == 404
    bad = send(client, "post", address, sent | {"end": 9_999})
    assert (bad.status_code, list(bad.json()["error"]["fields"])) == (400, ["start"])


def test_the_rubric_from_a_program(lesson: Lesson) -> None:
    client, address = as_(lesson.tom), f"assignments/{lesson.assignment.pk}/rubric/"
    usual = send(client, "get", address)
    assert (usual.json()["out_of"], usual.json()["is_own"]) == (30, False)
    sent = {"criteria": [{"measure": "free", "label": "Care", "points": 4}]}
    kept = send(client, "put", address, sent, **{"If-Match": usual["ETag"]})
    assert (kept.json()["out_of"], kept.json()["is_own"]) == (4, True)
    assert send(client, "put", address, sent, **{"If-Match": usual["ETag"]}).status_code == 412
    bad = send(client, "put", address, {"criteria": [{"measure": "guess"}]})
    assert (bad.status_code, list(bad.json()["error"]["fields"])) == (400, ["criteria"])


def test_the_book_from_a_program(lesson: Lesson) -> None:
    graded(lesson)
    answer = send(as_(lesson.tom), "get", f"courses/{lesson.course.pk}/gradebook/")
    lines = {line["name"]: line for line in answer.json()["lines"]}
    assert (lines["Kim"]["points"], lines["Kim"]["out_of"]) == (10, 30)
    assert lines["Kim"]["cells"][0]["stands"] == "graded"
    assert lines["Lea"]["cells"][0]["submission"] is None
    out = send(as_(lesson.tom), "post", f"assignments/{lesson.assignment.pk}/release-grades/")
    assert out.json() == {"released": 1}


def test_a_student_is_told_what_was_released_and_nothing_that_tells_of_the_key(
    lesson: Lesson,
) -> None:
    work, kim = graded(lesson), as_(lesson.kim.user)
    address = f"submissions/{work.pk}/"
    assert send(kim, "get", f"{address}grade/").status_code == 404
    assert send(kim, "get", f"{address}remarks/").json()["results"] == []
    services.release_grade(HandIn.objects.get(), by=lesson.tom)
    told = send(kim, "get", f"{address}grade/").json()
    assert [row["criterion"] for row in told["rows"]] == ["verdict-reason"]
    assert (told["points"], told["out_of"], told["waiting"]) == (7, 10, 1)
    assert "suggested" not in str(told)
    assert "reason" not in told["rows"][0]
    assert len(send(kim, "get", f"{address}remarks/").json()["results"]) == 1
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    assert send(kim, "get", f"{address}grade/").json()["points"] == 10


ASKED: list[tuple[str, str, dict[str, Any]]] = [
    ("get", "submissions/{work}/grade/", {}),
    ("put", "submissions/{work}/grade/", {"points": {}}),
    ("post", "submissions/{work}/release-grade/", {}),
    ("post", "submissions/{work}/withhold-grade/", {}),
    ("post", "submissions/{work}/remarks/", {"task": "verdict", "words": "x"}),
    ("patch", "submissions/{work}/remarks/{remark}/", {"words": "x"}),
    ("delete", "submissions/{work}/remarks/{remark}/", {}),
    ("get", "assignments/{assignment}/rubric/", {}),
    ("put", "assignments/{assignment}/rubric/", {"criteria": []}),
    ("post", "assignments/{assignment}/release-grades/", {}),
    ("get", "courses/{course}/gradebook/", {}),
]


@pytest.mark.parametrize("released", [False, True])
def test_grading_is_for_the_teachers_of_the_course(lesson: Lesson, released: bool) -> None:
    work = graded(lesson)
    if released:
        services.release_grade(HandIn.objects.get(), by=lesson.tom)
    ids = {"work": work.pk, "remark": Remark.objects.get().pk, "course": lesson.course.pk}
    ids |= {"assignment": lesson.assignment.pk}
    before = list(Grade.objects.values()), list(Remark.objects.values())
    for who, user in lesson.everyone().items():
        if who == "tom":
            continue
        for verb, address, body in ASKED:
            status = send(as_(user), verb, address.format(**ids), body).status_code
            mine = released and who == "kim" and (verb, address) == ASKED[0][:2]
            assert status in ({200} if mine else {401, 403, 404}), (who, verb, address, status)
    assert (list(Grade.objects.values()), list(Remark.objects.values())) == before
