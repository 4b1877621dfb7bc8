"""A class in a frame of the platform: for that platform alone, and said where it cannot work."""

from typing import Any
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.lti.models import Context, Platform
from claims.lti.services import link_course
from tests.claims.lessons import Lesson
from tests.claims.lti.conftest import begin
from tests.claims.lti.platform import CLAIM, Simulator

pytestmark = pytest.mark.django_db
FRAME = {"sec-fetch-dest": "iframe"}


@pytest.fixture
def linked(platform: Platform, lesson: Lesson) -> Context:
    """The platform's course, linked with Tom's."""
    context = Context.objects.create(platform=platform, deployment="deployment-1", key="course-9b")
    return link_course(context, lesson.course, by=lesson.tom)


@pytest.fixture
def secure(settings: Any) -> None:
    """The site as it is over https."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def in_frame(client: Any, moodle: Simulator, **said: Any) -> Any:
    """A launch in a frame, up to the first page of the class."""
    asked = client.get(
        "/lti/login/",
        {"iss": moodle.issuer, "login_hint": "7", "client_id": moodle.client_id},
        headers=FRAME,
        secure=True,
    )
    there = moodle.asked(asked["Location"])
    token = moodle.signed(moodle.body(there["nonce"], **said))
    sent = {"state": there["state"], "id_token": token}
    return client.post("/lti/launch/", sent, headers=FRAME, secure=True, follow=True)


def ancestors(answer: Any) -> str:
    policy = str(answer["Content-Security-Policy"]).split(";")
    return next(part.strip() for part in policy if "frame-ancestors" in part)


def test_nobody_frames_a_class_that_was_opened_in_a_window(linked, moodle, client):
    asked = begin(client, moodle)
    token = moodle.signed(moodle.body(asked["nonce"]))
    sent = {"state": asked["state"], "id_token": token}
    answer = client.post("/lti/launch/", sent, follow=True)
    assert ancestors(answer) == "frame-ancestors 'none'"
    assert answer["X-Frame-Options"] == "DENY"


def test_the_platform_alone_frames_what_it_launched(linked, moodle, client, secure):
    answer = in_frame(client, moodle)
    assert answer.status_code == 200
    assert ancestors(answer) == f"frame-ancestors {moodle.issuer}"
    assert "X-Frame-Options" not in answer
    again = client.get(reverse("class-home"), secure=True)
    assert ancestors(again) == f"frame-ancestors {moodle.issuer}"


def test_where_the_platform_says_its_pages_stand_counts_too(linked, moodle, client, secure):
    shown = {"document_target": "iframe", "return_url": "https://school.example/course/3?x=1"}
    answer = in_frame(client, moodle, **{f"{CLAIM}launch_presentation": shown})
    assert ancestors(answer) == f"frame-ancestors {moodle.issuer} https://school.example"


@pytest.mark.parametrize("evil", ["https://a.example; script-src *", "javascript:1", "https://*"])
def test_no_policy_is_smuggled_in(linked, moodle, client, secure, evil):
    shown = {"document_target": "iframe", "return_url": evil}
    answer = in_frame(client, moodle, **{f"{CLAIM}launch_presentation": shown})
    assert ancestors(answer) == f"frame-ancestors {moodle.issuer}"


def test_what_is_outside_the_class_stays_out_of_frames(linked, moodle, client, secure):
    in_frame(client, moodle)
    for path in ("/account/login/", "/claims/1/", "/lti/jwks.json", "/desk/"):
        assert ancestors(client.get(path, secure=True)) == "frame-ancestors 'none'", path


def test_cookies_go_along_in_frames_over_https(linked, moodle, client, secure):
    in_frame(client, moodle)
    for name in ("lti", "sessionid", "class"):
        assert client.cookies[name]["samesite"] == "None", name
        assert client.cookies[name]["secure"], name
        assert "Partitioned" in client.cookies[name].output(), name


def test_cookies_stay_at_home_otherwise(linked, moodle, client, secure):
    asked = begin(client, moodle)
    token = moodle.signed(moodle.body(asked["nonce"]))
    client.post("/lti/launch/", {"state": asked["state"], "id_token": token}, follow=True)
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    assert client.cookies["lti"]["samesite"] == "None"
    assert "Partitioned" not in client.cookies["lti"].output()


def test_a_deleted_platform_frames_nothing(linked, moodle, client, secure, platform):
    in_frame(client, moodle)
    platform.deleted_at = timezone.now()
    platform.save()
    answer = client.get(reverse("class-home"), secure=True)
    assert ancestors(answer) == "frame-ancestors 'none'"


def test_over_plain_http_a_window_is_offered(linked, moodle, client):
    params = {"iss": moodle.issuer, "login_hint": "<7>", "client_id": moodle.client_id}
    answer = client.get("/lti/login/", params, headers=FRAME)
    assert answer.status_code == 200
    assert b'target="_blank"' in answer.content
    again = f'href="/lti/login/?iss={quote(moodle.issuer, safe="")}&amp;login_hint=%3C7%3E'
    assert again in answer.content.decode()
    assert ancestors(answer) == f"frame-ancestors {moodle.issuer}"
    assert "lti" not in answer.cookies


def test_a_browser_that_keeps_nothing_in_frames_is_told_so_there(linked, moodle, client, secure):
    asked = client.get(
        "/lti/login/",
        {"iss": moodle.issuer, "login_hint": "7"},
        headers=FRAME,
        secure=True,
    )
    there = moodle.asked(asked["Location"])
    client.cookies.clear()
    sent = {"state": there["state"], "id_token": moodle.signed(moodle.body(there["nonce"]))}
    answer = client.post("/lti/launch/", sent, headers=FRAME, secure=True)
    assert answer.status_code == 403
    assert b"a window of its own" in answer.content
    assert b'href="/lti/login/?iss=' in answer.content
    assert ancestors(answer) == f"frame-ancestors {moodle.issuer}"


def test_no_teacher_signs_in_inside_a_frame(platform, moodle, client, secure):
    answer = in_frame(client, moodle, **{f"{CLAIM}roles": ["Instructor"]})
    answer = client.get(answer.redirect_chain[-1][0], headers=FRAME, secure=True)
    assert b"Go on in a new window" in answer.content
    assert b'type="password"' not in answer.content
