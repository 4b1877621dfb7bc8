import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.agencies import agency_line, dateline, desk_line
from provenance.capture.credits import in_line, origins


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("This article was originally published on Fjordpost.", "Fjordpost"),
        ("This article was originally published on [Fjord Post](#).", "Fjord Post"),
        ("Originally published by The Ostwick Herald in March.", "The Ostwick Herald"),
        ("This piece first appeared in Harbour Review on Monday", "Harbour Review"),
        ("Republished with permission from Fjordpost.com", "Fjordpost.com"),
        ("Reprinted from The Tidal Review, No. 4", "The Tidal Review"),
        ("The original source of this article is Global Harbour", "Global Harbour"),
        ("H/T: Fjordpost", "Fjordpost"),
        ("Dieser Text erschien zuerst auf Fjordpost.", "Fjordpost"),
        ("Este texto fue publicado originalmente en Fjordpost.", "Fjordpost"),
    ],
)
def test_credits_name_the_origin_and_its_place(line, name):
    found = list(in_line(line, 100))
    assert [candidate.value for candidate in found] == [name]
    assert line[found[0].start - 100 : found[0].end - 100] == name
    assert found[0].known == "in_text"


@pytest.mark.parametrize(
    "line",
    [
        "The book was first published in 1961.",
        "He originally came from the north.",
        "First, a word.",
    ],
)
def test_ordinary_sentences_credit_nobody(line):
    assert list(in_line(line, 0)) == []


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("OSTWICK (Reuters) - The bridge is closed.", "Reuters"),
        ("OSTWICK, Norland (AP) — The bridge is closed.", "AP"),
        ("(AFP) - The bridge is closed.", "AFP"),
        ("Ostwick (dpa) – Die Brücke ist gesperrt.", "dpa"),
    ],
)
def test_datelines_name_their_agency(text, agency):
    found = dateline(text, 7)
    assert found is not None
    assert found.value == agency


def test_brackets_that_are_no_agency_are_no_dateline():
    assert dateline("The party (SDF) - founded in spring - said so.", 0) is None


def test_a_line_that_is_only_an_agency_is_a_credit():
    assert getattr(agency_line("Source: AFP", 0), "value", None) == "AFP"
    assert agency_line("Source: her aunt", 0) is None


def test_the_way_reuters_signs_is_known():
    signed = "(Reporting by Ann Sol and Bo Berg; Editing by Cy Cole)"
    found = desk_line(f"The last sentence. {signed}", 10)
    assert found is not None
    assert (found.value, found.known) == ("Reuters", "inferred")
    assert desk_line("Reporting by Ann Sol.", 0) is None


def test_another_agency_may_sign_as_reuters_does():
    signed = "The last words. (Reporting by Ann Sol; editing by the Ostwick desk)"
    parts = [("OSTWICK, 2 June (Northline) – Words.", 0), ("More.", 50), (signed, 60)]
    assert [one.value for one in origins(parts, closing=1)] == ["Northline"]
    assert [one.value for one in origins(parts[1:], closing=1)] == ["Reuters"]


def test_only_the_edges_of_an_article_speak_of_itself():
    middle = "The report was originally published by Fjordpost, she said."
    parts = [(words, 0) for words in ("A title", "OSTWICK (AP) — Words.", "More.", middle, "End.")]
    assert [one.value for one in origins(parts, closing=4)] == ["AP"]
    assert [one.value for one in origins(parts, closing=3)] == ["AP", "Fjordpost"]


@given(st.text(max_size=300))
def test_any_line_may_be_asked(text):
    for candidate in (*in_line(text, 0), dateline(text, 0), agency_line(text, 0)):
        if candidate is not None:
            assert 0 <= candidate.start < candidate.end <= len(text)
