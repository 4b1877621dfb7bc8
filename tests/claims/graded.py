"""Work that was handed in and graded, for tests of pages and of the API."""

from typing import Any

from django.test import Client
from django.urls import reverse

from claims.classroom import services
from claims.classroom.models import HandIn, Submission
from tests.claims.lessons import MARKED, Lesson

REASON = "The harbour log of that day says that nobody closed anything."


def as_(user: Any) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def handed_in(lesson: Lesson, place: Any = None, reason: str = REASON) -> Submission:
    place = place or lesson.kim
    if lesson.assignment.stage == "draft":
        lesson.assignment.stage = lesson.given().stage
    work = services.begin_work(lesson.assignment, by=place.user)
    services.save_answer(work, "find", MARKED, by=place.user)
    hops = {"hops": [{"speaker": "A port official", "directness": "indirect"}]}
    services.save_answer(work, "chain", hops, by=place.user)
    services.save_answer(work, "verdict", {"rating": "false", "reason": reason}, by=place.user)
    return services.hand_in(work, by=place.user)


def at(view: str, *args: Any, **asked: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return reverse(view, args=args) + (f"?{query}" if query else "")


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def graded(lesson: Lesson) -> Submission:
    work = handed_in(lesson)
    given = {"find-claims": 3, "verdict-reason": 7}
    hand_in = HandIn.objects.get(submission=work)
    services.grade_work(hand_in, given, comment="Well argued.", by=lesson.tom)
    services.add_remark(
        hand_in, "verdict", "Which page?", path="reason", quote="log", by=lesson.tom
    )
    return work
