"""A platform that registers itself by a link of an owner."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.lti.models import Opening, Platform
from claims.lti.services import make_opening, register_itself
from provenance.accounts.models import Membership
from provenance.accounts.rules import NotNow
from tests.claims.lti.platform import Simulator
from tests.people import Cast

pytestmark = pytest.mark.django_db
OURS = {
    "login": "https://desk.example/lti/login/",
    "launch": "https://desk.example/lti/launch/",
    "keys": "https://desk.example/lti/jwks.json",
}
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"


@pytest.fixture
def secret(cast: Cast) -> str:
    return make_opening(cast.desk, by=cast.max)[1]


@pytest.fixture
def tells(moodle: Simulator) -> Any:
    """What the platform tells of itself, changed as one wants; its address."""

    def tell(**changed: Any) -> str:
        said = {
            "issuer": moodle.issuer,
            "jwks_uri": f"{moodle.issuer}/jwks",
            "authorization_endpoint": f"{moodle.issuer}/auth",
            "token_endpoint": f"{moodle.issuer}/token",
            "registration_endpoint": f"{moodle.issuer}/register",
            PLATFORM: {"product_family_code": "moodle"},
        }
        return moodle.site.put("/configuration", json.dumps(said | changed).encode())

    answer = {"client_id": "tool-7", TOOL: {"deployment_id": "4"}}
    moodle.site.put("/register", json.dumps(answer).encode(), 201)
    return tell


def register(secret: str, address: str, token: str = "") -> Platform:
    return register_itself(secret, address=address, token=token, ours=OURS)


def test_a_platform_registers_itself(secret, tells, moodle, cast):
    row = register(secret, tells(), "their-token")
    assert (row.workspace, row.name, row.created_by) == (cast.desk, "Moodle", cast.max)
    assert (row.issuer, row.client_id) == (moodle.issuer, "tool-7")
    assert row.deployments == ["4"]
    asked = json.loads(moodle.site.sent[-1])
    assert moodle.site.asked[-1]["authorization"] == "Bearer their-token"
    assert asked["redirect_uris"] == [OURS["launch"]]
    assert asked["jwks_uri"] == OURS["keys"]
    assert asked[TOOL]["domain"] == "desk.example"
    assert "LtiDeepLinkingRequest" in [one["type"] for one in asked[TOOL]["messages"]]


def test_a_link_works_once(secret, tells):
    register(secret, tells())
    with pytest.raises(NotNow):
        register(secret, tells())


def test_a_link_works_for_a_day(secret, tells):
    Opening.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotNow):
        register(secret, tells())


@pytest.mark.parametrize("wrong", ["", "x", "x" * 300])
def test_no_other_link_works(secret, tells, wrong):
    with pytest.raises(NotNow):
        register(wrong, tells())


def test_only_owners_make_links(cast):
    for name, by in cast.everyone().items():
        if name not in {"max", "nobody"}:
            with pytest.raises(PermissionDenied):
                make_opening(cast.desk, by=by)


def test_the_link_of_someone_who_owns_no_more_is_worthless(secret, tells, cast):
    Membership.objects.filter(user=cast.max).update(role="editor")
    with pytest.raises(PermissionDenied):
        register(secret, tells())
    assert not Platform.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://elsewhere.example"},
        {"issuer": ""},
        {"issuer": 3},
        {"jwks_uri": ""},
        {"jwks_uri": "http://school.example/keys"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
        {"registration_endpoint": ""},
        {"registration_endpoint": "http://127.0.0.1:9/register"},
    ],
)
def test_what_a_platform_tells_has_to_hold_together(secret, tells, changed):
    with pytest.raises(ValidationError):
        register(secret, tells(**changed))
    assert not Platform.objects.exists()
    assert Opening.objects.get().is_good


@pytest.mark.parametrize(
    "body", [b"no json", b"[]", b"{}", b"null", b'{"client_id": ""}', b'{"client_id": null}']
)
def test_an_answer_that_registers_nothing_is_told(secret, tells, moodle, body):
    moodle.site.put("/register", body, 201)
    with pytest.raises(ValidationError):
        register(secret, tells())


def test_a_refusal_is_told(secret, tells, moodle):
    moodle.site.put("/register", b"{}", 403)
    with pytest.raises(ValidationError, match="answered 403"):
        register(secret, tells())


@pytest.mark.parametrize("address", ["", "x", "http://127.0.0.1:9/c", "https://10.0.0.1/c"])
def test_an_address_that_leads_nowhere_is_told(secret, tells, address):
    with pytest.raises(ValidationError):
        register(secret, address)


def test_a_deployment_may_be_missing(secret, tells, moodle):
    moodle.site.put("/register", json.dumps({"client_id": "tool-7"}).encode(), 201)
    assert register(secret, tells()).deployments == []


def test_by_hand_and_in_the_frame_of_the_platform(cast, tells, moodle):
    owner = Client()
    owner.force_login(cast.max)
    page = owner.post(reverse("open-to-platform"))
    link = page.context["link"]
    assert link.startswith("http://testserver/lti/register/")
    assert link not in owner.get(reverse("settings-platforms")).content.decode()
    answer = Client().get(link, {"openid_configuration": tells(), "registration_token": "t"})
    assert answer.status_code == 200
    assert f'data-done-for="{moodle.issuer}"' in answer.content.decode()
    assert f"frame-ancestors {moodle.issuer}" in answer["Content-Security-Policy"]
    again = Client().get(link, {"openid_configuration": tells()})
    assert again.status_code == 409
    assert "frame-ancestors 'none'" in again["Content-Security-Policy"]
    for name in ("ann", "eve", "tom"):
        stranger = Client()
        stranger.force_login(getattr(cast, name))
        assert stranger.post(reverse("open-to-platform")).status_code == 403
