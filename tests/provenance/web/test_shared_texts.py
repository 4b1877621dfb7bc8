"""What two pieces share, side by side, and what a person decides about it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from provenance.lineage.models import SharedText
from provenance.lineage.services.comparing import compare_snapshots
from provenance.sources.models import Citation
from provenance.sources.services import show_article
from tests.people import Cast
from tests.provenance.lineage.writing import keep, prose


@pytest.fixture
def pair(cast: Cast) -> SharedText:
    """Two pieces with the same text, one word of which differs."""
    words = prose(120).split()
    words[60] = "otherwise"
    one = keep(cast, prose(120), title="The wells", published="2024-05-01", outlet="Wire")
    other = keep(cast, " ".join(words), title="A copy <b>", published="2024-05-03", outlet="Post")
    compare_snapshots([one.pk, other.pk], by=None)
    row: SharedText = SharedText.objects.select_related("one", "other").get()
    return row


def seen(client: Client, user: Any, address: str) -> Any:
    client.logout()
    if user.is_authenticated:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get(address)


def at(pair: SharedText, view: str = "shared-text") -> str:
    return reverse(view, args=[pair.pk])


def test_both_texts_stand_side_by_side(client: Client, cast: Cast, pair: SharedText) -> None:
    page = seen(client, cast.ann, at(pair)).content.decode()
    assert "119 words stand in both" in page
    assert "It seems that <b>“The wells” had it first</b>" in page
    assert '<mark class="differs">otherwise</mark>' in page
    assert "is dated 2024-05-01" in page
    assert "A copy &lt;b&gt;" in page
    assert page.count("had it first</button>") == 2


def test_who_sees_it(client: Client, cast: Cast, pair: SharedText) -> None:
    found = {
        name: seen(client, user, at(pair)).status_code for name, user in cast.everyone().items()
    }
    assert found.pop("nobody") == 302
    assert found.pop("olga") == 404
    assert set(found.values()) == {200}
    show_article(pair.one, "public", by=cast.eve)
    assert seen(client, cast.olga, at(pair)).status_code == 404


def test_who_only_reads_has_no_buttons(client: Client, cast: Cast, pair: SharedText) -> None:
    page = seen(client, cast.ron, at(pair)).content.decode()
    assert "had it first</button>" not in page
    assert "Not the same text" not in page


def test_a_person_says_who_was_first_and_takes_it_back(
    client: Client, cast: Cast, pair: SharedText
) -> None:
    seen(client, cast.ann, at(pair))
    answer = client.post(at(pair, "decide-shared"), {"earlier": pair.other_id, "reason": "Stamp."})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "A person says that <b>“A copy &lt;b&gt;” had it first</b>: Stamp." in page
    assert reverse("reopen-shared", args=[pair.pk]) in page
    client.post(at(pair, "reopen-shared"))
    pair.refresh_from_db()
    assert (pair.state, pair.direction) == ("open", "one")


def test_a_person_says_that_it_is_not_the_same(
    client: Client, cast: Cast, pair: SharedText
) -> None:
    seen(client, cast.ann, at(pair))
    refused = client.post(at(pair, "refuse-shared"), {"reason": " "})
    assert refused.status_code == 400
    assert client.post(at(pair, "refuse-shared"), {"reason": "The law."}).status_code == 302
    page = client.get(at(pair)).content.decode()
    assert "<b>Not the same text</b>, a person says: The law." in page
    assert Citation.objects.get().state == "rejected"
    facts = client.get(reverse("article-facts", args=[pair.one_id])).content.decode()
    assert "No other piece here" in facts


@pytest.mark.parametrize("given", [{}, {"earlier": "x"}, {"earlier": 999999}])
def test_nonsense_is_refused(
    client: Client, cast: Cast, pair: SharedText, given: dict[str, Any]
) -> None:
    seen(client, cast.ann, at(pair))
    assert client.post(at(pair, "decide-shared"), given).status_code == 400
    pair.refresh_from_db()
    assert pair.state == "open"


@pytest.mark.parametrize("view", ["decide-shared", "refuse-shared"])
def test_those_who_may_not_decide_are_refused(
    client: Client, cast: Cast, pair: SharedText, view: str
) -> None:
    given = {"earlier": pair.one_id, "reason": "No."}
    for user, status in ((cast.ron, 403), (cast.sam, 403), (cast.olga, 404)):
        seen(client, user, "/")
        assert client.post(at(pair, view), given).status_code == status


def test_the_facts_of_an_article_list_what_it_shares(
    client: Client, cast: Cast, pair: SharedText
) -> None:
    address = reverse("article-facts", args=[pair.one_id])
    page = seen(client, cast.ann, address).content.decode()
    assert at(pair) in page
    assert "this one had it first" in page
    other = seen(client, cast.ann, reverse("article-facts", args=[pair.other_id])).content.decode()
    assert "that one had it first" in other


def test_a_pair_with_a_private_article_shows_to_its_owner_only(client: Client, cast: Cast) -> None:
    open_one = keep(cast, prose(120), title="Open")
    private = keep(cast, prose(120), title="Private", who="bea", visibility="me")
    compare_snapshots([open_one.pk, private.pk], by=None)
    address = reverse("article-facts", args=[open_one.article_id])
    assert "Private" in seen(client, cast.bea, address).content.decode()
    assert "Private" not in seen(client, cast.ann, address).content.decode()
    row = SharedText.objects.get()
    assert seen(client, cast.ann, at(row)).status_code == 404


def test_very_long_and_many_passages_are_cut(client: Client, cast: Cast) -> None:
    parts = prose(2400, 3).split("\n\n")
    other = [part for pair in zip(parts, map(_own, range(40)), strict=True) for part in pair]
    ids = [
        keep(cast, "\n\n".join(parts), title="A").pk,
        keep(cast, "\n\n".join(other), title="B").pk,
    ]
    compare_snapshots(ids, by=None)
    page = seen(client, cast.ann, at(SharedText.objects.get())).content.decode()
    assert page.count('class="twins"') == 20
    assert "shortest passages are left out" in page


def _own(number: int) -> str:
    return prose(15, 100 + number)


def test_the_number_of_queries_is_constant(
    client: Client, cast: Cast, pair: SharedText, django_assert_max_num_queries: Any
) -> None:
    address = reverse("article-facts", args=[pair.one_id])
    seen(client, cast.ann, address)
    few = _queries(client, address)
    compare_snapshots([keep(cast, prose(120) + f" More {n}.").pk for n in range(4)], by=None)
    assert SharedText.objects.of_article(pair.one_id).count() > 2
    assert _queries(client, address) <= few


def _queries(client: Client, address: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
