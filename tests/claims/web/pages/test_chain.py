"""Strips of who had it from whom."""

from datetime import date

import pytest

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


def hop_on(desk, **given):
    claim = desk.scene.claim(desk.cast.ann, attributions=[Hop("Mira Tal", "direct", **given)])
    (strip,) = read(claim, desk.cast.ann)
    return strip.hops[0]


def test_a_step_says_how_they_know_when_and_how_we_know(desk):
    step = hop_on(
        desk,
        basis="witness",
        said_on=date(2024, 5, 3),
        said_precision="month",
        known="inferred",
        confidence=0.8,
        known_from="From the tide table.",
    )
    assert (step.basis, step.when) == ("was there", "May 2024")
    assert step.known == "inferred · 80% sure · From the tide table."


@pytest.mark.parametrize(
    ("whence", "source"),
    [
        ("https://port.example/log", "https://port.example/log"),
        ("javascript:alert(1)", ""),
        ("by telephone", ""),
    ],
)
def test_only_an_address_on_the_web_is_a_link(desk, whence, source):
    assert hop_on(desk, known="outside", known_from=whence).source == source


@pytest.mark.parametrize(
    ("said", "precision", "late"),
    [
        (date(2024, 5, 4), "day", False),
        (date(2024, 5, 5), "day", True),
        (date(2024, 5, 1), "month", False),
        (date(2024, 6, 1), "month", True),
        (date(2024, 1, 1), "year", False),
        (None, "", False),
    ],
)
def test_a_hop_dated_after_the_text_is_told_so(desk, said, precision, late):
    assert hop_on(desk, said_on=said, said_precision=precision).late == late


def test_a_missing_link_says_why(desk):
    claim = desk.scene.claim(desk.cast.ann, attributions=[Hop(None, "hearsay", gap="lost")])
    (strip,) = read(claim, desk.cast.ann)
    assert (strip.hops[0].missing, strip.hops[0].note) == (
        True,
        "who said it · the words that said so are lost",
    )


def test_what_drifted_stands_between_the_boxes(desk):
    chain = [
        Hop("A. Clerk", wording="Perhaps they closed it on 3 May"),
        Hop("B. Clerk"),
        Hop("C. Clerk", wording="They closed it on 4 May"),
    ]
    claim = desk.scene.claim(desk.cast.ann, attributions=chain)
    (strip,) = read(claim, desk.cast.ann)
    drift = [[one.label for one in step.drift] for step in strip.hops]
    assert drift == [[], [], ["time shifted", "hedge lost"], ["time shifted"]]
    assert (strip.hops[2].since, strip.hops[2].leapt) == ("A. Clerk", True)
    assert (strip.hops[3].since, strip.hops[3].leapt) == ("C. Clerk", False)


def test_texts_in_another_language_are_not_compared(desk):
    Article.objects.filter(pk=desk.scene.snapshot.article_id).update(language="de")
    claim = desk.scene.claim(desk.cast.ann, attributions=[Hop("A", wording="Maybe on 9 May")])
    (strip,) = read(claim, desk.cast.ann)
    assert not any(step.drift for step in strip.hops)


def test_the_text_itself_is_no_gap(desk):
    chain = [Hop("A. Clerk"), Hop(None, "own_voice")]
    claim = desk.scene.claim(desk.cast.ann, attributions=chain)
    (strip,) = read(claim, desk.cast.ann)
    assert names(strip) == ["A. Clerk", "Harbour Post"]


def test_a_later_text_shows_what_drifted_by_its_own_chain(desk):
    claim = desk.claim()
    chain = [
        Hop("A", wording="One person said we closed it on 3 May"),
        Hop("B", wording="Officials said we closed it on 3 May"),
    ]
    snapshot = snapshot_of(desk.cast.desk, outlet="Evening Sheet", published=date(2024, 5, 5))
    place = (snapshot, *span(WORDS, TEXT))
    add_appearance(claim, place, attributions=chain, by=desk.cast.ann)
    ids = [desk.scene.snapshot.article_id, snapshot.article_id]
    Article.objects.filter(pk__in=ids).update(republished_from="Northline")
    (strip,) = read(claim, desk.cast.ann)
    assert [[one.label for one in step.drift] for step in strip.hops] == [[], [], ["widened"]]
