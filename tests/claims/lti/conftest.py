"""What tests of platforms may ask for."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from claims.lti.models import Platform
from tests.claims.lessons import Lesson
from tests.claims.lti.platform import Simulator, running_platform

Arrive = Callable[..., Any]


@pytest.fixture
def moodle(settings: Any) -> Iterator[Simulator]:
    """A platform on loopback that nobody registered."""
    cache.clear()
    with running_platform(settings) as one:
        yield one


@pytest.fixture
def platform(moodle: Simulator, lesson: Lesson) -> Platform:
    """The same, registered by Max for the desk."""
    return moodle.registered(lesson.cast.desk, lesson.cast.max)


@pytest.fixture
def client() -> Client:
    """A browser."""
    return Client()


def begin(client: Client, moodle: Simulator, **said: str) -> dict[str, str]:
    """The first step: the platform sends a browser to us; what we then ask it."""
    params = {
        "iss": moodle.issuer,
        "client_id": moodle.client_id,
        "login_hint": "7",
        "lti_message_hint": "m-1",
        "target_link_uri": "http://testserver/lti/launch/",
    }
    answer = client.get("/lti/login/", params | said)
    assert answer.status_code == 302, answer.content
    return moodle.asked(answer["Location"])


def launch(client: Client, moodle: Simulator, **said: Any) -> Any:
    """Both steps, and where the browser ends up."""
    asked = begin(client, moodle)
    token = moodle.signed(moodle.body(asked["nonce"], **said))
    sent = {"state": asked["state"], "id_token": token}
    return client.post("/lti/launch/", sent, follow=True)
