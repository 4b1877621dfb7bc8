from lxml import etree

from provenance.capture.pieces import bare, pieces_of


def pieces(xml):
    return pieces_of(etree.fromstring(f"<body>{xml}</body>"), "body")


def test_blocks_keep_their_kind_and_level():
    found = pieces('<head rend="h3">A</head><p>B</p><quote>C</quote><list><item>D</item></list>')
    assert [(one.kind, one.level, one.text) for one in found] == [
        ("heading", 3, "A"),
        ("paragraph", 0, "B"),
        ("quote", 0, "C"),
        ("list", 0, "D"),
    ]


def test_items_rows_and_line_breaks_part_words():
    assert pieces("<list><item>One</item><item>Two</item></list>")[0].text == "One\nTwo"
    assert pieces("<p>One<lb/>Two</p>")[0].text == "One\nTwo"
    table = "<table><row><cell>A</cell><cell>B</cell></row><row><cell>C</cell></row></table>"
    assert pieces(table)[0].text == "A | B\nC"


def test_line_ends_of_the_source_are_spaces():
    assert pieces("<p>One\n   two</p>")[0].text == "One two"


def test_the_share_of_links_is_known():
    one = pieces('<p>See <ref target="x">here</ref></p>')[0]
    assert one.linked == 0.5
    many = pieces("<list><item><ref>a</ref></item><item>b</item></list>")[0]
    assert many.linking == 0.5


def test_a_space_lost_after_a_link_is_put_back():
    assert pieces("<p>The <ref>bridge</ref>was closed<ref>, it</ref>, said</p>")[0].text == (
        "The bridge was closed, it, said"
    )


def test_loose_words_between_blocks_form_paragraphs():
    found = pieces("<div>Loose <ref>words</ref> here<p>Block</p>tail<lb/>again</div>")
    assert [one.text for one in found] == ["Loose words here", "Block", "tail", "again"]


def test_tables_made_for_layout_become_paragraphs():
    long = "word " * 100
    found = pieces(f"<table><row><cell>Title<lb/>{long}</cell></row></table>")
    assert [one.kind for one in found] == ["paragraph", "paragraph"]


def test_empty_blocks_are_left_out():
    assert pieces("<p> </p><list><item/></list>") == []


def test_texts_are_compared_by_letters_and_figures():
    assert bare("“A-B c.” 1") == "abc1"
