"""Outlets and people over REST: identities, owners, merges, and pairs that may be one."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from provenance.sources.models import (
    Article,
    Authorship,
    Outlet,
    Ownership,
    Person,
    SamePeople,
)
from provenance.sources.services import (
    describe_outlet,
    describe_person,
    merge_in_catalogue,
    note_owner,
    outlet_named,
    person_named,
    propose_same,
    show_in_catalogue,
)
from tests.people import Cast

pytestmark = pytest.mark.django_db
WHY = "The paper signs its pieces both ways."


class Client(APIClient):
    """Sends and reads JSON."""

    def send(self, verb: str, path: str, data: Any = None, **headers: str) -> Any:
        return getattr(self, verb)(f"/api/v1{path}", data, format="json", headers=headers)


def api(cast: Cast, who: str) -> Client:
    client, user = Client(), getattr(cast, who)
    client.force_authenticate(user if user.is_authenticated else None)
    return client


def fields(answer: Any) -> tuple[int, list[str]]:
    return answer.status_code, sorted(answer.json()["error"]["fields"])


@pytest.fixture
def echo(cast: Cast) -> Outlet:
    return outlet_named("Eastbank Echo", workspace=cast.desk, by=cast.ann)


@pytest.fixture
def noa(cast: Cast) -> Person:
    return person_named("Noa Brand", workspace=cast.desk, by=cast.ann)


@pytest.fixture
def n_b(cast: Cast) -> Person:
    return person_named("N. Brand", workspace=cast.desk, by=cast.ann)


def test_identities_are_read_in_any_spelling_and_found_by(cast: Cast, echo: Outlet) -> None:
    ann = api(cast, "ann")
    sent = {
        "wikidata": "https://www.wikidata.org/wiki/Q42",
        "domain": "https://echo.example/",
        "other_domains": ["echo-news.example"],
        "same_as": ["https://social.example/@echo"],
        "aliases": ["The Echo"],
    }
    row = ann.send("patch", f"/outlets/{echo.pk}/", sent).json()
    assert row["wikidata"] == "Q42"
    assert row["other_domains"] == ["echo-news.example"]
    for query in ("domain=echo.example", "domain=echo-news.example", "known_as=the%20ECHO"):
        found = ann.send("get", f"/outlets/?{query}").json()["results"]
        assert [one["id"] for one in found] == [echo.pk]
    assert ann.send("get", "/outlets/?domain=post.example").json()["results"] == []


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"wikidata": "42"}, "wikidata"),
        ({"domain": "no domain"}, "domain"),
        ({"same_as": ["javascript:alert(1)"]}, "same_as"),
        ({"aliases": ["x"] * 51}, "aliases"),
    ],
)
def test_bad_identities_name_their_field(
    cast: Cast, echo: Outlet, sent: dict[str, Any], field: str
) -> None:
    answer = api(cast, "ann").send("patch", f"/outlets/{echo.pk}/", sent)
    assert fields(answer) == (400, [field])


def test_a_stale_change_is_refused_and_the_last_one_undone(cast: Cast, noa: Person) -> None:
    ann = api(cast, "ann")
    etag = ann.send("get", f"/people/{noa.pk}/")["ETag"]
    describe_person(noa, description="Writes.", by=cast.bea)
    stale = ann.send("patch", f"/people/{noa.pk}/", {"description": "X"}, **{"if-match": etag})
    assert stale.status_code == 412
    undone = ann.send("post", f"/people/{noa.pk}/undo/")
    assert (undone.status_code, undone.json()["description"]) == (200, "")
    assert api(cast, "ron").send("post", f"/people/{noa.pk}/undo/").status_code == 403


def test_two_are_made_one_and_two_again(cast: Cast, noa: Person, n_b: Person) -> None:
    eve = api(cast, "eve")
    sent = {"other": n_b.pk, "reason": WHY}
    answer = eve.send("post", f"/people/{noa.pk}/merge/", sent)
    assert (answer.status_code, answer.json()["id"]) == (200, noa.pk)
    assert eve.send("get", f"/people/{n_b.pk}/").json()["merged_into"] == noa.pk
    standing = eve.send("get", "/people/?standing=true").json()["results"]
    assert [one["id"] for one in standing] == [noa.pk]
    again = eve.send("post", "/people/", {"workspace": "desk", "name": "n brand"})
    assert again.json()["id"] == noa.pk
    assert eve.send("patch", f"/people/{n_b.pk}/", {"description": "X"}).status_code == 409
    assert eve.send("post", f"/people/{noa.pk}/merge/", sent).status_code == 409
    assert eve.send("post", f"/people/{n_b.pk}/unmerge/").json()["merged_into"] is None
    assert eve.send("post", f"/people/{n_b.pk}/unmerge/").status_code == 409


@pytest.mark.parametrize(
    ("who", "status"),
    [("eve", 200), ("ann", 403), ("sam", 403), ("ron", 403), ("olga", 404), ("nobody", 401)],
)
def test_who_merges(cast: Cast, noa: Person, n_b: Person, who: str, status: int) -> None:
    sent = {"other": n_b.pk, "reason": WHY}
    assert api(cast, who).send("post", f"/people/{noa.pk}/merge/", sent).status_code == status


def test_bad_merges_name_their_field(cast: Cast, noa: Person, n_b: Person) -> None:
    eve = api(cast, "eve")
    theirs = person_named("Noa", workspace=cast.elsewhere, by=cast.olga)
    path = f"/people/{noa.pk}/merge/"
    for other in (theirs.pk, 999999):
        assert fields(eve.send("post", path, {"other": other, "reason": WHY})) == (400, ["other"])
    assert fields(eve.send("post", path, {"other": noa.pk, "reason": WHY})) == (400, ["merged"])
    assert fields(eve.send("post", path, {"other": n_b.pk})) == (400, ["reason"])
    show_in_catalogue(noa, "public", by=cast.eve)
    sent = {"other": n_b.pk, "reason": WHY}
    assert fields(eve.send("post", path, sent)) == (400, ["show_wider"])
    stale = eve.send("post", path, sent, **{"if-match": f'"person-{noa.pk}-1"'})
    assert stale.status_code == 412


def test_articles_and_hops_are_found_by_the_one_that_counts(
    cast: Cast, noa: Person, n_b: Person
) -> None:
    echo = outlet_named("Echo", workspace=cast.desk, by=cast.ann)
    the_echo = outlet_named("The Echo", workspace=cast.desk, by=cast.ann)
    piece = Article.objects.create(workspace=cast.desk, outlet=the_echo)
    Authorship.objects.create(article=piece, person=n_b)
    ann = api(cast, "ann")
    for query in (f"person={noa.pk}", f"outlet={echo.pk}"):
        assert ann.send("get", f"/articles/?{query}").json()["results"] == []
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    merge_in_catalogue(echo, the_echo, WHY, by=cast.eve)
    for query in (f"person={noa.pk}", f"outlet={echo.pk}"):
        found = ann.send("get", f"/articles/?{query}").json()["results"]
        assert [one["id"] for one in found] == [piece.pk]


def test_pairs_are_listed_suggested_and_decided(cast: Cast, noa: Person, n_b: Person) -> None:
    propose_same(cast.desk, by=None)
    ann, eve = api(cast, "ann"), api(cast, "eve")
    pair = ann.send("get", "/people/same/?workspace=desk").json()["results"][0]
    assert pair["names"] == ["Noa Brand", "N. Brand"]
    assert pair["reasons"][0]["rule"] == "initials"
    assert ann.send("get", "/outlets/same/").json()["results"] == []
    base = f"/people/same/{pair['id']}"
    assert ann.send("post", f"{base}/refuse/", {}).status_code == 403
    assert eve.send("post", f"{base}/refuse/", {"reason": "Two."}).json()["state"] == "refused"
    assert len(eve.send("get", "/people/same/?state=refused").json()["results"]) == 1
    assert eve.send("post", f"{base}/refuse/", {}).status_code == 409
    assert eve.send("post", f"{base}/reconsider/").json()["state"] == "proposed"
    sent = {"other": noa.pk, "reason": WHY}
    suggested = ann.send("post", f"/people/{n_b.pk}/suggest/", sent)
    assert (suggested.status_code, suggested.json()["id"]) == (201, pair["id"])
    assert fields(eve.send("post", f"{base}/accept/", {"kept": 999})) == (400, ["kept"])
    kept = eve.send("post", f"{base}/accept/", {"kept": n_b.pk})
    assert kept.json()["id"] == n_b.pk
    assert eve.send("get", "/people/same/").json()["results"] == []
    assert eve.send("post", f"{base}/accept/", {"kept": n_b.pk}).status_code == 404


@pytest.mark.parametrize("who", ["olga", "nobody"])
def test_pairs_of_others_are_not_there(cast: Cast, noa: Person, n_b: Person, who: str) -> None:
    propose_same(cast.desk, by=None)
    for row in (noa, n_b):
        show_in_catalogue(row, "public", by=cast.eve)
    outsider = api(cast, who)
    assert outsider.send("get", "/people/same/").json()["results"] == []
    path = f"/people/same/{SamePeople.objects.get().pk}/refuse/"
    assert outsider.send("post", path, {}).status_code in {401, 404}


def test_owners_are_said_by_id_or_name_and_taken_back(cast: Cast, echo: Outlet) -> None:
    ann, path = api(cast, "ann"), f"/outlets/{echo.pk}/owners/"
    made = ann.send("post", path, {"name": "Old House", "until": "2011", "known": "outside"})
    assert (made.status_code, made.json()["until_precision"]) == (201, "year")
    group = outlet_named("Group", workspace=cast.desk, by=cast.ann)
    made = ann.send("post", path, {"owner": group.pk, "since": "2011-05"})
    assert (made.status_code, made.json()["since"]) == (201, "2011-05-01")
    assert ann.send("get", f"/outlets/{echo.pk}/").json()["owner"] == group.pk
    assert [one["name"] for one in ann.send("get", path).json()] == ["Group", "Old House"]
    one = f"{path}{made.json()['id']}/"
    assert ann.send("delete", one).status_code == 204
    assert ann.send("get", f"/outlets/{echo.pk}/").json()["owner"] is None
    assert ann.send("post", f"{one}restore/").status_code == 200
    for who, status in (("ron", 403), ("olga", 404), ("nobody", 401)):
        assert api(cast, who).send("delete", one).status_code in {status, 404}
        assert api(cast, who).send("post", path, {"owner": group.pk}).status_code in {status, 404}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "owner"),
        ({"owner": 1, "name": "Both"}, "owner"),
        ({"owner": 999999}, "owner"),
        ({"name": "Group", "since": "soon"}, "since"),
        ({"name": "Group", "since": "2020", "until": "2010"}, "until"),
        ({"name": "Eastbank Echo"}, "owner"),
        ({"name": "<b>" * 70}, "name"),
        ({"name": "Group", "known": "guessed"}, "known"),
    ],
)
def test_bad_owners_name_their_field(
    cast: Cast, echo: Outlet, sent: dict[str, Any], field: str
) -> None:
    answer = api(cast, "ann").send("post", f"/outlets/{echo.pk}/owners/", sent)
    assert fields(answer) == (400, [field])
    assert not Ownership.objects.exists()


def test_owners_that_an_outsider_does_not_see_are_not_told(cast: Cast, echo: Outlet) -> None:
    group = outlet_named("Group", workspace=cast.desk, by=cast.ann)
    row = note_owner(echo, group, by=cast.ann)
    show_in_catalogue(Outlet.objects.get(pk=echo.pk), "public", by=cast.eve)
    olga = api(cast, "olga")
    assert olga.send("get", f"/outlets/{echo.pk}/owners/").json() == []
    assert olga.send("delete", f"/outlets/{echo.pk}/owners/{row.pk}/").status_code == 404


def test_what_the_pages_count_is_told(cast: Cast, echo: Outlet, noa: Person) -> None:
    piece = Article.objects.create(workspace=cast.desk, outlet=echo, byline="Noa Brand")
    Authorship.objects.create(article=piece, person=noa)
    Article.objects.create(workspace=cast.desk, outlet=echo, republished_from="Reuters")
    ron = api(cast, "ron")
    told = ron.send("get", f"/outlets/{echo.pk}/profile/").json()
    assert (told["text"]["all"], told["text"]["agency"], told["text"]["own"]) == (2, 1, 1)
    assert told["text"]["sources"][0]["name"] == "Reuters"
    assert [(one["id"], one["articles"]) for one in told["authors"]] == [(noa.pk, 1)]
    assert told["corrections"]["several"] == 0
    where = ron.send("get", f"/people/{noa.pk}/profile/").json()["outlets"]
    assert [(one["name"], one["articles"]) for one in where] == [("Eastbank Echo", 1)]
    assert api(cast, "olga").send("get", f"/outlets/{echo.pk}/profile/").status_code == 404
    describe_outlet(echo, owner=None, by=cast.ann)


def test_an_owner_is_told_to_those_who_see_the_owner(cast: Cast, echo: Outlet) -> None:
    group = outlet_named("Echo Group", workspace=cast.desk, by=cast.ann)
    note_owner(echo, group, by=cast.ann)
    echo.refresh_from_db()
    show_in_catalogue(echo, "public", by=cast.eve)

    def owners(who: str) -> list[int | None]:
        rows = api(cast, who).send("get", "/outlets/").json()["results"]
        one = api(cast, who).send("get", f"/outlets/{echo.pk}/").json()
        return [one["owner"], *(row["owner"] for row in rows if row["id"] == echo.pk)]

    assert owners("olga") == owners("nobody") == [None, None]
    assert owners("ron") == [group.pk, group.pk]
    group.refresh_from_db()
    show_in_catalogue(group, "public", by=cast.eve)
    assert owners("olga") == [group.pk, group.pk]
