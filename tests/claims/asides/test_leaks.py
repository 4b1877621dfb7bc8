"""Nobody but its author and the editors learns of a private note, wherever they ask.

Every address of the API and of the pages that can be asked for without knowing more than numbers
of rows is asked by everyone, and so is each export: the words are nowhere, and nothing is counted.
"""

import io
import json
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from claims.asides.models import Aside
from claims.asides.services import settle_aside, write_aside
from tests.claims.scene import decide

SECRET, ANSWER = "Brotherofthesource", "Thankyouverymuch"
OUTSIDE = ["ann", "tom", "sam", "sue", "ron", "olga", "nobody"]
NUMBER = re.compile(r"<int:[a-z_]+>|\(\?P<pk>[^)]*\)")
LEFT = re.compile(r"[<(\[\\]")  # What is left of an address that needs more than numbers.


@pytest.fixture
def told(scene):
    """A public claim and the same without notes, with everything the numbers of rows lead to."""
    claim = scene.claim(scene.cast.ann)
    decide(claim, scene)
    return claim


def note(scene, claim):
    words = scene.at("Nobody was hurt")
    aside = write_aside(SECRET, claim=claim, place=words, by=scene.cast.bea)
    return settle_aside(aside, answer=ANSWER, by=scene.cast.eve)


def addresses(claim, scene):
    """Everything that answers GET, for the claim or for a snapshot and article of these numbers."""
    numbers = {claim.pk, scene.snapshot.pk, scene.snapshot.article_id, 1}
    found = set()
    for place in _patterns(get_resolver()):
        plain = place.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\.", ".")
        for number in numbers if NUMBER.search(plain) else {0}:
            address = NUMBER.sub(str(number), plain)
            address = address.replace("(?P<format>[a-z0-9]+)/?", "json")
            if not LEFT.search(address) and not address.startswith(("admin", "static", "accounts")):
                found.add(f"/{address}")
    return sorted(found)


def _patterns(resolver, before=""):
    for one in resolver.url_patterns:
        place = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, place)
        elif isinstance(one, URLPattern):
            yield place


def browser(scene, name):
    client = Client(raise_request_exception=True)
    if name != "nobody":
        client.force_login(getattr(scene.cast, name))
    return client


def asked(client, places):
    """Address -> status and bytes of every answer to a plain request."""
    found = {}
    for place in places:
        answer = client.get(place)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[place] = (answer.status_code, content)
    return found


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_address_has_the_words(scene, told, name):
    note(scene, told)
    places = addresses(told, scene)
    assert len(places) > 250
    answers = asked(browser(scene, name), places)
    assert sum(status == 200 for status, _ in answers.values()) > 30
    leaks = [
        place
        for place, (_, content) in answers.items()
        if SECRET.encode() in content or ANSWER.encode() in content
    ]
    assert leaks == []


COUNTED = [
    "/api/v1/claims/", "/api/v1/claims/{}/", "/api/v1/annotations/",
    "/api/v1/claims/{}/annotations/",
    "/api/v1/passages/", "/api/v1/search/?q=hurt", "/desk/claims/{}/", "/desk/claims/{}/history/",
    "/desk/", "/desk/notes/?show=all", "/claims/{}/", "/claims/{}/provenance.provn",
    "/annotations/", "/hypothesis/api/search", "/desk/claims.csv", "/articles/{article}/",
    "/snapshots/{snapshot}/", "/articles/{article}/notes/", "/search/?q=hurt",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_lists_counts_and_tags_are_the_same_with_and_without_it(scene, told, name):
    """Whatever changes by the clock or by a token of the form is taken out first."""
    given = {"article": scene.snapshot.article_id, "snapshot": scene.snapshot.pk}
    places = [place.format(told.pk, **given) for place in COUNTED]
    client = browser(scene, name)
    asked(client, places)  # What is made at the first visit is made now.
    before = {place: _plain(client.get(place)) for place in places}
    note(scene, told)
    after = {place: _plain(client.get(place)) for place in places}
    assert [place for place in places if before[place] != after[place]] == []


def _plain(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    content = content.decode()
    said = re.sub(r'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*}', "", content)
    tag = answer.get("ETag") if said == content else None  # It is made of all words.
    return answer.status_code, tag, said


def test_exports_and_the_dossier_have_nothing_of_it(scene, told, tmp_path):
    note(scene, told)
    call_command("dossier", str(told.pk), str(tmp_path / "whole.zip"), stdout=io.StringIO())
    assert SECRET.encode() not in (tmp_path / "whole.zip").read_bytes()
    owner = browser(scene, "max")  # Even where editors ask: exports leave the house.
    for place in ("/desk/claims.csv", f"/desk/claims/{told.pk}/provenance.json"):
        answer = owner.get(place)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET.encode() not in content


def test_whoever_reads_the_history_reads_no_words_of_it(scene, told):
    note(scene, told)
    said = browser(scene, "max").get("/api/v1/audit-events/?page_size=200").content.decode()
    assert "aside.written" in said
    assert SECRET not in said


def test_its_readers_do_find_it(scene, told):
    """The search above would see it if it were there."""
    aside = note(scene, told)
    for name in ("bea", "eve", "max"):
        client = browser(scene, name)
        assert SECRET in client.get(f"/desk/claims/{told.pk}/").content.decode()
        assert SECRET in json.dumps(client.get(f"/api/v1/asides/{aside.pk}/").json())
    assert Aside.objects.count() == 1
