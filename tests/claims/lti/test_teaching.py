"""Teachers who come from a platform: their account, their course, what they pick."""

from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from claims.classroom import services
from claims.classroom.models import Course, Enrolment
from claims.classroom.rules import may_teach
from claims.classroom.services import delete_assignment
from claims.lti import rules
from claims.lti.models import Context, Identity, Launch, Link, Platform
from claims.lti.services import (
    link_account,
    link_assignment,
    link_course,
    unlink_account,
    unlink_course,
)
from provenance.accounts.models import Membership, User
from provenance.audit.models import AuditEvent
from tests.claims.lessons import Lesson
from tests.claims.lti.conftest import launch
from tests.claims.lti.platform import CLAIM, LINKING, TEACHER, Simulator

pytestmark = pytest.mark.django_db
TEACHES = {f"{CLAIM}roles": TEACHER, "sub": "teacher-1", "name": "Tom Reed"}


def teach(client: Client, moodle: Simulator, **said: Any) -> Any:
    return launch(client, moodle, **TEACHES | said)


@pytest.fixture
def tom(platform: Platform, lesson: Lesson) -> Identity:
    """Tom, whose account is linked."""
    identity = Identity.objects.create(platform=platform, sub="teacher-1")
    return link_account(identity, by=lesson.tom)


@pytest.fixture
def linked(platform: Platform, lesson: Lesson) -> Context:
    """The platform's course, linked with Tom's."""
    context = Context.objects.create(platform=platform, deployment="deployment-1", key="course-9b")
    return link_course(context, lesson.course, by=lesson.tom)


# --- the account ---------------------------------------------------------------------------


def test_the_first_time_a_teacher_says_whose_account_it_is(platform, moodle, client, lesson):
    answer = teach(client, moodle)
    page = answer.redirect_chain[-1][0]
    assert page == reverse("lti-account", args=[Launch.objects.get().pk])
    assert b"Sign in" in answer.content
    assert not Identity.objects.get().account
    assert client.post(page).status_code == 403
    client.force_login(lesson.tom)
    assert b"You are signed in as <b>Tom</b>" in client.get(page).content
    answer = client.post(page, follow=True)
    assert Identity.objects.get().account == lesson.tom
    assert answer.redirect_chain[-1][0].endswith("/course/")


def test_an_account_that_may_not_teach_is_not_linked(platform, moodle, client, lesson):
    teach(client, moodle)
    page = reverse("lti-account", args=[Launch.objects.get().pk])
    for name in ("ann", "eve", "sam", "ron", "olga"):
        client.force_login(getattr(lesson.cast, name))
        assert b"may not teach in Eastbank Desk" in client.get(page).content, name
        assert client.post(page).status_code == 403, name
    assert Identity.objects.get().account is None


@pytest.mark.parametrize("name", ["tom", "max", "ann", "eve", "sam", "ron", "olga"])
def test_who_may_be_linked(platform, lesson, name):
    someone = getattr(lesson.cast, name)
    identity = Identity.objects.create(platform=platform, sub="x")
    assert rules.may_be_linked(someone, platform) == (name in {"tom", "max"})
    if name not in {"tom", "max"}:
        with pytest.raises(PermissionDenied):
            link_account(identity, by=someone)


def test_a_linked_teacher_comes_in_and_has_the_course(tom, linked, moodle, client, lesson):
    delete_assignment(lesson.assignment, by=lesson.tom)
    answer = teach(client, moodle)
    assert answer.redirect_chain[-1][0] == reverse("course", args=[lesson.course.pk])
    assert answer.status_code == 200
    assert "Linked with “Media 9b”".encode() in answer.content


def test_the_word_of_a_platform_opens_no_more_than_its_workspace(platform, moodle, client, lesson):
    """Owners, operators, and members of other workspaces sign in themselves."""
    identity = Identity.objects.create(platform=platform, sub="teacher-1")
    link_account(identity, by=lesson.cast.max)
    answer = teach(client, moodle)
    assert urlsplit(answer.redirect_chain[-1][0]).path == reverse("account_login")
    client.force_login(lesson.cast.max)
    assert teach(client, moodle).redirect_chain[-1][0].endswith("/course/")


