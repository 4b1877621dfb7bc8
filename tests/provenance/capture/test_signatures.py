import pytest

from provenance.capture import pageflow
from provenance.capture.signatures import evidence, names_in, plain
from tests.provenance.capture.pages import facts


def sources(body="", head="", data=None):
    page = facts(body, head, data)
    return {(one.name, one.source) for one in evidence(page, pageflow.flow_of(page.tree), None)}


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ('<a rel="author" href="/x">Ann Sol</a>', "rel"),
        ('<span itemprop="author">Ann Sol</span>', "itemprop"),
        ('<span class="entry-author">Ann Sol</span>', "class"),
        ('<a href="/authors/ann">Ann Sol</a>', "href"),
        ("<div>By Ann Sol</div>", "text"),
    ],
)
def test_every_kind_of_place_is_seen(body, source):
    assert ("Ann Sol", source) in sources(body)


@pytest.mark.parametrize(
    "body",
    [
        '<span class="author-avatar">Ann Sol</span>',
        '<a href="/products/ann">Ann Sol</a>',
        '<span class="comment-author">Ann Sol</span>',
    ],
)
def test_look_alikes_are_not(body):
    assert sources(body) == set()


def test_the_label_of_a_shared_card_counts_in_many_languages():
    head = (
        '<meta name="twitter:label1" content="Verfasst von">'
        '<meta name="twitter:data1" content="Ann Sol">'
    )
    assert ("Ann Sol", "meta[twitter:data1]") in sources(head=head)
    assert sources(head=head.replace("Verfasst von", "Price")) == set()


def test_addresses_are_no_names():
    assert sources(head='<meta property="article:author" content="https://x.example/ann">') == set()


def test_words_around_the_headline_are_read_whatever_the_markup():
    page = facts("<h1>Title of it</h1><div><i>By</i><br><u>Ann Sol</u></div>")
    flow = pageflow.flow_of(page.tree)
    found = evidence(page, flow, page.tree.find(".//h1"))
    assert [(one.name, one.source) for one in found] == [("Ann Sol", "words")]


def test_strict_reading_asks_for_whole_names():
    assert names_in("harbourcat", strict=False) == ["harbourcat"]
    assert names_in("harbourcat", strict=True) == []


def test_names_are_compared_plainly():
    assert plain("Ann-Marie  SOL!") == "ann marie sol"
