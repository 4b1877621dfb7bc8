"""The drawn network: whole XML, nothing that the policy refuses, words that stay words."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from provenance.lineage.drawing import MOST_LABELS, drawn
from provenance.lineage.layout import laid_out
from provenance.lineage.network import NODE_KINDS, Edge, Network, Node, network
from provenance.lineage.svg import fitted, spelled

HARD = [
    '<script>alert("1")</script> & "quotes" \'and\' more',
    "x" * 200,
    "خبر عاجل من الميناء: الرصيف مغلق منذ أسبوع كامل",
    "港口官员表示东码头已经关闭了很长时间而且没有人知道原因是什么",
    "a\x00b\x1fc\ud800",
    "",
    "‮txet desrever",
]


def svg(whole: Network, **given: str) -> ET.Element:
    return ET.fromstring(drawn(laid_out(whole), title=given.pop("title", "Who"), **given))


def shown(root: ET.Element) -> str:
    return " ".join(root.itertext())


@pytest.mark.parametrize("label", HARD)
def test_hard_labels_stay_words(label: str) -> None:
    root = svg(network([Node("a", "article", label, note=label)], []), title=label, about=label)
    assert not [one for one in root.iter() if one.tag.endswith("script")]
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        assert len(text.text or "") < 120


def test_every_kind_has_a_shape_and_its_word() -> None:
    nodes = [Node(kind, kind, kind.title()) for kind in NODE_KINDS]
    root = svg(network(nodes, []))
    for words in NODE_KINDS.values():
        assert words in shown(root)
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polygon"))) == 1


def test_edges_say_what_they_are_in_words() -> None:
    nodes = [Node("a", "article", "A"), Node("b", "article", "B")]
    edges = [
        Edge("a", "b", "republishes", why="the same words"),
        Edge("b", "a", "quotes", proposed=True),
        Edge("a", "a", "links"),
    ]
    said = shown(svg(network(nodes, edges)))
    assert "republished: the same words" in said
    assert "quoted, in a circle, proposed" in said
    assert "linked, in a circle" in said


def test_dates_are_no_more_exact_than_known_and_the_first_is_marked() -> None:
    node = Node("a", "article", "A", day=date(2024, 5, 4), precision="month", first=True, origin=2)
    assert "May 2024 first seen · origin 2" in shown(svg(network([node], [])))
    assert spelled(date(2024, 5, 4), "year") == "2024"


def test_many_edges_lose_their_labels_but_not_their_titles() -> None:
    nodes = [Node(str(number), "article", str(number)) for number in range(MOST_LABELS + 2)]
    edges = [Edge("0", str(number), "cites") for number in range(1, MOST_LABELS + 2)]
    root = svg(network(nodes, edges))
    labels = [one for one in root.iter() if one.get("class") == "edge-label"]
    assert labels == []
    assert shown(root).count("cited") == len(edges)


def test_it_has_no_style_and_no_address_of_others() -> None:
    node = Node("a", "article", "A", url="/articles/1/")
    made = drawn(laid_out(network([node], [])), title="T", address="http://here/claims/1/graph/")
    assert "style=" not in made
    assert "<style" not in made
    assert 'href="/articles/1/"' in made
    assert "http://here/claims/1/graph/" in made


def test_an_empty_network_says_so() -> None:
    assert "Nothing to draw." in shown(svg(Network()))


def test_wide_letters_take_more_room() -> None:
    assert fitted("x" * 100, 100, 12).endswith("…")
    assert len(fitted("港" * 100, 100, 12)) < len(fitted("x" * 100, 100, 12))
    assert fitted("short", 100, 12) == "short"
