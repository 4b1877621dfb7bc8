"""The work of students over REST."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.classroom import services
from claims.classroom.models import Answer, AnswerVersion, HintOpened, Submission
from tests.claims.graded import as_
from tests.claims.lessons import MARKED, Lesson

from .test_grading import API, send

pytestmark = pytest.mark.django_db

REASON = {"body": {"reason": "The log is empty."}}


def begun(lesson: Lesson) -> tuple[Client, str]:
    lesson.given()
    client = as_(lesson.kim.user)
    made = send(client, "post", "submissions/", {"assignment": lesson.assignment.pk})
    assert made.status_code == 201, made.content
    return client, f"submissions/{made.json()['id']}/"


def test_from_begin_to_hand_in_and_back(lesson: Lesson) -> None:
    client, work = begun(lesson)
    again = send(client, "post", "submissions/", {"assignment": lesson.assignment.pk})
    assert f"submissions/{again.json()['id']}/" == work
    read = client.get(f"{API}{work}answers/verdict/")
    assert (read.json()["revision"], read.json()["body"]) == (0, {})
    kept = send(client, "put", f"{work}answers/verdict/", REASON, **{"If-Match": read["ETag"]})
    assert (kept.status_code, kept.json()["revision"]) == (200, 1)
    assert kept.json()["body"]["reason"] == "The log is empty."
    whole = client.get(f"{API}{work}")
    assert [row["task"] for row in whole.json()["answers"]] == ["verdict"]
    assert whole.json()["members"] == ["Kim"]
    done = send(client, "post", f"{work}hand-in/", **{"If-Match": whole["ETag"]})
    assert (done.status_code, done.json()["state"]) == (200, "handed_in")
    late = send(client, "put", f"{work}answers/verdict/", REASON, **{"If-Match": kept["ETag"]})
    assert late.status_code == 409
    assert send(client, "post", f"{work}take-back/").status_code == 409  # One attempt was given.
    sent = {"reason": "Look at the second sentence."}
    back = send(as_(lesson.tom), "post", f"{work}return/", sent)
    assert (back.json()["state"], back.json()["attempt"]) == ("returned", 2)


def test_an_answer_says_which_one_it_changes(lesson: Lesson) -> None:
    client, work = begun(lesson)
    address = f"{work}answers/verdict/"
    assert send(client, "put", address, REASON).status_code == 428
    first = client.get(f"{API}{address}")["ETag"]
    assert send(client, "put", address, REASON, **{"If-Match": first}).status_code == 200
    other = {"body": {"reason": "Something else."}}
    assert send(client, "put", address, other, **{"If-Match": first}).status_code == 412
    assert AnswerVersion.objects.count() == 1
    assert send(client, "put", address, other, **{"If-Match": "*"}).json()["revision"] == 2


@pytest.mark.parametrize(
    "body",
    [
        {"confidence": 900},
        {"reason": 7},
        {"marks": []},
        {"reason": "x" * 5_001},
        {"rating": "no-such-rating"},
    ],
)
def test_what_makes_no_answer_is_refused_and_nothing_kept(
    lesson: Lesson, body: dict[str, Any]
) -> None:
    client, work = begun(lesson)
    sent = {"body": body}
    answer = send(client, "put", f"{work}answers/verdict/", sent, **{"If-Match": "*"})
    assert answer.status_code == 400
    assert not Answer.objects.exclude(body={}).exists()
    assert send(client, "put", f"{work}answers/none/", sent, **{"If-Match": "*"}).status_code == 404


def test_hints_open_one_at_a_time_and_once_for_one_key(lesson: Lesson) -> None:
    client, work = begun(lesson)
    sent = {"task": "find"}
    one = send(client, "post", f"{work}hints/", sent, **{"Idempotency-Key": "a"})
    two = send(client, "post", f"{work}hints/", sent, **{"Idempotency-Key": "a"})
    assert one.json() == two.json() == {"task": "find", "number": 1, "hint": "Look at the numbers."}
    assert HintOpened.objects.count() == 1
    listed = client.get(f"{API}{work}hints/").json()["results"]
    assert listed == [one.json()]
    send(client, "post", f"{work}hints/", sent)
    assert send(client, "post", f"{work}hints/", sent).status_code == 409


WRITES = [
    ("put", "answers/verdict/", REASON),
    ("post", "hints/", {"task": "find"}),
    ("post", "hand-in/", {}),
    ("post", "take-back/", {}),
    ("post", "return/", {"reason": "Again."}),
]
STRANGERS = ["lea", "ann", "eve", "max", "anonymous"]


@pytest.mark.parametrize(("verb", "address", "body"), WRITES)
@pytest.mark.parametrize("name", STRANGERS)
def test_anothers_work_is_not_there(
    lesson: Lesson, name: str, verb: str, address: str, body: dict[str, Any]
) -> None:
    _, work = begun(lesson)
    people = lesson.everyone() | {"anonymous": AnonymousUser()}
    client = as_(people[name])
    before = Submission.objects.values().get()
    answer = send(client, verb, f"{work}{address}", body, **{"If-Match": "*"})
    assert answer.status_code == 404
    assert client.get(f"{API}{work}").status_code == 404
    assert Submission.objects.values().get() == before
    assert not Answer.objects.exclude(body={}).exists()


def test_the_teacher_reads_and_does_not_write(lesson: Lesson) -> None:
    client, work = begun(lesson)
    send(client, "put", f"{work}answers/verdict/", REASON, **{"If-Match": "*"})
    tom = as_(lesson.tom)
    assert tom.get(f"{API}{work}").json()["answers"][0]["body"]["reason"] == "The log is empty."
    assert (
        send(tom, "put", f"{work}answers/verdict/", REASON, **{"If-Match": "*"}).status_code == 403
    )
    assert send(tom, "post", f"{work}hand-in/").status_code == 403
    begin = send(tom, "post", "submissions/", {"assignment": lesson.assignment.pk})
    assert begin.status_code == 403


def test_lists_are_narrowed_and_cost_the_same_for_many(lesson: Lesson) -> None:
    lesson.given()
    lesson.work(lesson.kim)
    tom = as_(lesson.tom)
    address = f"{API}submissions/?assignment={lesson.assignment.pk}"

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert tom.get(address).status_code == 200
        return len(asked)

    cost()
    few = cost()
    for number in range(5):
        place, _ = services.join_course(lesson.course.code, name=f"Student {number}", by=None)
        lesson.work(place, MARKED)
    assert cost() == few
    assert len(tom.get(address).json()["results"]) == 6
    assert tom.get(f"{address}&state=handed_in").json()["results"] == []
    assert tom.get(f"{API}submissions/?state=lost").status_code == 400
