"""The list of pages is whole, and each answers as it says."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from .pages import EXCUSED, OWNER, Stop, answer_to, client_of, drawn_by_others, furnish, stops

FOR_PROGRAMS = {"admin/", "api/v1/", "annotations/", "hypothesis/api/", "v1alpha1/"}
ANY = {
    "IntConverter": 1,
    "StringConverter": "x",
    "SlugConverter": "x",
    "UUIDConverter": "4d7a0d2e-6d60-4b53-9c70-3f0f9f0a0001",
}


@pytest.fixture
def listed(db: None) -> list[Stop]:
    return [*stops(furnish()), *drawn_by_others()]


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address with a name, but those for programs and of Django's own pages."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield from [one] if one.name else []
        elif str(one.pattern) not in FOR_PROGRAMS:
            yield from patterns(one)


def only_takes_posts(client: Client, pattern: URLPattern) -> bool:
    """Whether an address of this pattern refuses to be looked at."""
    kinds = [type(kind).__name__ for kind in pattern.pattern.converters.values()]
    address = reverse(str(pattern.name), args=[ANY[kind] for kind in kinds])
    return client.get(address).status_code == 405


def test_each_page_answers_as_listed(listed: list[Stop]) -> None:
    clients = {stop.who: client_of(stop.who) for stop in listed}
    answers = {stop: answer_to(stop, clients[stop.who]).status_code for stop in listed}
    assert {stop: got for stop, got in answers.items() if got != stop.status} == {}


def test_every_address_that_answers_get_is_listed_or_excused(listed: list[Stop]) -> None:
    addresses = [stop.address.split("?")[0] for stop in listed if stop.name != "nothing-there"]
    known = {resolve(address).url_name for address in addresses} | EXCUSED.keys()
    left = [one for one in patterns(get_resolver()) if one.name not in known]
    client = client_of(OWNER)
    assert [one.name for one in left if not only_takes_posts(client, one)] == []


def test_nothing_is_excused_that_is_not_there() -> None:
    assert EXCUSED.keys() <= {one.name for one in patterns(get_resolver())}
