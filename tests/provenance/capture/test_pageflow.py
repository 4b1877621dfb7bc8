from provenance.capture.candidates import Chosen
from provenance.capture.pageflow import above_byline, apart, by_readers, flow_of
from tests.provenance.capture.pages import tree


def test_distances_count_visible_characters():
    page = tree("<h1>Title</h1><script>xxxxxxxx</script><p>Four <b>five</b></p>")
    flow = flow_of(page)
    heading, bold = page.find(".//h1"), page.find(".//b")
    assert flow.text.split("\n") == ["Title", "Four five", ""]
    assert flow.distance(heading, bold) == len("Title\nFour ")
    assert flow.distance(None, bold) is None


def test_sidebars_and_comments_stand_apart_but_the_article_does_not():
    page = tree(
        '<article class="comment-enabled"><p id="in">a</p></article>'
        '<aside><p id="side">b</p></aside><div class="user_comments"><p id="talk">c</p></div>'
        '<div class="uncommented"><p id="x">d</p></div>'
    )
    assert {key: apart(page.get_element_by_id(key)) for key in ("in", "side", "talk", "x")} == {
        "in": False,
        "side": True,
        "talk": True,
        "x": False,
    }


def test_words_between_headline_and_byline_are_given():
    page = tree("<h1>Title</h1><p>A standfirst.</p><p>By Ann Sol</p><p>Text by Ann Sol</p>")
    words = above_byline(flow_of(page), page.find(".//h1"), Chosen(authors=("Ann Sol",)))
    assert words.strip() == "A standfirst.\nBy"


def test_without_a_byline_nothing_is_above_it():
    page = tree("<h1>Title</h1><p>Words.</p>")
    assert above_byline(flow_of(page), page.find(".//h1"), Chosen()) == ""


def test_readers_speak_in_comments_but_not_where_comments_are_only_open():
    page = tree(
        '<div class="comment-list"><p id="a">a</p></div><div class="post comments-open">'
        '<p id="b">b</p></div><div class="testimonials"><p id="c">c</p></div>'
    )
    assert [by_readers(page.get_element_by_id(key)) for key in "abc"] == [True, False, True]
