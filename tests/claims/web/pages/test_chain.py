"""Strips of who had it from whom."""

from datetime import date

from claims.records.reading import appearances_of, independent_appearances
from claims.records.services import Hop, add_appearance
from claims.web.pages.chain import strips
from provenance.sources.models import Article
from tests.claims.scene import TEXT, snapshot_of, span

WORDS = "We closed it on 3 May"


def read(claim, user):
    appearances = appearances_of(claim, user)
    return strips(appearances, independent_appearances(appearances), lambda article: "")


def names(strip):
    return [step.name for step in strip.hops]


def test_one_text_without_a_chain_says_that_nobody_is_named(desk):
    (strip,) = read(desk.claim(), desk.cast.ann)
    assert names(strip) == ["Not stated", "Harbour Post"]
    assert [step.missing for step in strip.hops] == [True, False]
    assert strip.hops[1].note == "4 May 2024"


def test_hops_go_from_the_origin_to_the_page(desk):
    chain = [Hop(None, "hearsay"), Hop("a port official", anonymous=True), Hop("Mira Tal")]
    claim = desk.scene.claim(desk.cast.ann, attributions=chain)
    (strip,) = read(claim, desk.cast.ann)
    assert names(strip) == ["Not stated", "Unnamed: a port official", "Mira Tal", "Harbour Post"]


def test_an_article_that_speaks_for_itself_is_its_own_first_step(desk):
    chain = [Hop("Noa Brand", "own_voice")]
    claim = desk.scene.claim(desk.cast.ann, attributions=chain)
    (strip,) = read(claim, desk.cast.ann)
    assert names(strip) == ["Harbour Post"]


def test_copies_stand_in_one_strip_and_are_counted_once(desk):
    claim = desk.claim()
    copy(desk, claim, "Morning Sheet", date(2024, 5, 6), "Harbour Post")
    copy(desk, claim, "Evening Sheet", date(2024, 5, 5), "Harbour Post")
    Article.objects.filter(pk=desk.scene.snapshot.article_id).update(
        republished_from="Harbour Post"
    )
    (strip,) = read(claim, desk.cast.ann)
    assert names(strip)[1:] == ["Harbour Post", "Evening Sheet", "Morning Sheet"]
    assert strip.texts == 3
    assert strip.counted_once == ["from the same agency"]
    assert [step.note for step in strip.hops[2:]] == [
        "5 May 2024 · from the same agency",
        "6 May 2024 · from the same agency",
    ]


def test_texts_with_nothing_in_common_are_strips_of_their_own(desk):
    claim = desk.claim()
    copy(desk, claim, "Morning Sheet", date(2024, 5, 1), "")
    assert [names(strip)[-1] for strip in read(claim, desk.cast.ann)] == [
        "Morning Sheet",
        "Harbour Post",
    ]


def copy(desk, claim, outlet, day, republished_from):
    snapshot = snapshot_of(desk.cast.desk, outlet=outlet, published=day)
    Article.objects.filter(pk=snapshot.article_id).update(republished_from=republished_from)
    add_appearance(claim, (snapshot, *span(WORDS, TEXT)), by=desk.cast.ann)
