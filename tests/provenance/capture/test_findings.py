"""What was found becomes facts: all of it, with the choice marked once."""

from provenance.capture.candidates import Candidate
from provenance.capture.extract import Extraction
from provenance.capture.findings import MOST, canonical_of, findings_of


def extraction(*candidates, language=None):
    return Extraction("text", (), (), language, "utf-8", candidates=candidates)


def candidate(field, value, confidence=0.9, markup="rule", **more):
    return Candidate(field, value, confidence, "in_markup", markup, **more)


def marked(found):
    return [(one.field, one.value, one.chosen) for one in found]


def test_the_choice_is_marked_once_and_all_values_are_kept():
    found = findings_of(
        extraction(
            candidate("title", "Well closed", 0.9, "h1"),
            candidate("title", "Well closed", 0.8, "meta"),
            candidate("title", "Home", 0.4, "title"),
        )
    )
    assert marked(found) == [
        ("title", "Well closed", True),
        ("title", "Well closed", False),
        ("title", "Home", False),
    ]


def test_a_persons_title_wins():
    found = findings_of(extraction(candidate("title", "Home")), title="Well closed")
    assert marked(found) == [("title", "Well closed", True), ("title", "Home", False)]
    assert found[0].known == "person"


def test_what_is_no_fact_of_provenance_is_left_out():
    found = findings_of(extraction(candidate("image", "x.png"), candidate("description", "words")))
    assert found == ()


def test_a_date_that_cannot_be_read_is_kept_but_never_shown():
    found = findings_of(extraction(candidate("published", "2024-99-01", precision="day")))
    assert marked(found) == [("published", "2024-99-01", False)]


def test_a_page_that_repeats_itself_is_cut_short():
    many = [candidate("author", f"Name {n}", markup=f"m{n}") for n in range(40)]
    assert len(findings_of(extraction(*many))) == MOST


def test_the_language_of_the_words_stands_beside_what_the_page_says():
    said = candidate("language", "fr", 0.6, "html[lang]")
    assert ("language", "en", True) in marked(findings_of(extraction(language="en")))
    both = {
        value: chosen for _, value, chosen in marked(findings_of(extraction(said, language="en")))
    }
    assert both == {"fr": True, "en": False}


def test_the_canonical_link_is_the_one_trusted_most():
    links = [
        candidate("canonical", "https://a.example/", 0.3),
        candidate("canonical", "https://b.example/"),
    ]
    assert canonical_of(extraction(*links)) == "https://b.example/"
    assert canonical_of(extraction(candidate("canonical", "https://a.example/" + "a" * 2000))) == ""
