from datetime import UTC, datetime, timedelta

import pytest

from provenance.capture import headline, pageflow, published
from provenance.capture.choice import choose
from tests.provenance.capture.pages import facts

TITLE = "Harbour bridge closed after crack is found"


def found(body="", head="", data=None, address=None):
    page = facts(f"<h1>{TITLE}</h1>{body}", f"<title>{TITLE}</title>{head}", data, address)
    best = headline.candidates(page)[1]
    return published.candidates(page, pageflow.flow_of(page.tree), best.element if best else None)


def day(**parts):
    chosen = choose(found(**parts))
    return chosen.published, chosen.precision


@pytest.mark.parametrize(
    "parts",
    [
        {"head": '<meta property="article:published_time" content="2024-03-05T09:00:00+01:00">'},
        {"data": {"@type": "NewsArticle", "datePublished": "2024-03-05"}},
        {"body": '<time datetime="2024-03-05">Tuesday</time>'},
        {"body": "<p>5 March 2024</p>"},
        {"address": "https://fjordpost.example/2024/03/05/bridge"},
        {"body": '<span itemprop="datePublished" content="20240305T0900"></span>'},
    ],
)
def test_every_kind_of_place_gives_the_day(parts):
    assert day(**parts) == ("2024-03-05", "day")


def test_the_day_of_a_change_is_not_the_day_of_publication():
    head = '<meta property="article:modified_time" content="2024-04-01">'
    assert day(head=head, body="<p>Updated 1 April 2024</p><p>5 March 2024</p>")[0] == "2024-03-05"


def test_more_witnesses_outweigh_one():
    head = '<meta name="date" content="2024-03-07">'
    data = {"@type": "NewsArticle", "datePublished": "2024-03-05"}
    values = found(head=head, data=data, body='<time datetime="2024-03-05">5</time>')
    assert [one.value for one in values] == ["2024-03-05", "2024-03-07"]


def test_a_time_near_midnight_elsewhere_gives_way_to_the_address():
    head = '<meta property="article:published_time" content="2024-03-06T01:12:00+00:00">'
    address = "https://fjordpost.example/2024/03/05/bridge"
    assert day(head=head, address=address, body="<p>5 March 2024</p>")[0] == "2024-03-05"


def test_dates_of_other_articles_are_not_taken():
    teasers = (
        '<aside><time datetime="2024-01-01">1</time><time datetime="2024-01-02">2</time></aside>'
    )
    body = '<time datetime="2024-03-05">5 March</time>' + teasers
    assert day(body=body)[0] == "2024-03-05"


def test_a_month_is_given_as_a_month():
    assert day(body="<p>March 2024</p>") == ("2024-03", "month")


def test_the_future_is_not_believed():
    tomorrow = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    assert not any(
        one.value == tomorrow for one in found(body=f"<time datetime={tomorrow}>x</time>")
    )


def test_a_page_without_a_date_has_none():
    assert day(body="<p>Once upon a time.</p>") == (None, None)


@pytest.mark.parametrize("text", [None, "", "soon", "2024-13-45", "0000-00-00"])
def test_what_is_no_day_gives_none(text):
    assert published.day_in(text) is None