@pytest.mark.parametrize("more", ["elsewhere", "staff", "superuser", "inactive"])
def test_whom_the_word_of_a_platform_does_not_let_in(platform, lesson, more):
    tom = lesson.tom
    assert rules.may_be_signed_in(tom, platform)
    if more == "elsewhere":
        Membership.objects.create(workspace=lesson.cast.elsewhere, user=tom, role="reader")
    changed = {"staff": "is_staff", "superuser": "is_superuser"}.get(more)
    User.objects.filter(pk=tom.pk).update(
        **({changed: True} if changed else {}), is_active=more != "inactive"
    )
    assert not rules.may_be_signed_in(User.objects.get(pk=tom.pk), platform)


def test_someone_else_who_is_signed_in_is_told(platform, linked, moodle, client, lesson):
    link_account(Identity.objects.create(platform=platform, sub="teacher-1"), by=lesson.cast.max)
    client.force_login(lesson.cast.ann)
    answer = teach(client, moodle)
    assert answer.status_code == 403
    assert b"signed in as someone else" in answer.content


def test_a_teacher_who_lost_the_role_is_asked_again(tom, linked, moodle, client, lesson):
    Membership.objects.filter(user=lesson.tom).update(role="reader")
    assert teach(client, moodle).redirect_chain[-1][0].endswith("/account/")


def test_a_colleague_on_the_platform_teaches_the_course_too(platform, linked, moodle, lesson):
    una = User.objects.create_user("una", email="una@example.org", password="x", name="Una")
    Membership.objects.create(workspace=lesson.cast.desk, user=una, role="teacher")
    link_account(Identity.objects.create(platform=platform, sub="teacher-2"), by=una)
    teach(Client(), moodle, sub="teacher-2")
    assert may_teach(una, lesson.course)
    assert AuditEvent.objects.filter(action="course.teacher_added", actor=una).exists()


def test_an_owner_or_the_person_unlinks(tom, lesson):
    with pytest.raises(PermissionDenied):
        unlink_account(tom, by=lesson.cast.eve)
    assert unlink_account(tom, by=lesson.cast.max).account is None


# --- the course ----------------------------------------------------------------------------


def test_a_teacher_links_the_course_or_opens_one(tom, moodle, client, lesson):
    answer = teach(client, moodle)
    page = answer.redirect_chain[-1][0]
    assert b"Media class 9b" in answer.content
    assert b"Media class 9c" not in answer.content
    client.post(page, {"course": lesson.course.pk})
    assert Context.objects.get().course == lesson.course
    other = {f"{CLAIM}context": {"id": "course-9d", "title": "Media 9d"}}
    page = teach(client, moodle, **other).redirect_chain[-1][0]
    assert client.post(page, {"course": "", "title": " "}).status_code == 400
    client.post(page, {"course": "", "title": "Media 9d"})
    assert Course.objects.get(title="Media 9d") == Context.objects.get(key="course-9d").course


def test_nobody_links_a_course_of_others(tom, moodle, client, lesson):
    page = teach(client, moodle).redirect_chain[-1][0]
    assert client.post(page, {"course": lesson.other.pk}).status_code == 400
    context = Context.objects.get()
    for name, by in lesson.everyone().items():
        if name not in {"tom", "nobody"}:
            with pytest.raises(PermissionDenied):
                link_course(context, lesson.course, by=by)
    with pytest.raises(PermissionDenied):
        link_course(context, lesson.other, by=lesson.tom)


def test_a_linked_course_is_unlinked_by_its_teachers(linked, lesson):
    for name, by in lesson.everyone().items():
        if name not in {"tom", "nobody"}:
            with pytest.raises(PermissionDenied):
                unlink_course(linked, by=by)
    assert unlink_course(linked, by=lesson.tom).course is None


def test_pages_of_a_launch_are_for_the_teacher_who_came(tom, linked, moodle, client, lesson):
    teach(client, moodle, **moodle.linking())
    pk = Launch.objects.get().pk
    for name in ("ann", "olga", "max"):
        client.force_login(getattr(lesson.cast, name))
        for path in ("course", "pick"):
            assert client.get(f"/lti/teach/{pk}/{path}/").status_code == 403, (name, path)


# --- deep linking --------------------------------------------------------------------------


