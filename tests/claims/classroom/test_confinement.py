"""An account that was made for a class opens the class, and nothing else there is."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from provenance.web.middleware import CLASS_COOKIE, CLASSROOM
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db

SAMPLES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "0" * 32}


def addresses(patterns: Any = None, prefix: str = "/") -> Iterator[str]:
    """One address for each pattern there is, whatever room it belongs to."""
    for one in patterns or get_resolver().url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield _filled(route)


def _filled(route: str) -> str:
    """A pattern as an address: converters and groups become samples."""
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), route)
    route = re.sub(r"\(\?P1\[[^)]*\)", "1", route)
    route = re.sub(r"\(\?Px?\[?[^)]*\)", "1", route)
    return re.sub(r"/+", "/", re.sub(r"[\^$\\?]|/Z|\\Z", "", route))


def kim(lesson: Lesson) -> Client:
    """Kim's browser, as it comes back into the class."""
    cache.clear()
    client = Client()
    client.post("/class/resume/", {"secret": lesson.secret})
    return client


def test_every_address_outside_the_classroom_refuses(lesson: Lesson) -> None:
    client = kim(lesson)
    outside = {one for one in addresses() if not one.startswith(CLASSROOM)}
    assert len(outside) > 200
    answered: dict[str, int] = {}
    for address in sorted(outside):
        for ask in (client.get, client.post):
            status = ask(address).status_code
            answered |= {} if status == 403 else {address: status}
    assert not answered


def test_a_published_claim_that_strangers_read_is_closed_to_the_class(lesson: Lesson) -> None:
    page = reverse("public-claim", args=[lesson.claim.pk])
    assert Client().get(page).status_code == 200
    answer = kim(lesson).get(page)
    assert answer.status_code == 403
    assert b"The log is empty" not in answer.content


def test_a_browser_that_does_not_say_so_is_a_strangers_outside(lesson: Lesson) -> None:
    """Whoever throws the cookie of the class away gains nothing that nobody has."""
    client, stranger = kim(lesson), Client()
    del client.cookies[CLASS_COOKIE]
    for address in (
        "/desk/",
        "/desk/claims/",
        "/api/v1/claims/",
        "/settings/",
        "/hypothesis/api/profile",
    ):
        mine, theirs = client.get(address), stranger.get(address)
        assert (mine.status_code, mine.get("Location")) == (
            theirs.status_code,
            theirs.get("Location"),
        ), address
    seen = [one["id"] for one in client.get("/api/v1/claims/").json().get("results", [])]
    assert seen == [one["id"] for one in stranger.get("/api/v1/claims/").json().get("results", [])]
    assert client.get("/class/").status_code == 200


def test_whoever_leaves_the_class_is_free_again(lesson: Lesson) -> None:
    client = kim(lesson)
    client.post("/class/go/")
    assert client.get(reverse("public-claim", args=[lesson.claim.pk])).status_code == 200


def test_programs_hear_it_in_the_shape_of_the_api(lesson: Lesson) -> None:
    answer = kim(lesson).get("/api/v1/claims/")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "forbidden"


def test_everyone_else_goes_where_they_went(lesson: Lesson) -> None:
    client = Client()
    client.force_login(lesson.cast.sam)
    assert client.get(reverse("claims")).status_code == 200
