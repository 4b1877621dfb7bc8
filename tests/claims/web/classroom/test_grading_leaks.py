"""What is graded and not given out changes nothing that anybody else is shown: not a byte."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.classroom import services
from claims.classroom.models import HandIn, Submission
from tests.claims.graded import as_, graded, handed_in
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db

# What differs each time a page is drawn.
DRAWN = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": ?"[^"]*"|nonce-[^\' ]*')


def seen(client: Client, lesson: Lesson, work: Submission) -> dict[str, Any]:
    """Everything that is told of a work and its course under the addresses of the class."""
    course, assignment = lesson.course.pk, lesson.assignment.pk
    pages = [
        reverse("class-home"),
        reverse("class-lesson", args=[assignment]),
        *(reverse("class-work", args=[work.pk, number]) for number in (1, 2, 3)),
        reverse("class-grade", args=[work.pk]),
        reverse("class-revealed", args=[assignment]),
        reverse("grade-work", args=[work.pk]),
        reverse("gradebook", args=[course]),
        reverse("gradebook-csv", args=[course]),
        reverse("work-versions", args=[work.pk]),
        reverse("same-words", args=[assignment]),
    ]
    nouns = [f"submissions/{work.pk}/", f"submissions/{work.pk}/grade/", "submissions/"]
    nouns += [f"submissions/{work.pk}/remarks/", f"courses/{course}/gradebook/"]
    nouns += [f"assignments/{assignment}/", f"assignments/{assignment}/rubric/", "courses/"]
    found = {}
    for address in [*pages, *(f"/api/v1/{noun}" for noun in nouns)]:
        answer = client.get(address)
        body = re.sub(DRAWN, "", answer.content.decode(errors="replace"))
        found[address] = (answer.status_code, answer.get("ETag"), body)
    return found


@pytest.mark.parametrize("who", ["kim", "lea", "sam", "max", "olga", "nobody"])
def test_nothing_that_is_not_given_out_is_told(lesson: Lesson, who: str) -> None:
    work = handed_in(lesson)
    client = as_(lesson.everyone()[who])
    before = seen(client, lesson, work)
    hand_in = HandIn.objects.get()
    services.grade_work(hand_in, {"verdict-reason": 7}, comment="Hm.", by=lesson.tom)
    services.add_remark(hand_in, "verdict", "Which page?", path="reason", by=lesson.tom)
    services.edit_rubric(lesson.assignment, [{"measure": "free", "points": 3}], by=lesson.tom)
    after = seen(client, lesson, work)
    assert {at: got for at, got in after.items() if got != before[at]} == {}


@pytest.mark.parametrize("who", ["lea", "sam", "max", "olga", "nobody"])
def test_what_is_given_out_is_told_to_nobody_else(lesson: Lesson, who: str) -> None:
    work = graded(lesson)
    client = as_(lesson.everyone()[who])
    before = seen(client, lesson, work)
    services.release_grade(HandIn.objects.get(), by=lesson.tom)
    after = seen(client, lesson, work)
    assert {at: got for at, got in after.items() if got != before[at]} == {}


@pytest.mark.parametrize("points", [0, 10])
def test_points_that_tell_of_the_key_change_nothing_before_the_reveal(
    lesson: Lesson, points: int
) -> None:
    """Whoever sees no difference between none and all of them learns nothing of what was found."""
    work = handed_in(lesson)
    given = {"find-claims": points, "chain-chain": 10 - points, "verdict-reason": 5}
    hand_in = HandIn.objects.get()
    services.grade_work(hand_in, given, by=lesson.tom)
    services.release_grade(hand_in, by=lesson.tom)
    told = as_(lesson.kim.user).get(f"/api/v1/submissions/{work.pk}/grade/").json()
    assert [row["criterion"] for row in told["rows"]] == ["verdict-reason"]
    assert (told["points"], told["out_of"], told["waiting"]) == (5, 10, 2)
    page = as_(lesson.kim.user).get(reverse("class-grade", args=[work.pk])).content.decode()
    assert page.count(" of 10") == 1
