"""Rooms above are told of new dates, inside the change, and may undo it."""

from typing import Any

import pytest

from provenance.sources import after
from provenance.sources.models import Article
from provenance.sources.services import choose_fact
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_listeners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after, "_listeners", [])


@pytest.fixture
def article(cast: Cast) -> Article:
    return Article.objects.create(workspace=cast.desk)


def test_each_listener_is_called_once_with_the_saved_article(cast: Cast, article: Article) -> None:
    told: list[Any] = []

    def listener(articles: Any, *, by: Any) -> None:
        stored = Article.objects.get(pk=articles[0].pk)
        assert stored.published is not None
        told.append((stored.published.isoformat(), by))

    after.articles_redated(listener)
    after.articles_redated(listener)
    choose_fact(article, "published", "2024-05-01", by=cast.ann)
    assert told == [("2024-05-01", cast.ann)]


def test_other_facts_are_nobodys_news(cast: Cast, article: Article) -> None:
    after.articles_redated(lambda articles, *, by: pytest.fail("called for a title"))
    choose_fact(article, "title", "Pier", by=cast.ann)


def test_a_listener_that_fails_undoes_the_change(cast: Cast, article: Article) -> None:
    def broken(articles: Any, *, by: Any) -> None:
        raise RuntimeError("no")

    after.articles_redated(broken)
    with pytest.raises(RuntimeError):
        choose_fact(article, "published", "2024-05-01", by=cast.ann)
    article.refresh_from_db()
    assert article.published is None
