"""Shared texts over REST: seen by those who see both articles, decided by those who may."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from provenance.lineage.models import SharedText
from provenance.lineage.services.comparing import compare_snapshots
from provenance.sources.services import show_article
from tests.people import Cast
from tests.provenance.lineage.writing import keep, prose

ALL = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}
CHECKERS = {"ann", "bea", "eve", "tom", "max"}


def as_(user: Any) -> APIClient:
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


@pytest.fixture
def pair(cast: Cast) -> SharedText:
    """Two articles of the desk with the same text."""
    ids = [keep(cast, prose(200), title=title).pk for title in ("One", "Other")]
    compare_snapshots(ids, by=None)
    row: SharedText = SharedText.objects.select_related("one", "other").get()
    return row


def test_what_a_version_shares(cast: Cast, pair: SharedText) -> None:
    answer = as_(cast.ann).get(f"/api/v1/snapshots/{pair.other_snapshot_id}/shared/")
    (row,) = answer.json()["results"]
    assert (row["kind"], row["direction"], row["earlier"], row["state"]) == (
        "copy",
        "",
        None,
        "open",
    )
    assert (row["one"], row["other"], row["words"]) == (pair.one_id, pair.other_id, 200)
    assert row["passages"][0]["one"] == pair.passages[0]["one"]
    assert row["reasons"] == []


def test_who_sees_it(cast: Cast, pair: SharedText) -> None:
    address = f"/api/v1/shared-texts/{pair.pk}/"
    seen = {
        name for name, user in cast.everyone().items() if as_(user).get(address).status_code == 200
    }
    assert seen == ALL
    # One of the two for everyone tells nobody of the other.
    show_article(pair.one, "public", by=cast.eve)
    assert as_(cast.olga).get(address).status_code == 404
    shared = as_(cast.olga).get(f"/api/v1/snapshots/{pair.one_snapshot_id}/shared/")
    assert shared.json()["results"] == []
    show_article(pair.other, "public", by=cast.eve)
    assert as_(cast.olga).get(address).status_code == 200


def test_the_list_can_be_narrowed(cast: Cast, pair: SharedText) -> None:
    def found(query: str, user: Any = cast.ann) -> int:
        return len(as_(user).get(f"/api/v1/shared-texts/?{query}").json()["results"])

    assert found("") == found(f"article={pair.one_id}") == found("kind=copy&state=open") == 1
    assert found("workspace=desk") == 1
    assert found("article=999999") == found("kind=quotation") == found("", cast.olga) == 0


@pytest.mark.parametrize("name", ["decide", "refuse"])
def test_who_may_decide(cast: Cast, pair: SharedText, name: str) -> None:
    given = {"decide": {"earlier": pair.one_id}, "refuse": {"reason": "Both quote the law."}}[name]
    done = set()
    for who, user in cast.everyone().items():
        answer = as_(user).post(f"/api/v1/shared-texts/{pair.pk}/{name}/", given, format="json")
        if answer.status_code == 200:
            done.add(who)
            again = as_(user).post(f"/api/v1/shared-texts/{pair.pk}/reopen/")
            assert again.json()["state"] == "open"
        else:
            wanted = {"nobody": 401, "olga": 404}.get(who, 403)
            assert answer.status_code == wanted, who
    assert done == CHECKERS


def test_refusals(cast: Cast, pair: SharedText) -> None:
    client, address = as_(cast.ann), f"/api/v1/shared-texts/{pair.pk}"

    def sent(verb: str, given: dict[str, Any], **headers: str) -> int:
        answer = client.post(f"{address}/{verb}/", given, format="json", headers=headers)
        return int(answer.status_code)

    assert sent("refuse", {"reason": ""}) == 400
    assert sent("decide", {"earlier": 999999}) == 404
    assert sent("reopen", {}) == 409
    assert sent("decide", {"earlier": keep(cast, "Else.").article_id}) == 400
    assert sent("decide", {"earlier": pair.one_id}, **{"If-Match": '"sharedtext-1-99"'}) == 412
    assert sent("decide", {"earlier": pair.one_id}) == 200


def test_the_number_of_queries_is_constant(
    cast: Cast, pair: SharedText, django_assert_num_queries: Any
) -> None:
    more = [keep(cast, prose(200) + f" More {n}.").pk for n in range(4)]
    compare_snapshots(more, by=None)
    client = as_(cast.ann)
    client.get("/api/v1/shared-texts/")
    with django_assert_num_queries(1):
        assert len(client.get("/api/v1/shared-texts/").json()["results"]) > 3


def test_what_was_refused_is_the_business_of_the_desk(cast: Cast, pair: SharedText) -> None:
    for article in (pair.one, pair.other):
        show_article(article, "public", by=cast.eve)
    addresses = [
        f"/api/v1/shared-texts/{pair.pk}/",
        "/api/v1/shared-texts/",
        f"/api/v1/snapshots/{pair.one_snapshot_id}/shared/",
    ]
    reason = "Bea wrote the text of both."
    given = {"reason": reason}
    done = as_(cast.ann).post(f"{addresses[0]}refuse/", given, format="json")
    assert done.status_code == 200
    for user in (cast.olga, cast.nobody):
        assert all(reason not in as_(user).get(at).content.decode() for at in addresses)
        assert as_(user).get(addresses[0]).status_code == 404
    assert reason in as_(cast.ron).get(addresses[0]).content.decode()
