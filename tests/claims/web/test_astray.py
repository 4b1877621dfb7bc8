"""Sources whose address died or leads elsewhere: told on the desk and on the pages of claims."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from provenance.capture.models import Watch
from provenance.sources.models import Article
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import EVERYONE, Desk, queries

pytestmark = pytest.mark.django_db

SINCE = datetime(2026, 3, 5, 9, tzinfo=UTC)
GONE = "A source is no longer at its address."
ELSEWHERE = "https://post.example/elsewhere"


def watch(article: Article, **found: Any) -> Watch:
    """A watch on the article, and what visits to it found."""
    return Watch.objects.create(
        article=article,
        host="post.example",
        wait=timedelta(days=1),
        due_at=SINCE,
        **({"dead_since": SINCE, "reason": "There is nothing at this address."} | found),
    )


def public(desk: Desk, pk: int) -> str:
    return str(desk.browser("nobody").get(f"/claims/{pk}/").content.decode())


def test_the_public_page_says_that_a_source_is_gone(desk: Desk) -> None:
    claim = desk.published(desk.claim()).claim
    assert GONE not in public(desk, claim.pk)
    watch(desk.scene.snapshot.article)
    shown = public(desk, claim.pk)
    assert GONE in shown
    assert "nothing has been found there since 5 March 2026" in shown
    assert f'<a href="#appearance-{claim.appearances.get().pk}">Harbour Post</a>' in shown


def test_the_working_page_says_it_too(desk: Desk) -> None:
    claim = desk.claim()
    watch(desk.scene.snapshot.article)
    assert GONE in desk.browser("ron").get(f"/desk/claims/{claim.pk}/").content.decode()


def test_an_address_that_leads_elsewhere_is_not_given_away(desk: Desk) -> None:
    claim = desk.published(desk.claim()).claim
    watch(desk.scene.snapshot.article, dead_since=None, moved_to=ELSEWHERE, moved_at=SINCE)
    shown = public(desk, claim.pk)
    assert "its address leads elsewhere, noticed on 5 March 2026" in shown
    assert ELSEWHERE not in shown


@pytest.mark.parametrize(
    "found", [{"dead_since": None}, {"ended_at": SINCE}], ids=["alive", "no longer watched"]
)
def test_nothing_is_said_of_others(desk: Desk, found: dict[str, Any]) -> None:
    claim = desk.published(desk.claim()).claim
    watch(desk.scene.snapshot.article, **found)
    assert GONE not in public(desk, claim.pk)
    assert "No longer at their address" not in front(desk, "ann")


def test_an_article_is_told_of_once_however_often_it_is_used(desk: Desk) -> None:
    claim = desk.claim()
    desk.evidence(claim)
    other = snapshot_of(desk.cast.desk, outlet="Ferry News")
    desk.evidence(claim, place=(other, 0, 30))
    desk.published(claim)
    watch(desk.scene.snapshot.article)
    assert public(desk, claim.pk).count("nothing has been found there") == 1
    watch(other.article)
    shown = public(desk, claim.pk)
    assert shown.count("nothing has been found there") == 2
    assert "Sources are no longer at their addresses." in shown


def test_it_costs_no_more_queries(desk: Desk) -> None:
    claim = desk.published(desk.claim()).claim
    paths = ((f"/claims/{claim.pk}/", "nobody"), (f"/desk/claims/{claim.pk}/", "ann"))
    before = [queries(desk, name, path) for path, name in paths]
    watch(desk.scene.snapshot.article)
    assert [queries(desk, name, path) for path, name in paths] == before


def front(desk: Desk, name: str) -> str:
    return str(desk.browser(name).get("/desk/").content.decode())


@pytest.mark.parametrize("name", [one for one in EVERYONE if one != "nobody"])
def test_the_desk_tells_those_who_record_here(desk: Desk, name: str) -> None:
    watch(desk.scene.snapshot.article)
    shown = front(desk, name)
    assert ("No longer at their address" in shown) == (name not in {"ron", "olga"})
    assert ("There is nothing at this address." in shown) == (name not in {"ron", "olga"})


def test_the_desk_tells_members_where_it_leads(desk: Desk) -> None:
    watch(desk.scene.snapshot.article, dead_since=None, moved_to=ELSEWHERE, moved_at=SINCE)
    assert f"to {ELSEWHERE}" in front(desk, "ann")


def test_an_article_that_someone_keeps_private_stays_theirs(desk: Desk) -> None:
    article = desk.scene.snapshot.article
    article.visibility, article.created_by = "me", desk.cast.bea
    article.save()
    watch(article)
    assert str(article) not in front(desk, "ann")
    assert str(article) in front(desk, "bea")
