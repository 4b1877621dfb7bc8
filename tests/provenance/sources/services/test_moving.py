"""An article goes to another address when a person says so, and only to a free one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article
from provenance.sources.services import keep_snapshot, move_article, show_article
from tests.provenance.sources.arriving import RUMOUR, arrival

pytestmark = pytest.mark.django_db
PAGE, NEW = "https://echo.example/wells", "https://new.example/wells/"


@pytest.fixture
def keep(cast):
    def keep(address=PAGE, text=RUMOUR, **how):
        arrived = arrival(text, title="Well closed", address=address, final_address=address)
        how = {"by": cast.ann, **how}
        return keep_snapshot(arrived, workspace=cast.desk, **how).article

    return keep


def test_what_is_found_there_belongs_to_it_from_then_on(keep, cast):
    article = keep()
    moved = move_article(article, NEW, by=cast.bea)
    assert (moved.address, moved.final_address, moved.address_key) == (
        PAGE, NEW, "new.example/wells",
    )  # fmt: skip
    assert keep(NEW, RUMOUR + " And more.").pk == article.pk
    event = AuditEvent.objects.get(action="article.moved")
    assert (event.detail["before"], event.detail["after"]) == (PAGE, NEW)


def test_where_another_stands_nothing_is_merged(keep, cast):
    article, other = keep(), keep(NEW, "Another text altogether. " * 9)
    with pytest.raises(NotNow, match="Nothing was merged"):
        move_article(article, NEW, by=cast.ann)
    assert Article.objects.get(pk=other.pk).address_key == "new.example/wells"
    assert Article.objects.get(pk=article.pk).address_key == "echo.example/wells"


def test_what_someone_keeps_to_themselves_is_in_nobodys_way(keep, cast):
    private = keep(NEW, "My own copy. " * 9, by=cast.bea, visibility="me")
    moved = move_article(keep(), NEW, by=cast.ann)
    assert moved.address_key == private.address_key
    mine = keep("https://echo.example/mine", "Mine too. " * 20, by=cast.bea, visibility="me")
    with pytest.raises(NotNow):
        move_article(mine, NEW, by=cast.bea)


@pytest.mark.parametrize("address", ["", "ftp://a.example/", "https://a.example/" + "a" * 2000])
def test_what_is_no_address_is_refused(keep, cast, address):
    with pytest.raises(ValidationError) as refusal:
        move_article(keep(), address, by=cast.ann)
    assert set(refusal.value.message_dict) == {"address"}


def test_who_may_and_who_was_too_late(keep, cast):
    article = show_article(keep(), "public", by=cast.eve)
    for who in ("sam", "ron", "olga", "nobody"):
        with pytest.raises(PermissionDenied):
            move_article(article, NEW, by=getattr(cast, who))
    with pytest.raises(Stale):
        move_article(article, NEW, by=cast.ann, version=1)
