"""The platform's list of people: read page by page, and believed as far as it goes."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from claims.classroom.models import Enrolment
from claims.classroom.services import archive_course, remove_student
from claims.lti import tasks
from claims.lti.models import Context, Platform
from claims.lti.services import link_course, read_roster
from provenance.accounts.rules import NotNow
from tests.claims.lessons import Lesson
from tests.claims.lti.conftest import launch
from tests.claims.lti.platform import Simulator, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def context(platform: Platform, lesson: Lesson, moodle: Simulator) -> Context:
    """The platform's course, linked with Tom's, with an address for its list."""
    context = Context.objects.create(
        platform=platform,
        deployment="deployment-1",
        key="course-9b",
        memberships_url=f"{moodle.issuer}/members",
    )
    return link_course(context, lesson.course, by=lesson.tom)


def names(lesson: Lesson) -> set[str]:
    rows = Enrolment.objects.present().students().filter(course=lesson.course)
    return set(rows.values_list("name", flat=True)) - {"Kim", "Lea"}


def test_students_on_the_list_get_a_place(context, moodle, lesson):
    moodle.people(
        member("1", "Ada"),
        member("2", given_name="Ben", family_name="Holt"),
        member("3", "Tom", roles=["Instructor"]),
        member("4", "Gone", status="Inactive"),
        member("5"),
    )
    said = read_roster(context, by=lesson.tom).read_said
    assert names(lesson) == {"Ada", "Ben Holt", "Student 1"}
    assert said == "3 students are on the list: 3 came, 0 left."
    assert "bearer let-in" in moodle.site.asked[-1]["authorization"].lower()


def test_who_is_not_on_it_any_more_leaves_and_keeps_their_work(context, moodle, lesson):
    moodle.people(member("1", "Ada"), member("2", "Ben"))
    read_roster(context, by=lesson.tom)
    lesson.given()
    work = lesson.work(Enrolment.objects.get(name="Ben"))
    moodle.people(member("1", "Ada"))
    assert "0 came, 1 left" in read_roster(context, by=None).read_said
    assert names(lesson) == {"Ada"}
    assert work.answers.exists()


def test_those_who_came_by_code_stay(context, moodle, lesson):
    moodle.people(member("1", "Ada"))
    read_roster(context, by=None)
    assert Enrolment.objects.present().filter(name__in=["Kim", "Lea"]).count() == 2


def test_an_empty_list_is_taken_for_a_fault(context, moodle, lesson):
    moodle.people(member("1", "Ada"))
    read_roster(context, by=None)
    moodle.people()
    read_roster(context, by=None)
    assert names(lesson) == {"Ada"}


def test_whoever_was_taken_out_here_is_not_brought_back_by_a_list(context, moodle, lesson):
    moodle.people(member("1", "Ada"), member("2", "Ben"))
    read_roster(context, by=None)
    remove_student(Enrolment.objects.get(name="Ben"), by=lesson.tom)
    read_roster(context, by=None)
    assert names(lesson) == {"Ada"}


def test_whoever_was_on_the_list_is_the_one_who_comes(context, moodle, lesson, client):
    moodle.people(member("user-7", "Kim from Moodle"))
    read_roster(context, by=None)
    launch(client, moodle)
    assert Enrolment.objects.filter(name__startswith="Kim from").count() == 1


def test_the_list_is_read_to_its_end(context, moodle, lesson):
    onward = f"<{moodle.issuer}/Members?Page=2>; rel=next"
    moodle.people(member("1", "Ada"), onward=onward)
    moodle.people(member("2", "Ben"), path="/Members?Page=2")
    read_roster(context, by=None)
    assert names(lesson) == {"Ada", "Ben"}


def test_a_list_that_leads_in_a_circle_ends(context, moodle, lesson):
    moodle.people(member("1", "Ada"), onward=f'<{moodle.issuer}/members>; rel="next"')
    read_roster(context, by=None)
    assert names(lesson) == {"Ada"}


@pytest.mark.parametrize("there", ["https://elsewhere.example/m", "http://127.0.0.1:9/m"])
def test_our_key_goes_to_no_other_site(context, moodle, lesson, there):
    moodle.people(member("1", "Ada"), onward=f'<{there}>; rel="next"')
    said = read_roster(context, by=None).read_said
    assert said.startswith("The list did not come: Its next page stands on another site")


def test_no_redirect_carries_our_key_away(context, moodle, lesson):
    moodle.site.put("/members", b"", 302, Location=f"{moodle.issuer}/elsewhere")
    assert "redirects" in read_roster(context, by=None).read_said
    assert "/elsewhere" not in moodle.site.paths()


@pytest.mark.parametrize("path", ["/token", "/members"])
@pytest.mark.parametrize(
    ("status", "body"), [(401, b"{}"), (500, b"no"), (200, b"no json"), (200, b"[]"), (200, b"{}")]
)
def test_what_goes_wrong_is_told_and_nobody_leaves(context, moodle, lesson, path, status, body):
    moodle.people(member("1", "Ada"))
    read_roster(context, by=None)
    moodle.site.put(path, body, status)
    assert read_roster(context, by=None).read_said.startswith("The list did not come")
    assert names(lesson) == {"Ada"}


@pytest.mark.parametrize(
    "odd", [{}, {"user_id": None}, {"user_id": ""}, {"user_id": "3", "roles": "Learner"}]
)
def test_odd_members_are_left_out(context, moodle, lesson, odd: dict[str, Any]):
    moodle.people(odd, member("1", "Ada"))
    read_roster(context, by=None)
    assert names(lesson) == {"Ada"}


def test_only_teachers_of_the_course_have_it_read(context, moodle, lesson):
    moodle.people(member("1", "Ada"))
    for name, by in lesson.everyone().items():
        if name not in {"tom", "nobody"}:
            with pytest.raises(PermissionDenied):
                read_roster(context, by=by)


def test_nothing_is_read_into_a_course_that_is_over(context, lesson):
    archive_course(lesson.course, by=lesson.tom)
    context.refresh_from_db()
    with pytest.raises(NotNow):
        read_roster(context, by=lesson.tom)


def test_the_clock_reads_every_list(context, moodle, lesson):
    moodle.people(member("1", "Ada"))
    tasks.read_rosters.func(timestamp=0)
    tasks.read_roster.func(context.pk)
    tasks.forget_old_launches.func(timestamp=0)
    assert names(lesson) == {"Ada"}


def test_a_teacher_has_it_read_and_unlinks_it_by_hand(context, moodle, lesson):
    moodle.people(member("1", "Ada"))
    client = Client()
    client.force_login(lesson.cast.ann)
    assert client.post(reverse("read-context", args=[context.pk])).status_code == 404
    client.force_login(lesson.tom)
    answer = client.post(reverse("read-context", args=[context.pk]), follow=True)
    assert b"1 student is on the list: 1 came, 0 left." in answer.content
    client.post(reverse("unlink-context", args=[context.pk]))
    assert Context.objects.get().course is None
