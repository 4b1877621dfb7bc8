"""The one door to everything here: what comes in, what comes out, what is refused."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.capture.extract import Extraction, ExtractionError, extract
from tests.provenance.capture.pages import saved
from tests.provenance.capture.prose import REPORT, TALK, article

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "articles"
FRAGMENTS = st.sampled_from(
    [
        *("<p>", "</p>", "<h1>", "</h1>", "<li>", "<table>", "<td>", "<title>", "</title>", "<a>"),
        *('<div class="author">', '<script type="application/ld+json">{"author":', "</script>"),
        *('<meta property="og:title" content="', '<time datetime="', '<a href="http://[">', '">'),
        *(
            "By Ann Abel",
            "May 18, 2018",
            "99/99/9999",
            "[x](#)",
            "](",
            "\x00",
            "\ufeff",
            "&#xD800;",
        ),
        *("(Reuters) - ", "h/t ", "originally published on ", "Comments (3)", "i you lol ", "<!--"),
        *("\n", "\n\n", "word ", "“", '"', " - ", " | ", "<![CDATA[", "<svg>", "<html lang="),
    ]
)
SOUP = st.lists(FRAGMENTS | st.text(max_size=12), max_size=40).map("".join)


def check(found: Extraction) -> None:
    """Assert what holds of every extraction."""
    ends = [0, *(region.end for region in found.regions)]
    assert [region.start for region in found.regions] == ends[:-1]
    assert ends[-1] == len(found.text)
    places = [place for block in found.blocks for place in (block.start, block.end)]
    assert places == sorted(places)
    assert 0 <= found.article_start <= len(found.text)
    for one in found.candidates:
        if one.start is not None and one.end is not None:
            assert 0 <= one.start < one.end <= len(found.text)
        assert 0 <= one.confidence <= 1
    assert found.article in found.text or found.article.split()
    assert found.chosen.authors is not None


def code_of(raw: bytes, media_type: str | None = None) -> str:
    with pytest.raises(ExtractionError) as refusal:
        extract(raw, media_type=media_type)
    assert refusal.value.message.endswith(".")
    assert str(refusal.value) == refusal.value.message
    return refusal.value.code


def test_a_page_is_read_as_a_page_and_a_text_as_a_text():
    page = extract(saved("report"), media_type="text/html; charset=utf-8")
    check(page)
    assert page.chosen.title == "Harbour bridge closed after crack is found"
    assert (page.language, page.chosen.language) == ("en", "en")
    assert (page.extractor, page.encoding) == ("trafilatura+ours", "utf-8")
    text = extract(article("A crack in the bridge", *REPORT).encode(), media_type="text/plain")
    check(text)
    assert text.text == article("A crack in the bridge", *REPORT)


def test_without_a_stated_kind_the_bytes_are_looked_at():
    assert extract(saved("report"), media_type=None).blocks[0].level == 1
    assert extract(REPORT[0].encode(), media_type=None).text == REPORT[0]


def test_the_running_text_leaves_out_what_is_not_the_article():
    text = article("A crack in the bridge", "By Ann Sol", *REPORT, *TALK)
    found = extract(text.encode(), media_type="text/plain")
    assert found.article.startswith(REPORT[0])
    assert found.article.endswith(REPORT[-1])
    assert found.body.startswith("A crack in the bridge")


@pytest.mark.parametrize("raw", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\x00\x00 \x00"])
def test_an_empty_file_is_refused(raw):
    assert code_of(raw) in ("empty", "binary")
    assert code_of(b"") == "empty"


def test_a_picture_under_the_name_of_a_page_is_refused():
    assert code_of(b"\x89PNG\r\n\x1a\n" + bytes(200), "text/html") == "binary"
    assert code_of(bytes(range(256)) * 8, "text/html") == "binary"


def test_a_page_without_an_article_is_refused():
    assert code_of(b"<html><body><nav>Home</nav></body></html>", "text/html") == "nothing_found"


def test_what_only_claims_to_be_a_pdf_is_refused():
    assert code_of(b"Just words.", "application/pdf") == "not_pdf"
    assert code_of(b"%PDF-1.7 broken", "text/html") == "broken_pdf"


def test_broken_bytes_are_told_in_a_warning():
    found = extract("Grüße aus Öl. ".encode() * 20 + b"\xff", media_type="text/plain")
    assert found.text.endswith("\ufffd")
    assert any("U+FFFD" in warning for warning in found.warnings)


@settings(max_examples=60, deadline=None)
@given(SOUP, st.sampled_from([None, "text/html", "text/plain"]))
def test_any_soup_is_read_or_refused(soup, media_type):
    with contextlib.suppress(ExtractionError):
        check(extract(soup.encode("utf-8", "replace"), media_type=media_type, address="http://[x"))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.5\n", b"<html><p>"]))
def test_any_bytes_are_read_or_refused(raw, start):
    with contextlib.suppress(ExtractionError):
        check(extract(start + raw, media_type=None))


@pytest.fixture
def corpus():
    if not CORPUS.is_dir():
        pytest.skip("../shared/corpus/articles is missing: the five pieces are not read")
    return {
        path.name[:3]: extract(path.read_bytes(), media_type="text/plain")
        for path in sorted(CORPUS.glob("*.txt"))
    }


def test_the_five_pieces_of_the_corpus_keep_every_letter(corpus):
    for path in sorted(CORPUS.glob("*.txt")):
        assert corpus[path.name[:3]].text == path.read_text(encoding="utf-8")
        check(corpus[path.name[:3]])


def test_the_dates_of_the_corpus(corpus):
    dates = {key: (one.chosen.published, one.chosen.precision) for key, one in corpus.items()}
    assert dates["000"] == ("2017-12", "month")
    assert dates["001"] == ("2016-03-15", "day")
    assert dates["002"] == ("2018-05-18", "day")
    inferred = [one for one in corpus["003"].candidates if one.field == "published"]
    assert [one.known for one in inferred] == ["inferred"]


def test_only_the_piece_that_names_them_has_author_and_outlet(corpus):
    chosen = {key: one.chosen for key, one in corpus.items()}
    assert {key: one.authors for key, one in chosen.items() if one.authors} == {
        "002": ("Andrew Korybko",)
    }
    assert {key: one.outlet for key, one in chosen.items() if one.outlet} == {
        "002": "Global Research"
    }
    assert chosen["002"].republished_from == "Eurasia Future"


def test_the_conflicting_origin_is_kept_beside_the_chosen_one(corpus):
    origins = [one for one in corpus["002"].candidates if one.field == "republished_from"]
    assert {one.value for one in origins} == {"Eurasia Future", "Global Research"}
    assert all(corpus["002"].text[one.start : one.end] == one.value for one in origins)


def test_only_the_damaged_piece_is_said_to_be_damaged(corpus):
    assert [key for key, one in corpus.items() if one.warnings] == ["000"]
    assert corpus["000"].chosen.title is None


def test_readers_comments_stand_in_one_piece_only_and_from_their_first_word(corpus):
    found = {
        key: [(r.start, r.end) for r in one.regions if r.kind == "comment"]
        for key, one in corpus.items()
    }
    assert {key for key, regions in found.items() if regions} == {"003"}
    text = corpus["003"].text
    ((start, end),) = found["003"]
    assert end == len(text)
    # The piece itself ends where two lines are left blank; seventeen paragraphs follow.
    assert text[:start].endswith("\n\n\n\u00a0 ")
    assert len([line for line in text[start:].split("\n") if line.strip()]) == 17


def test_a_doubled_caption_is_not_taken_for_a_title(corpus):
    assert corpus["004"].chosen.title is None
    assert corpus["004"].regions[0].kind == "caption"
    assert corpus["004"].text[: corpus["004"].regions[0].end].split("\n")[2] == ""
