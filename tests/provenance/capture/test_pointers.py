"""How an article leans on what it links to or names, by its own words."""

import pytest

from provenance.capture.links import Link
from provenance.capture.pointers import is_notice, kind_of, of_links, of_words


def link(before, after="", words="Tide", start=0):
    return Link("https://tide.example/a", "tide.example/a", words, before, after, start, start + 4)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("The bridge is closed, the ", " reported on Monday.", "cites"),
        ("according to the ", "", "cites"),
        ("Laut ", " ist die Brücke zu.", "cites"),
        ("as the ", " would have it. He said no.", "links"),
        ("He said so. See the ", "", "links"),
        ("This article first appeared on ", ".", "republishes"),
        ("This report comes from ", " and was not edited.", "republishes"),
        ("Translated from the ", "", "translates"),
        ("On 3 June we published a ", " on lead.", "links"),
    ],
)
def test_the_sentence_around_a_link_says_what_it_is(before, after, kind):
    assert kind_of(link(before, after), notice=False, near_edge=True) == kind


def test_only_the_edges_say_where_a_text_comes_from():
    one = link("The study first appeared in the ", ".")
    assert kind_of(one, notice=False, near_edge=False) == "cites"


def test_a_notice_corrects_what_it_calls_ours():
    one = link("On 3 June we published a ", " on lead.", "report")
    assert kind_of(one, notice=True, near_edge=True) == "corrects"
    assert kind_of(link("The log of the "), notice=True, near_edge=True) == "links"


@pytest.mark.parametrize(
    ("title", "notice"),
    [
        ("Correction: lead in the tap water", True),
        ("Corrections and clarifications", True),
        ("Berichtigung – Blei im Wasser", True),
        ("A correction of course", False),
        ("Correctional officers on strike", False),
    ],
)
def test_notices_are_told_by_their_titles(title, notice):
    assert is_notice(title) == notice


def test_every_link_says_why():
    (one,) = of_links([link("The bridge is closed, the ", " reported.")], length=100)
    assert one.says == "A link stands in “The bridge is closed, the Tide reported.”, " + (
        "with words that credit it."
    )
    assert (one.kind, one.known, one.key) == ("cites", "in_markup", "tide.example/a")


def test_names_without_links_are_found_at_the_edges():
    text = "Translated from an article in the Tide Review by Ann Sol."
    tip = "She left. (h/t The Tide.)"
    parts = [(text, 0), ("Words.", 60), (tip, 70)]
    found = list(of_words(parts))
    assert [(one.kind, one.name) for one in found] == [
        ("translates", "the Tide Review"),
        ("cites", "The Tide"),
    ]
    assert tip[found[1].start - 70 : found[1].end - 70] == "The Tide"


def test_languages_are_no_sources():
    assert list(of_words([("Translated from the German by Ann Sol.", 0)])) == []


def test_a_correction_names_the_title_it_corrects():
    words = "Correction: our story “The bridge that never was” had the year wrong."
    (one,) = of_words([(words, 5)])
    assert (one.kind, one.title) == ("corrects", "The bridge that never was")
    assert words[one.start - 5 : one.end - 5] == one.title