def test_a_teacher_picks_an_assignment_and_the_platform_gets_a_signed_answer(
    tom, linked, platform, moodle, client, lesson
):
    answer = teach(client, moodle, **moodle.linking())
    page = answer.redirect_chain[-1][0]
    assert page.endswith("/pick/")
    assert b"The pier" in answer.content
    answer = client.post(page, {"assignment": lesson.assignment.pk})
    assert f'action="{moodle.issuer}/picked"' in answer.content.decode()
    assert f"form-action 'self' https: {moodle.issuer}" in answer["Content-Security-Policy"]
    signed = answer.context["signed"]
    said = jwt.decode(
        signed,
        platform.public_key,
        algorithms=["RS256"],
        audience=moodle.issuer,
        issuer=moodle.client_id,
    )
    assert said[f"{LINKING}data"] == "keep-this"
    assert said[f"{CLAIM}message_type"] == "LtiDeepLinkingResponse"
    assert said[f"{CLAIM}deployment_id"] == "deployment-1"
    (item,) = said[f"{LINKING}content_items"]
    assert item["custom"] == {"assignment": str(lesson.assignment.pk)}
    assert item["url"] == "http://testserver/lti/launch/"
    assert item["lineItem"]["scoreMaximum"] == 30
    key = client.get("/lti/jwks.json").json()["keys"][0]["kid"]
    assert jwt.get_unverified_header(signed)["kid"] == key


def test_the_link_that_was_made_opens_the_assignment(tom, linked, moodle, client, lesson):
    lesson.given()
    custom = {f"{CLAIM}custom": {"assignment": str(lesson.assignment.pk)}}
    answer = teach(client, moodle, **custom)
    assert answer.redirect_chain[-1][0] == reverse("assignment", args=[lesson.assignment.pk])
    assert Link.objects.get().assignment == lesson.assignment
    launch(Client(), moodle)  # The link is known: the platform need not say it again.
    assert Link.objects.get().assignment == lesson.assignment


def test_a_link_made_by_hand_opens_what_a_teacher_says(tom, linked, moodle, client, lesson):
    lesson.given()
    page = teach(client, moodle).redirect_chain[-1][0]
    assert page.endswith("/link/")
    other = services.make_assignment(
        services.open_course(lesson.cast.desk, "Another", by=lesson.tom),
        snapshots=[lesson.scene.snapshot],
        title="Elsewhere",
        tasks=[{"kind": "verdict"}],
        by=lesson.tom,
    )
    assert client.post(page, {"assignment": other.pk}).status_code == 400
    answer = client.post(page, {"assignment": lesson.assignment.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("assignment", args=[lesson.assignment.pk])
    student = launch(Client(), moodle)
    here = reverse("class-lesson", args=[lesson.assignment.pk])
    assert student.redirect_chain[-1][0] == here
    answer = client.post(page, {"assignment": ""}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("course", args=[lesson.course.pk])
    assert teach(client, moodle).redirect_chain[-1][0] == answer.redirect_chain[-1][0]


def test_only_teachers_of_the_course_say_what_a_link_opens(tom, linked, moodle, client, lesson):
    teach(client, moodle)
    link = Link.objects.get()
    for name, by in lesson.everyone().items():
        if name not in {"tom", "nobody"}:
            with pytest.raises(PermissionDenied):
                link_assignment(link, lesson.assignment, by=by)


def test_nothing_of_another_course_is_picked(tom, linked, moodle, client, lesson):
    page = teach(client, moodle, **moodle.linking()).redirect_chain[-1][0]
    assert client.post(page, {}).status_code == 400
    assert client.post(page, {"assignment": 999_999}).status_code == 400
    delete_assignment(lesson.assignment, by=lesson.tom)
    assert client.post(page, {"assignment": lesson.assignment.pk}).status_code == 400
    assert b"Nothing is set in this course yet" in client.get(page).content


@pytest.mark.parametrize(
    "there", ["http://127.0.0.1:1/x", "http://school.example/x", "javascript:alert(1)", "", None]
)
def test_a_choice_goes_over_a_safe_line_only(tom, linked, moodle, client, lesson, there):
    answer = teach(client, moodle, **moodle.linking(deep_link_return_url=there))
    if answer.status_code != 403:
        page = answer.redirect_chain[-1][0]
        answer = client.post(page, {"assignment": lesson.assignment.pk})
    assert answer.status_code == 403


def test_students_pick_nothing(linked, moodle, client):
    asked = moodle.linking() | {f"{CLAIM}roles": ["Learner"]}
    assert launch(client, moodle, **asked).status_code == 403


def test_no_student_account_is_made_for_a_teacher(tom, linked, moodle, client, lesson):
    both = {f"{CLAIM}roles": [*TEACHER, "Learner"]}
    teach(client, moodle, **both)
    assert not Enrolment.objects.filter(name="Tom Reed").exists()
