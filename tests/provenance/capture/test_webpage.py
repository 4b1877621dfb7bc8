import contextlib

import pytest

from provenance.capture.errors import ExtractionError
from provenance.capture.webpage import read
from tests.provenance.capture.pages import saved
from tests.provenance.capture.prose import REPORT

ADDRESS = "https://ostwick-herald.example/2024/03/05/bridge"


@pytest.fixture(scope="module")
def report():
    return read(saved("report").decode(), ADDRESS)


def words(reading, kind):
    return [reading.text[r.start : r.end].strip() for r in reading.regions if r.kind == kind]


def test_the_headline_stands_first_and_once(report):
    title = "Harbour bridge closed after crack is found"
    assert report.text.startswith(title + "\n\n")
    assert report.text.count(title) == 1
    assert (report.blocks[0].kind, report.blocks[0].level) == ("heading", 1)


def test_the_running_text_begins_after_the_standfirst(report):
    assert report.text[report.article_start :].startswith("The council of Ostwick closed")
    assert "Lorries must take the long way" in report.text[: report.article_start]


def test_captions_comments_and_promotion_have_their_regions(report):
    assert words(report, "caption") == ["The eastern pier at low water. Photo: Ola Brandt"]
    assert len(words(report, "comment")) == 1
    assert "nobody listens to the fishermen" in words(report, "comment")[0]
    assert "READ MORE: Ferry crews ask for double shifts" in words(report, "boilerplate")
    assert not any("fishermen" in part or "READ MORE" in part for part in words(report, "body"))


def test_the_menu_and_the_sidebar_are_not_in_the_text(report):
    assert "Choir wins prize" not in report.text
    assert "Sport" not in report.text


def test_blocks_are_parted_by_blank_lines(report):
    parts = [report.text[block.start : block.end] for block in report.blocks]
    assert "\n\n".join(parts) == report.text


def test_values_are_placed_in_the_text(report):
    title = next(one for one in report.candidates if one.field == "title")
    assert report.text[title.start : title.end] == title.value


def test_the_origin_that_the_last_line_names_is_found():
    reading = read(saved("republished").decode(), "https://kuestenblick.example/x")
    origins = {
        one.value: one.known for one in reading.candidates if one.field == "republished_from"
    }
    assert origins == {"Fjordpost": "in_text", "fjordpost.example": "inferred"}


def test_a_page_laid_out_with_tables_is_read():
    reading = read(saved("layout_table").decode(), None)
    assert reading.text[reading.article_start :].startswith("When the last keeper left")
    assert len([block for block in reading.blocks if block.kind == "paragraph"]) >= 3


def test_an_embedded_post_is_kept():
    post = '<blockquote class="twitter-tweet"><p>The bridge is closed, folks.</p></blockquote>'
    body = "".join(f"<p>{words}</p>" for words in REPORT[:3])
    page = f"<html><body><article><h1>A crack</h1>{body}{post}{body}</article></body></html>"
    assert "The bridge is closed, folks." in read(page, None).text


def test_scripts_never_reach_the_text():
    page = (
        saved("report")
        .decode()
        .replace("</article>", '<p onclick="x()">Fine.<script>evil()</script></p></article>')
    )
    assert "evil" not in read(page, ADDRESS).text


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<p></p>", "<!-- nothing -->", "<html>"]
)
def test_a_page_without_an_article_is_refused(page):
    with pytest.raises(ExtractionError) as refusal:
        read(page, None)
    assert refusal.value.code == "nothing_found"


def test_a_page_that_nests_without_end_is_survived():
    page = "<html><body>" + "<div>" * 50_000 + "<p>" + " ".join(REPORT)
    # libxml2 stops at a depth of its own, so the words at the bottom may be lost with the rest.
    with contextlib.suppress(ExtractionError):
        assert read(page, None).regions
