"""Links of the running text: with their words, their place, and nothing from around the article."""

from provenance.capture.links import MOST, canonical_link, links_of
from provenance.capture.regions import Region
from tests.clocks import spent

ADDRESS = "https://fjordpost.example.org/news/bridge"
TEXT = (
    "The bridge is closed, the Tide reported on Monday. Read the statement of the harbour.\n\nMore"
)
BODY = [Region("body", 0, 87), Region("boilerplate", 87, len(TEXT))]


def found(markup, text=TEXT, regions=BODY):
    return links_of(f"<html><body>{markup}</body></html>", address=ADDRESS, text=text,
                    regions=regions)  # fmt: skip


def test_a_link_stands_where_its_words_are():
    page = (
        '<p>The bridge is closed, the <a href="https://tide.example.org/a?utm_source=x">Tide</a> '
        'reported on Monday.\n Read the <a href="/statement">statement</a> of the harbour.</p>'
    )
    tide, statement = found(page)
    assert (tide.words, tide.key) == ("Tide", "tide.example.org/a")
    assert TEXT[tide.start : tide.end] == "Tide"
    assert tide.before.endswith("closed, the ")
    assert tide.after.startswith(" reported")
    assert statement.address == "https://fjordpost.example.org/statement"
    assert TEXT[statement.start : statement.end] == "statement"


def test_what_is_no_link_of_the_article_is_left_out():
    page = (
        '<nav><a href="/tide">Tide</a></nav><p>More <a href="https://x.example.org/">bread</a></p>'
        '<p><a href="https://more.example.org/a">More</a></p>'
        '<p>the <a href="#top">Tide</a> <a href="mailto:a@b.example">statement</a></p>'
        '<p>the <a href="https://[bad/">Tide</a> <a href="/news/bridge?utm_source=y">bridge</a></p>'
        '<p><a href="https://picture.example.org/a"><img src="x.png"></a></p>'
    )
    assert found(page) == []


def test_words_that_stand_twice_are_told_apart_by_those_around_them():
    text = "The Tide said so. Later the Tide denied it."
    (link,) = found('<p>Later the <a href="/b">Tide</a> denied it.</p>', text, [])
    assert link.start == text.rindex("Tide")
    assert found('<p><a href="/b">Tide</a></p>', text, []) == []


def test_two_thousand_links_take_no_time_and_no_more_are_read():
    many = [f"place number {n}" for n in range(MOST + 500)]
    text = ". ".join(many)
    links = ". ".join(
        f'<a href="https://a{n}.example.org/x">{one}</a>' for n, one in enumerate(many)
    )
    one, seconds = spent(lambda: found(f"<p>{links}</p>", text, []))
    assert seconds < 5
    assert 300 < len(one) <= MOST
    assert all(text[link.start : link.end] == link.words for link in one)


def test_a_page_may_call_another_address_its_own():
    page = '<html><head><link rel="canonical" href="https://tide.example.org/a"></head></html>'
    assert canonical_link(page, address=ADDRESS) == "https://tide.example.org/a"
    assert canonical_link("", address=ADDRESS) == ""
