"""A launch: students come in, and whatever is not genuine stays out, with words."""

import hashlib
import hmac
import json
import time
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.classroom.models import Enrolment
from claims.classroom.services import erase_student, remove_student
from claims.lti.models import Context, Identity, Launch, Platform
from claims.lti.services import forget_old_launches, link_course
from claims.web.lti import pacing
from provenance.accounts.models import User
from tests.claims.lessons import Lesson
from tests.claims.lti.conftest import begin, launch
from tests.claims.lti.platform import CLAIM, INSTITUTION, STUDENT, Simulator, rsa_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked(platform: Platform, lesson: Lesson) -> Context:
    """The platform's course, linked with Tom's."""
    context = Context.objects.create(platform=platform, deployment="deployment-1", key="course-9b")
    return link_course(context, lesson.course, by=lesson.tom)


def sent(client: Client, moodle: Simulator, token: str, state: str) -> Any:
    return client.post("/lti/launch/", {"state": state, "id_token": token})


# --- students ------------------------------------------------------------------------------


def test_a_student_takes_a_place_by_the_name_the_platform_gives(linked, moodle, client, lesson):
    answer = launch(client, moodle)
    assert answer.redirect_chain[-1][0] == reverse("class-home")
    place = Enrolment.objects.present().get(name="Kim from Moodle")
    assert (place.course, place.role) == (lesson.course, "student")
    assert place.user.is_confined
    assert not place.user.has_usable_password()
    assert Identity.objects.get(sub="user-7").student == place.user
    assert client.get("/desk/").status_code == 403


def test_whoever_comes_again_has_the_same_place(linked, moodle, client):
    launch(client, moodle)
    launch(Client(), moodle)
    assert Enrolment.objects.filter(name__startswith="Kim from").count() == 1


def test_a_link_opens_its_assignment(linked, moodle, client, lesson):
    given = lesson.given()
    custom = {f"{CLAIM}custom": {"assignment": str(given.pk)}}
    answer = launch(client, moodle, **custom)
    assert answer.redirect_chain[-1][0] == reverse("class-lesson", args=[given.pk])


@pytest.mark.parametrize("wrong", ["0", "x", "99999999", "-1", "9" * 40, None])
def test_a_link_to_nothing_opens_the_class(linked, moodle, client, wrong):
    answer = launch(client, moodle, **{f"{CLAIM}custom": {"assignment": wrong}})
    assert answer.redirect_chain[-1][0] == reverse("class-home")


def test_a_link_opens_nothing_that_is_not_given(linked, moodle, client, lesson):
    custom = {f"{CLAIM}custom": {"assignment": str(lesson.assignment.pk)}}
    assert launch(client, moodle, **custom).redirect_chain[-1][0] == reverse("class-home")


def test_a_student_without_a_name_is_a_number(linked, moodle, client):
    launch(client, moodle, name=None)
    launch(Client(), moodle, name=None, sub="user-8")
    names = set(Enrolment.objects.filter(name__startswith="Student").values_list("name", flat=True))
    assert names == {"Student 1", "Student 2"}


def test_a_name_that_is_taken_gets_a_number(linked, moodle, client):
    launch(client, moodle, name="kim")
    assert Enrolment.objects.filter(name="kim 2").exists()


def test_markup_in_a_name_stays_words(linked, moodle, client):
    answer = launch(client, moodle, name="<b>Kim</b>\x00\u202e")
    assert Enrolment.objects.filter(name="<b>Kim</b>").exists()
    assert b"<b>Kim</b>" not in answer.content


def test_a_course_that_is_not_linked_waits_for_its_teacher(platform, moodle, client):
    answer = launch(client, moodle)
    assert answer.status_code == 409
    assert b"has not linked this course yet" in answer.content
    assert not User.objects.filter(is_confined=True, enrolments=None).exists()


def test_an_archived_course_takes_nobody(linked, moodle, client, lesson):
    lesson.course.archived_at = timezone.now()
    lesson.course.save()
    assert launch(client, moodle).status_code == 409


def test_whoever_was_taken_out_comes_back_to_their_work(linked, moodle, client, lesson):
    launch(client, moodle)
    place = Enrolment.objects.get(name="Kim from Moodle")
    lesson.given()
    work = lesson.work(place)
    remove_student(place, by=lesson.tom)
    launch(client, moodle)
    assert work.parts.filter(enrolment=place, left_at=None).exists()


