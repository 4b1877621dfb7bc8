"""Grades on their way to a platform: told once they are released, tried again, given up, logged."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.classroom.criteria import criteria_for
from claims.classroom.models import Enrolment, HandIn
from claims.classroom.services import (
    erase_student,
    grade_work,
    hand_in,
    release_grade,
    return_work,
    reveal_assignment,
    withhold_grade,
)
from claims.lti import tasks
from claims.lti.models import Context, Identity, Link, Platform, Score
from claims.lti.services import (
    collect_scores,
    forget_erased,
    link_course,
    send_again,
    send_next_score,
    telling,
)
from claims.lti.services.telling import BACK_OFF
from provenance.audit.models import AuditEvent
from tests.claims.lessons import MARKED, Lesson
from tests.claims.lti.conftest import launch
from tests.claims.lti.platform import CLAIM, GRADE_SCOPES, Simulator

pytestmark = pytest.mark.django_db
COLUMN = "/lineitems/3"


@pytest.fixture
def kim(platform: Platform, lesson: Lesson, moodle: Simulator) -> Enrolment:
    """A student who came from the platform to the assignment."""
    context = Context.objects.create(platform=platform, deployment="deployment-1", key="course-9b")
    link_course(context, lesson.course, by=lesson.tom)
    lesson.given()
    moodle.site.put(f"{COLUMN}/scores", b"{}")
    launch(Client(), moodle, **{f"{CLAIM}custom": {"assignment": str(lesson.assignment.pk)}})
    return Enrolment.objects.get(name="Kim from Moodle")


@pytest.fixture
def handed_in(kim: Enrolment, lesson: Lesson) -> HandIn:
    """What that student handed in."""
    hand_in(lesson.work(kim, MARKED), by=kim.user)
    return HandIn.objects.get()


def grade(
    handed_in: HandIn, lesson: Lesson, points: int = 3, *, release: bool = True, which: int = -1
) -> Any:
    criteria = [row["id"] for row in _criteria(lesson)]
    made = grade_work(handed_in, {criteria[which]: points}, by=lesson.tom)
    return release_grade(handed_in, by=lesson.tom) if release else made


def _criteria(lesson: Lesson) -> list[dict[str, Any]]:
    return [one.told() for one in criteria_for(lesson.assignment)]


def told(moodle: Simulator) -> list[dict[str, Any]]:
    bodies = zip(
        [one for one in moodle.site.asked if "content-length" in one], moodle.site.sent, strict=True
    )
    return [json.loads(body) for one, body in bodies if one["path"].endswith("/scores")]


def test_a_grade_is_told_once_it_is_released(handed_in, moodle, lesson):
    grade(handed_in, lesson, release=False)
    assert collect_scores() == 0
    made = grade(handed_in, lesson)
    assert collect_scores() == 1
    assert send_next_score()
    (score,) = told(moodle)
    assert (score["userId"], score["scoreGiven"]) == ("user-7", 3.0)
    assert score["scoreMaximum"] == float(made.out_of)
    assert score["activityProgress"] == "Completed"
    assert score["gradingProgress"] == "FullyGraded"
    assert "comment" not in score
    asked = moodle.site.asked[-1]
    assert asked["authorization"] == "Bearer let-in"
    assert asked["content-type"] == "application/vnd.ims.lis.v1.score+json"
    assert Score.objects.get().state == "sent"
    assert AuditEvent.objects.filter(action="assignment.grade_told").count() == 1


def test_points_that_tell_of_the_key_wait_for_the_reveal(handed_in, moodle, lesson):
    grade(handed_in, lesson, which=0)
    assert collect_scores() == 0
    reveal_assignment(lesson.assignment, by=lesson.tom)
    assert collect_scores() == 1


def test_it_is_told_once_and_again_when_it_changes(handed_in, moodle, lesson):
    grade(handed_in, lesson)
    for _ in range(3):
        tasks.tell_scores.func(timestamp=0)
    assert len(told(moodle)) == 1
    grade(handed_in, lesson, 4)
    tasks.tell_scores.func(timestamp=0)
    assert [one["scoreGiven"] for one in told(moodle)] == [3.0, 4.0]


def test_what_is_withheld_in_time_is_not_told(handed_in, moodle, lesson):
    made = grade(handed_in, lesson)
    collect_scores()
    withhold_grade(made, by=lesson.tom)
    collect_scores()
    assert not send_next_score()
    assert not told(moodle)


def test_what_is_withheld_after_it_was_told_is_cleared(handed_in, moodle, lesson):
    made = grade(handed_in, lesson)
    tasks.tell_scores.func(timestamp=0)
    withhold_grade(made, by=lesson.tom)
    for _ in range(2):
        tasks.tell_scores.func(timestamp=0)
    first, cleared = told(moodle)
    assert first["scoreGiven"] == 3.0
    assert "scoreGiven" not in cleared
    assert "scoreMaximum" not in cleared
    assert (cleared["userId"], cleared["gradingProgress"]) == ("user-7", "PendingManual")
    assert AuditEvent.objects.filter(action="assignment.grade_cleared").count() == 1
    release_grade(handed_in, by=lesson.tom)
    tasks.tell_scores.func(timestamp=0)
    assert told(moodle)[-1]["scoreGiven"] == 3.0


def test_what_is_withheld_while_it_is_being_told_is_cleared_after(handed_in, moodle, lesson):
    made = grade(handed_in, lesson)
    collect_scores()
    score = telling._take()
    withhold_grade(made, by=lesson.tom)
    collect_scores()
    telling._send(score)
    telling._note(score, "")
    assert not send_next_score()  # Not before what was under way has arrived.
    Score.objects.update(next_at=timezone.now())
    assert send_next_score()
    assert ["scoreGiven" in one for one in told(moodle)] == [True, False]


def test_the_newest_attempt_counts(handed_in, moodle, lesson, kim):
    grade(handed_in, lesson)
    work = return_work(handed_in.submission, "Look again.", by=lesson.tom)
    hand_in(work, by=kim.user)
    grade(HandIn.objects.get(attempt=2), lesson, 5)
    tasks.tell_scores.func(timestamp=0)
    assert [one["scoreGiven"] for one in told(moodle)] == [5.0]


def test_students_who_came_by_code_are_not_told_of(kim, moodle, lesson):
    hand_in(lesson.work(lesson.lea, MARKED), by=lesson.lea.user)
    grade(HandIn.objects.get(), lesson)
    assert collect_scores() == 0


def test_without_a_column_one_is_made(handed_in, moodle, lesson):
    Link.objects.update(lineitem_url="")
    moodle.site.put("/lineitems", b"[]")
    grade(handed_in, lesson)
    collect_scores()
    assert send_next_score() is False  # The answer to making it is a list here, and no column.
    assert Score.objects.get().said
    column = {"id": f"{moodle.issuer}{COLUMN}", "resourceLinkId": "link-1"}
    moodle.site.put("/lineitems", json.dumps([column]).encode())
    Score.objects.update(next_at=timezone.now())
    assert send_next_score()
    assert Link.objects.get().lineitem_url == f"{moodle.issuer}{COLUMN}"
    assert len(told(moodle)) == 1


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"{COLUMN}/scores", 500, "The platform answered 500."),
        (f"{COLUMN}/scores", 404, "The platform answered 404."),
        ("/token", 401, "The platform answered 401."),
        ("/token", 200, "The platform's answer was garbled."),
    ],
)
def test_what_fails_is_tried_again_and_then_given_up(handed_in, moodle, lesson, path, status, said):
    moodle.site.put(path, b"no", status)
    grade(handed_in, lesson)
    collect_scores()
    for wait in BACK_OFF:
        send_next_score()
        score = Score.objects.get()
        assert (score.state, score.said) == ("waiting", said)
        assert abs(score.next_at - timezone.now() - wait) < timedelta(seconds=30)
        assert not Score.objects.due(timezone.now()).exists()
        Score.objects.update(next_at=timezone.now())
    send_next_score()
    assert Score.objects.get().state == "given_up"
    assert AuditEvent.objects.filter(action="assignment.grade_not_told").count() == 1
    moodle.give_tokens()
    moodle.site.put(f"{COLUMN}/scores", b"{}")
    assert send_again(lesson.assignment, by=lesson.tom) == 1
    assert send_next_score()
    assert Score.objects.get().state == "sent"


def test_a_platform_that_is_away_does_not_hold_up_the_others(handed_in, moodle, lesson):
    Link.objects.update(lineitem_url="http://127.0.0.1:9/x")
    grade(handed_in, lesson)
    collect_scores()
    assert send_next_score() is False
    assert Score.objects.get().said == "Its address is not safe to be asked."


def test_nothing_is_told_to_a_platform_that_takes_no_grades(handed_in, moodle, lesson):
    Context.objects.update(scopes=[GRADE_SCOPES[1]])
    grade(handed_in, lesson)
    assert collect_scores() == 0


def test_nothing_is_told_to_a_deleted_platform(handed_in, moodle, lesson, platform):
    grade(handed_in, lesson)
    collect_scores()
    Platform.objects.update(deleted_at=timezone.now())
    assert not send_next_score()
    assert collect_scores() == 0


def test_only_teachers_of_the_course_send_again(handed_in, lesson):
    for name, by in lesson.everyone().items():
        if name not in {"tom", "nobody"}:
            with pytest.raises(PermissionDenied):
                send_again(lesson.assignment, by=by)


def test_whoever_is_erased_leaves_nothing_for_the_platform(handed_in, moodle, lesson, kim):
    grade(handed_in, lesson)
    collect_scores()
    erase_student(kim, by=lesson.tom)
    assert forget_erased() == 1
    assert not Identity.objects.filter(sub="user-7").exists()
    assert not Score.objects.exists()


def test_nobody_else_is_forgotten(handed_in, moodle, lesson, kim):
    assert forget_erased() == 0


def test_a_teacher_sees_how_it_goes(handed_in, moodle, lesson):
    moodle.site.put(f"{COLUMN}/scores", b"no", 500)
    grade(handed_in, lesson)
    tasks.tell_scores.func(timestamp=0)
    client = Client()
    client.force_login(lesson.tom)
    page = reverse("assignment", args=[lesson.assignment.pk])
    assert b"None is sent yet, 1 on the way. The platform answered 500." in client.get(page).content
    moodle.site.put(f"{COLUMN}/scores", b"{}")
    client.post(reverse("tell-again", args=[lesson.assignment.pk]))
    tasks.tell_scores.func(timestamp=0)
    assert b"1 sent." in client.get(page).content
    client.force_login(lesson.cast.ann)
    assert client.post(reverse("tell-again", args=[lesson.assignment.pk])).status_code == 404
