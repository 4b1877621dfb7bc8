import pytest

from provenance.capture.lines import lines_of
from provenance.capture.opening import read
from tests.provenance.capture.prose import REPORT, article


def opening(*paragraphs):
    return read(lines_of(article(*paragraphs)))


def values(found):
    return {(one.field, one.value) for one in found.candidates}


def test_title_byline_and_date_line_are_read():
    found = opening(
        "A crack in the bridge", "By [Mira Lindqvist](#)", "Fjordpost, May 18, 2018", *REPORT
    )
    assert found.roles == ["title", "byline", "byline"]
    assert values(found) == {
        ("title", "A crack in the bridge"),
        ("author", "Mira Lindqvist"),
        ("outlet", "Fjordpost"),
        ("published", "2018-05-18"),
    }


def test_a_date_alone_gives_no_outlet():
    found = opening("A crack in the bridge", "15.03.2016", *REPORT)
    assert values(found) == {("title", "A crack in the bridge"), ("published", "2016-03-15")}


@pytest.mark.parametrize("line", ["Published on May 18, 2018", "Friday, May 18, 2018"])
def test_words_that_introduce_a_date_are_no_outlet(line):
    assert ("published", "2018-05-18") in values(opening("A crack in it", line, *REPORT))
    assert not any(
        field == "outlet" for field, _ in values(opening("A crack in it", line, *REPORT))
    )


def test_navigation_lines_are_set_apart():
    found = opening("A crack in the bridge", "Region: [North](#)", "Theme: Bridges", *REPORT)
    assert found.roles == ["title", "navigation", "navigation"]


def test_what_a_crawler_wrote_gives_the_month():
    text = f" date 2017-12 {REPORT[0]}"
    found = read(lines_of(text))
    assert text[found.skip :] == REPORT[0]
    assert [(one.value, one.precision) for one in found.candidates] == [("2017-12", "month")]


def test_a_doubled_short_line_is_a_caption_and_no_title():
    found = read(lines_of("Vold and Reet\nVold and Reet\n" + REPORT[0]))
    assert found.roles == ["caption", "caption"]
    assert found.candidates == []


def test_a_doubled_long_line_set_apart_is_a_title():
    title = "The council closes the old harbour bridge for a month"
    found = opening(title, title, *REPORT)
    assert found.roles == ["title", "title"]


@pytest.mark.parametrize("first", [REPORT[0], "- a list", "lower case words", "By Mira Lindqvist"])
def test_an_ordinary_paragraph_is_no_title(first):
    assert not any(field == "title" for field, _ in values(opening(first, *REPORT)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Council To Close The Harbour Bridge For Months.", REPORT[0]),
        ("Council to close the bridge for months.", f"OSTWICK (Reuters) - {REPORT[0]}"),
    ],
)
def test_a_title_may_end_with_a_full_stop_that_a_crawler_put_there(first, second):
    found = opening(first, second, *REPORT)
    assert found.roles == ["title"]
    assert found.candidates[0].confidence < 0.8


def test_places_lead_back_to_the_words():
    text = article(
        "A crack in the bridge", "By [Mira Lindqvist](#)", "Fjordpost, May 18, 2018", *REPORT
    )
    places = {one.field: text[one.start : one.end] for one in read(lines_of(text)).candidates}
    assert places == {
        "title": "A crack in the bridge",
        "author": "Mira Lindqvist",
        "outlet": "Fjordpost",
        "published": "May 18, 2018",
    }


def test_nothing_is_read_from_nothing():
    assert read([]).roles == []