def test_whoever_was_erased_begins_anew(linked, moodle, client, lesson):
    launch(client, moodle)
    place = Enrolment.objects.get(name="Kim from Moodle")
    erase_student(place, by=lesson.tom)
    launch(client, moodle)
    assert Enrolment.objects.get(name="Kim from Moodle").user != place.user


def test_a_role_elsewhere_in_the_school_is_none_in_the_course(linked, moodle, client):
    answer = launch(client, moodle, **{f"{CLAIM}roles": [f"{INSTITUTION}Student"]})
    assert answer.status_code == 403
    assert b"neither a teacher nor a student" in answer.content


# --- forged, expired, replayed -------------------------------------------------------------


def refused(answer: Any, words: str) -> None:
    assert answer.status_code == 403, answer.content
    assert words in answer.content.decode()
    assert "sessionid" not in answer.cookies


def test_a_token_is_taken_once(linked, moodle, client):
    asked = begin(client, moodle)
    token = moodle.signed(moodle.body(asked["nonce"]))
    assert sent(client, moodle, token, asked["state"]).status_code == 302
    refused(sent(client, moodle, token, asked["state"]), "opens only once")
    again = begin(client, moodle)
    refused(sent(client, moodle, token, again["state"]), "something that we did not ask")


def test_a_state_of_another_browser_is_refused(linked, moodle, client):
    asked = begin(client, moodle)
    token = moodle.signed(moodle.body(asked["nonce"]))
    stranger = Client()
    refused(sent(stranger, moodle, token, asked["state"]), "did not bring back")
    begin(stranger, moodle)
    refused(sent(stranger, moodle, token, asked["state"]), "did not bring back")
    assert sent(client, moodle, token, asked["state"]).status_code == 302


@pytest.mark.parametrize("state", ["", "state-made-up", "x" * 3000])
def test_an_unknown_state_is_refused(linked, moodle, client, state):
    asked = begin(client, moodle)
    refused(sent(client, moodle, moodle.signed(moodle.body(asked["nonce"])), state), "begun")


def test_a_state_is_good_for_minutes(linked, moodle, client):
    asked = begin(client, moodle)
    Launch.objects.update(begun_at=timezone.now() - timedelta(minutes=11))
    refused(sent(client, moodle, moodle.signed(moodle.body(asked["nonce"])), asked["state"]), "ago")


