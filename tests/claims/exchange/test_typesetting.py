"""Sheets set by typst: whole, the same each time, and nothing given is taken for markup."""

from datetime import UTC, datetime

import pypdfium2
import pytest

from claims.exchange import typesetting

AT = datetime(2025, 6, 12, tzinfo=UTC)
CODE = '#import "/etc/passwd": * $x^2$ *b* _i_ ] } ) #panic("now") \\ `raw` <label> @ref // end'
LINK = 'https://x.example/?a=#panic("now")'
VERDICT = {"word": "False", "neutral": "false"}
ROW = {"source": "Post", "url": LINK, "details": "2 June", "quote": CODE}


def sheet(**given):
    usual = {
        "address": "https://desk.example/claims/1/",
        "publisher": "Eastbank Desk",
        "eyebrow": "Claim 1",
        "language": "en",
        "statement": "The town knew in February.",
        "verdict": VERDICT,
        "because": ["The log begins in May."],
        "since": "As of 12 June 2025",
        "warnings": [],
        "first": "First seen 2 June 2025.",
        "counted": "Five appearances come from 1 independent origin.",
        "strips": [[{"name": "Not stated", "note": "who", "missing": True}]],
        "sides": [{"stance": "supports", "heading": "Supports", "counted": "none", "rows": []}],
        "searches": [{"day": "1 May 2025", "sought": CODE, "rest": "in the archive"}],
        "stands": [ROW | {"fate": "Changed since."}],
        "versions": [VERDICT | {"day": "12 June 2025", "reason": "First verdict."}],
    }
    return usual | given


def picture(**given):
    usual = {
        "publisher": "Eastbank Desk",
        "language": "en",
        "statement": "The town knew in February.",
        "verdict": VERDICT,
        "foot": "As of 12 June 2025",
    }
    return usual | given


def words(pdf):
    """The text of a PDF as a reader of screens finds it, in one line."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def size(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_markup_in_what_was_written_stays_text():
    evil = {"statement": CODE, "publisher": CODE, "because": [CODE], "warnings": [CODE]}
    found = words(typesetting.pdf(sheet(**evil), AT))
    assert found.count('#panic("now")') == found.count("@ref") == 5
    assert "root:" not in found


def test_the_same_content_makes_the_same_bytes():
    assert typesetting.pdf(sheet(), AT) == typesetting.pdf(sheet(), AT)


@pytest.mark.parametrize(
    "statement",
    [
        "Short.",
        "x" * 5000,
        "A long claim that goes on. " * 200,
        "سكان المدينة " * 20,
        CODE,
        "字" * 900,
    ],
)
def test_every_claim_has_a_picture_of_one_size(statement):
    given = picture(statement=typesetting.shortened(statement))
    assert size(typesetting.png(given)) == (1200, 630)


def test_a_long_claim_fills_pages_and_is_not_cut():
    found = words(
        typesetting.pdf(sheet(stands=[ROW | {"fate": f"Number {n}."} for n in range(99)]), AT)
    )
    assert "Number 98." in found


@pytest.mark.parametrize(
    ("given", "taken"), [("de-AT", "de"), ("EN", "en"), ("", "en"), ("?!", "en"), ("zh-Hans", "zh")]
)
def test_languages_are_taken_as_typst_knows_them(given, taken):
    assert typesetting.tongue(given) == taken
    assert typesetting.png(picture(language=taken))


def test_a_digest_tells_every_change():
    assert typesetting.digest("picture", picture()) == typesetting.digest("picture", picture())
    assert typesetting.digest("picture", picture()) != typesetting.digest("claim", picture())
    changed = typesetting.digest("picture", picture(foot="As of 13 June 2025"))
    assert changed != typesetting.digest("picture", picture())


def test_a_claim_is_shortened_at_a_word():
    assert typesetting.shortened("word " * 100).endswith("word …")
    assert len(typesetting.shortened("x" * 999)) == typesetting.LONGEST + 2
