import pytest

from provenance.capture.choice import choose
from provenance.capture.headline import candidates, without_site
from tests.provenance.capture.pages import ADDRESS, facts

TITLE = "Harbour bridge closed after crack is found"
SITE = '<meta property="og:site_name" content="The Fjord Post">'


def chosen(page):
    return choose(candidates(page)[0]).title


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} - The Fjord Post",
        f"{TITLE} | The Fjord Post",
        f"The Fjord Post: {TITLE}",
        f"{TITLE} – fjordpost.example",
        f"{TITLE} - News - The Fjord Post".replace(" - News", ""),
        f"{TITLE} | The Fjord Post - All the north",
    ],
)
def test_the_name_of_the_site_is_cut_off(title):
    assert without_site(title, facts(head=SITE)) == TITLE


def test_other_dashes_and_colons_stay():
    title = "Bridge: what now - and who pays"
    assert without_site(title, facts(head=SITE)) == title


def test_titles_without_spaces_lose_their_site():
    assert (
        without_site("桥昨天关闭了。市长说明原因！-海港网", facts())
        == "桥昨天关闭了。市长说明原因！"
    )


def test_the_heading_that_the_head_agrees_with_wins():
    page = facts(
        f"<h1>The Fjord Post</h1><h2>{TITLE}</h2>", f"<title>{TITLE} | The Fjord Post</title>{SITE}"
    )
    assert chosen(page) == TITLE


def test_a_heading_that_leads_home_is_the_name_of_the_site():
    page = facts(
        f'<h1><a href="/">Tides and More</a></h1><h2>{TITLE}</h2>',
        f"<title>{TITLE} « Tides and More</title>",
    )
    assert chosen(page) == TITLE


def test_a_kicker_in_the_heading_is_left_out():
    page = facts(
        f"<h1><span>Crumbling towns</span> <span>{TITLE}</span></h1>",
        f'<meta property="og:title" content="{TITLE}">',
    )
    assert chosen(page) == TITLE


def test_the_heading_readers_see_beats_the_one_for_search_engines():
    page = facts(
        f"<h1>{TITLE}</h1>", '<meta property="og:title" content="What you need to know of bridges">'
    )
    assert chosen(page) == TITLE


def test_a_section_name_does_not_win_over_a_telling_title():
    page = facts(
        f"<h1>News</h1><h2>{TITLE}</h2>",
        f'<title>News</title><meta property="og:title" content="{TITLE}">',
    )
    assert chosen(page) == TITLE


def test_without_headings_the_head_is_believed():
    assert chosen(facts("<p>Words.</p>", f"<title>{TITLE} | The Fjord Post</title>{SITE}")) == TITLE


def test_a_bare_page_has_no_title():
    assert candidates(facts("<p>Words.</p>")) == ([], None)


def test_broken_addresses_are_no_obstacle():
    page = facts(
        '<h1><a href="http://[">Words</a></h1>', f"<title>{TITLE}</title>", address=ADDRESS + "["
    )
    assert chosen(page) is not None