NOW = int(time.time())
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "expired": ({"exp": NOW - 3600, "iat": NOW - 7200}, "took too long"),
    "without an end": ({"exp": None}, "exp"),
    "without a beginning": ({"iat": None}, "iat"),
    "from the future": ({"iat": NOW + 3600}, "not yet valid"),
    "another nonce": ({"nonce": "made-up"}, "did not ask"),
    "no nonce": ({"nonce": None}, "which of our questions"),
    "another audience": ({"aud": "tool-2"}, "for someone else"),
    "another audience in a list": ({"aud": ["tool-2", "tool-3"]}, "for someone else"),
    "several, asked for by another": ({"aud": ["tool-1", "tool-2"], "azp": "tool-2"}, "asked for"),
    "several, asked for by nobody": ({"aud": ["tool-1", "tool-2"]}, "asked for"),
    "another issuer": ({"iss": "https://elsewhere.example"}, "Another platform"),
    "another deployment": ({f"{CLAIM}deployment_id": "deployment-2"}, "not registered"),
    "no deployment": ({f"{CLAIM}deployment_id": None}, "deployment_id"),
    "no one": ({"sub": None}, "sub"),
    "another version": ({f"{CLAIM}version": "1.1"}, "version"),
    "no kind": ({f"{CLAIM}message_type": None}, "message type"),
    "another kind": ({f"{CLAIM}message_type": "LtiSurprise"}, "message type"),
    "no course": ({f"{CLAIM}context": None}, "from which course"),
    "no link": ({f"{CLAIM}resource_link": {}}, "Resource Link"),
    "roles of a wrong shape": ({f"{CLAIM}roles": "Instructor"}, ""),
    "a course of a wrong shape": ({f"{CLAIM}context": "x"}, "from which course"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_meant_for_us_is_refused(linked, moodle, client, name):
    said, words = WRONG[name]
    asked = begin(client, moodle)
    token = moodle.signed(moodle.body(asked["nonce"], **said))
    refused(sent(client, moodle, token, asked["state"]), words)
    assert not Identity.objects.exists()


def test_clocks_may_differ_by_a_minute(linked, moodle, client):
    late = {"exp": int(time.time()) - 20, "iat": int(time.time()) + 20}
    assert launch(client, moodle, **late).status_code == 200


def forged(moodle: Simulator, nonce: str) -> dict[str, str]:
    body = moodle.body(nonce)
    public = moodle.key.export_to_pem()
    none = jwt.encode(body, "", algorithm="none", headers={"kid": "key-1"})
    head, _, tail = moodle.signed(body).rpartition(".")
    unsecured = jwt.utils.base64url_encode(json.dumps({"alg": "none", "kid": "key-1"}).encode())
    secret = b"x" * 32
    return {
        "another key of the same name": moodle.signed(body, moodle.other_key),
        "a key that nobody shows": moodle.signed(body, kid="key-2"),
        "no name of a key": moodle.signed(body, kid=""),
        "alg none": none,
        "alg none, signature kept": f"{unsecured.decode()}.{head.split('.')[1]}.{tail}",
        "a secret instead of a key": jwt.encode(
            body, secret, algorithm="HS256", headers={"kid": "key-1"}
        ),
        "the public key as a secret": _with_public_key(body, public),
        "its signature cut": f"{head}.",
        "another body under the signature": _swapped(moodle, body),
        "no token at all": "",
        "no three parts": "a.b",
        "rubbish": "a.b.c",
        "not even letters": "é.ü.\u0000",
    }


def _with_public_key(body: dict[str, Any], public: bytes) -> str:
    """The attack by which a public key becomes a secret; PyJWT itself refuses to sign so."""
    part = [jwt.utils.base64url_encode(json.dumps(one).encode()) for one in (
        {"alg": "HS256", "kid": "key-1"}, body)]  # fmt: skip
    mac = hmac.new(public, b".".join(part), hashlib.sha256).digest()
    return b".".join([*part, jwt.utils.base64url_encode(mac)]).decode()


def _swapped(moodle: Simulator, body: dict[str, Any]) -> str:
    head, _, tail = moodle.signed(body).split(".")
    other = jwt.utils.base64url_encode(json.dumps(body | {"sub": "user-1"}).encode()).decode()
    return f"{head}.{other}.{tail}"


FORGERIES = 13


@pytest.mark.parametrize("number", range(FORGERIES))
def test_what_the_platform_did_not_sign_is_refused(linked, moodle, client, number):
    asked = begin(client, moodle)
    tokens = forged(moodle, asked["nonce"])
    assert len(tokens) == FORGERIES
    name, token = list(tokens.items())[number]
    answer = sent(client, moodle, token, asked["state"])
    assert answer.status_code == 403, name
    assert not Identity.objects.exists()
    assert Launch.objects.get(state=asked["state"]).used_at is None


def test_a_key_set_may_change(linked, moodle, client):
    launch(client, moodle)
    new = rsa_key("key-9")
    moodle.show_keys(new)
    asked = begin(client, moodle)
    token = moodle.signed(moodle.body(asked["nonce"]), new, kid="key-9")
    assert sent(client, moodle, token, asked["state"]).status_code == 302


def test_keys_are_asked_for_once_in_a_while(linked, moodle, client):
    for _ in range(3):
        launch(client, moodle)
    for _ in range(3):
        asked = begin(client, moodle)
        token = moodle.signed(moodle.body(asked["nonce"]), kid="made-up")
        sent(client, moodle, token, asked["state"])
    assert moodle.site.paths().count("/jwks") == 2


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"keys": 3}', b'{"keys": [3, null]}', b"{}"])
def test_a_broken_key_set_is_told(linked, moodle, client, body):
    moodle.site.put("/jwks", body)
    asked = begin(client, moodle)
    answer = sent(client, moodle, moodle.signed(moodle.body(asked["nonce"])), asked["state"])
    assert answer.status_code in {403, 409}


def test_a_platform_that_is_away_is_told(linked, moodle, client):
    moodle.site.pages.pop("/jwks")
    asked = begin(client, moodle)
    answer = sent(client, moodle, moodle.signed(moodle.body(asked["nonce"])), asked["state"])
    assert answer.status_code == 409
    assert b"keys of the platform did not come" in answer.content


