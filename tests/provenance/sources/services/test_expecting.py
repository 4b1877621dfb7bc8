"""Articles known by their address before their text has come."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article
from provenance.sources.services import delete_article, expect_article, keep_snapshot
from tests.people import Cast
from tests.provenance.sources.arriving import arrival

ADDRESS = "https://www.example.org/news/pier?utm_source=mail"


def test_an_article_is_kept_under_its_address(cast: Cast):
    article = expect_article(ADDRESS, workspace=cast.desk, by=cast.sam)
    assert (article.address, article.address_key) == (ADDRESS, "example.org/news/pier")
    assert (article.latest, article.visibility) == (None, "workspace")
    assert AuditEvent.objects.get(action="article.expected").detail == {"address": ADDRESS}


@pytest.mark.parametrize("again", [ADDRESS, "http://example.org/news/pier/"])
def test_the_same_address_is_the_same_article(cast: Cast, again: str):
    first = expect_article(ADDRESS, workspace=cast.desk, by=cast.ann)
    assert expect_article(again, workspace=cast.desk, by=cast.bea) == first
    assert expect_article(again, workspace=cast.elsewhere, by=cast.olga) != first


def test_its_text_becomes_its_first_snapshot(cast: Cast):
    article = expect_article(ADDRESS, workspace=cast.desk, by=cast.ann)
    came = arrival("The pier was closed.", address=ADDRESS, final_address=ADDRESS)
    kept = keep_snapshot(came, workspace=cast.desk, by=cast.ann)
    assert (kept.article, kept.snapshot.number, kept.status) == (article, 1, "imported")
    article.refresh_from_db()
    assert article.latest == kept.snapshot


def test_what_one_expects_for_oneself_is_not_in_the_way_of_others(cast: Cast):
    mine = expect_article(ADDRESS, workspace=cast.desk, visibility="me", by=cast.ann)
    shared = expect_article(ADDRESS, workspace=cast.desk, by=cast.bea)
    assert mine != shared


def test_what_one_expects_for_others_is_not_kept_to_oneself(cast: Cast):
    mine = expect_article(ADDRESS, workspace=cast.desk, visibility="me", by=cast.ann)
    shared = expect_article(ADDRESS, workspace=cast.desk, by=cast.ann)
    assert (mine == shared, shared.visibility) == (False, "workspace")


@pytest.mark.parametrize(
    "address", ["", "ftp://a.example", "nonsense", "https://", "https://a.example/" + "x" * 3000]
)
def test_what_is_no_web_address_is_refused(cast: Cast, address: str):
    with pytest.raises(ValidationError):
        expect_article(address, workspace=cast.desk, by=cast.ann)
    assert not Article.objects.exists()


@pytest.mark.parametrize("who", ["ron", "olga"])
def test_readers_and_strangers_expect_nothing(cast: Cast, who: str):
    with pytest.raises(PermissionDenied):
        expect_article(ADDRESS, workspace=cast.desk, by=getattr(cast, who))


def test_a_deleted_article_is_not_made_twice(cast: Cast):
    article = expect_article(ADDRESS, workspace=cast.desk, by=cast.ann)
    delete_article(article, by=cast.ann)
    with pytest.raises(NotNow, match="Restore"):
        expect_article(ADDRESS, workspace=cast.desk, by=cast.ann)
