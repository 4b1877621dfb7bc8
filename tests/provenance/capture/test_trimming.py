import pytest

from provenance.capture.pieces import Piece, bare
from provenance.capture.trimming import Surroundings, article_start, plain_set, standfirst, trimmed
from tests.provenance.capture.prose import REPORT

TITLE = "Harbour bridge closed after crack is found"
BODY = [Piece("paragraph", words) for words in REPORT]
NOTHING = Surroundings()


def kinds(pieces, page=NOTHING):
    return [piece.region for piece in trimmed(pieces, page)]


def kind_of(piece, *, at=3):
    return kinds([*BODY[:at], piece, *BODY[at:]])[at]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("READ MORE: Ferry crews ask for double shifts", 1.0),
        ("Related: Ferry crews ask for double shifts", 0.8),
        ("Lesen Sie auch: Die Fähre", 0.8),
        ("FERRY CREWS ASK FOR DOUBLE SHIFTS IN SPRING", 1.0),
        ("Subscribe to our newsletter and never miss a story", 0.0),
        ("Advertisement", 0.0),
        ("Click to Tweet", 1.0),
    ],
)
def test_promotion_is_set_aside(text, linked):
    assert kind_of(Piece("paragraph", text, linked=linked)) == "boilerplate"


@pytest.mark.parametrize(
    "text",
    ["More than forty people came.", "Get the boats out, he said.", "Related species live there."],
)
def test_sentences_that_begin_alike_stay(text):
    assert kind_of(Piece("paragraph", text)) == "body"


def test_links_under_a_pointer_go_with_it():
    links = Piece("list", "Fish prices fall\nChoir wins", linked=1.0, linking=1.0)
    assert kinds([*BODY[:2], Piece("heading", "You may also like", 2), links, *BODY[2:]])[2:4] == [
        "boilerplate",
        "boilerplate",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Reporting by Mira Lindqvist; editing by Ann Sol",
        "Ann Sol contributed to this report.",
        "© 2024 Fjordpost",
        "Tags: bridge, harbour",
        "ann.sol@fjordpost.example",
    ],
)
def test_credits_at_the_end_are_set_aside(text):
    assert kinds([*BODY, Piece("paragraph", text)])[-1] == "boilerplate"
    assert kind_of(Piece("paragraph", text)) == "body"


def test_a_last_heading_with_nothing_under_it_goes():
    assert kinds([*BODY, Piece("heading", "More stories", 3)])[-1] == "boilerplate"


def test_where_it_was_first_published_stays_though_links_stand_before_it():
    links = Piece("list", "Fish prices fall\nChoir wins", linked=1.0, linking=1.0)
    origin = Piece("paragraph", "Originally published on Fjordpost.")
    assert kinds([*BODY, links, origin])[-2:] == ["boilerplate", "body"]


def test_what_stands_over_the_article_is_set_aside():
    over = [
        Piece("paragraph", "News > North"),
        Piece("heading", TITLE, 1),
        Piece("paragraph", "Updated 5 March 2024"),
        Piece("paragraph", "By Mira Lindqvist"),
        Piece("paragraph", "3 min read"),
    ]
    page = Surroundings(headlines=plain_set([TITLE]))
    assert kinds([*over, *BODY], page) == ["boilerplate"] * 5 + ["body"] * len(BODY)


def test_a_standfirst_becomes_a_heading():
    words = "Lorries must take the long way round for at least a whole month from now on."
    page = Surroundings(above=bare(words))
    first = trimmed([Piece("paragraph", words), *BODY], page)[0]
    assert (first.kind, first.level, first.region) == ("heading", 2, "body")
    assert article_start([first, *BODY]) == 1


def test_a_standfirst_that_was_left_out_is_brought_back():
    words = "Lorries must take the long way round for at least a month from now."
    over = f"Share this\n{words}\nUpdated on Monday, the fifth of March, at nine in the morning.\n"
    assert getattr(standfirst(Surroundings(over=over), BODY), "text", None) == words
    assert standfirst(Surroundings(over=over), [Piece("paragraph", words)]) is None


def test_captions_become_captions():
    page = Surroundings(captions=plain_set(["The eastern pier at low water. Photo: Ola Brandt"]))
    whole = Piece("paragraph", "The eastern pier at low water. Photo: Ola Brandt")
    part = Piece("paragraph", "The eastern pier at low water.")
    both = Piece("list", f"{whole.text}\n{part.text}")
    assert kinds([BODY[0], whole, part, both, BODY[1]], page)[1:4] == ["caption"] * 3


def test_nothing_is_lost_and_the_order_stays():
    pieces = [Piece("paragraph", "Advertisement"), *BODY, Piece("paragraph", "© 2024")]
    assert [piece.text for piece in trimmed(pieces, NOTHING)] == [piece.text for piece in pieces]