def test_what_the_platform_says_instead_of_a_token_is_told(linked, moodle, client):
    asked = begin(client, moodle)
    told = {"state": asked["state"], "error": "login_required", "error_description": "<i>No</i>"}
    answer = client.post("/lti/launch/", told)
    refused(answer, "&lt;i&gt;No&lt;/i&gt;")


# --- the first step ------------------------------------------------------------------------


def test_an_unknown_issuer_is_refused(platform, moodle, client):
    answer = client.get("/lti/login/", {"iss": "https://elsewhere.example", "login_hint": "7"})
    refused(answer, "No workspace here knows this platform")


def test_another_client_is_refused(platform, moodle, client):
    asked = {"iss": moodle.issuer, "login_hint": "7", "client_id": "tool-2"}
    refused(client.get("/lti/login/", asked), "No workspace here knows this platform")


def test_the_client_is_named_where_several_schools_are(platform, moodle, client, lesson):
    moodle.registered(lesson.cast.elsewhere, lesson.cast.olga, client_id="tool-2")
    answer = client.get("/lti/login/", {"iss": moodle.issuer, "login_hint": "7"})
    refused(answer, "has to name its client id")


def test_nobody_is_asked_for_without_a_hint(platform, moodle, client):
    refused(client.get("/lti/login/", {"iss": moodle.issuer}), "for whom it asks")


def test_a_deleted_platform_brings_nobody_in(linked, moodle, client, platform):
    asked = begin(client, moodle)
    platform.deleted_at = timezone.now()
    platform.save()
    token = moodle.signed(moodle.body(asked["nonce"]))
    refused(sent(client, moodle, token, asked["state"]), "did not begin")


def test_nobody_begins_without_end(platform, moodle, client, monkeypatch):
    monkeypatch.setattr(pacing, "MOST", 3)
    for _ in range(3):
        begin(client, moodle)
    asked = {"iss": moodle.issuer, "login_hint": "7"}
    assert client.get("/lti/login/", asked).status_code == 429


def test_the_question_goes_where_the_platform_was_registered(platform, moodle, client):
    asked = begin(client, moodle)
    assert asked["redirect_uri"] == "http://testserver/lti/launch/"
    assert asked["response_mode"] == "form_post"
    assert asked["response_type"] == "id_token"
    assert (asked["login_hint"], asked["lti_message_hint"]) == ("7", "m-1")
    assert client.cookies["lti"]["httponly"]
    assert client.cookies["lti"]["path"] == "/lti/"
    assert client.cookies["lti"]["samesite"] == ""


def test_an_address_with_a_query_keeps_it(moodle, lesson, client):
    auth = f"{moodle.issuer}/auth?tenant=3"
    moodle.registered(lesson.cast.desk, lesson.cast.max, auth_url=auth)
    asked = begin(client, moodle)
    assert asked["tenant"] == "3"
    assert asked["scope"] == "openid"


def test_old_launches_are_forgotten_with_their_names(linked, moodle, client):
    launch(client, moodle)
    Launch.objects.update(begun_at=timezone.now() - timedelta(days=2))
    assert forget_old_launches() == 1


def test_a_launch_goes_on_in_its_browser_alone(linked, moodle, client):
    launch(client, moodle)
    one = Launch.objects.get()
    for path in (f"/lti/launch/{one.pk}/", f"/lti/teach/{one.pk}/"):
        assert Client().get(path).status_code == 404
    assert client.get(f"/lti/launch/{one.pk}/").status_code == 302
    client.post("/class/go/")
    assert client.get(f"/lti/teach/{one.pk}/").status_code == 403


def test_our_keys_are_public_and_no_secret_is(platform, client):
    said = client.get("/lti/jwks.json").json()
    (key,) = said["keys"]
    assert key["kty"] == "RSA"
    assert key["alg"] == "RS256"
    assert key["kid"]
    assert "d" not in key
    assert "PRIVATE KEY" in platform.private_key
    assert "ENCRYPTED" in platform.private_key


def test_a_student_of_the_platform_is_one_role(linked, moodle, client):
    launch(client, moodle, **{f"{CLAIM}roles": ["Learner"]})
    launch(Client(), moodle, sub="user-9", name="Ada", **{f"{CLAIM}roles": STUDENT})
    assert Enrolment.objects.filter(name="Ada").exists()
