"""The network on plain values: narrowed, thinned, freed of circles, told as a list."""

from datetime import date
from itertools import pairwise

import pytest

from provenance.lineage.network import (
    Branch,
    Edge,
    LeftOut,
    Network,
    Node,
    as_list,
    between,
    counted,
    leading_to,
    marked,
    network,
    of_kinds,
    period,
    thinned,
)


def text(name: str, day: date | None = date(2024, 5, 4), precision: str = "day") -> Node:
    return Node(f"article:{name}", "article", name, day=day, precision=precision if day else "")


def person(name: str) -> Node:
    return Node(f"person:{name}", "person", name)


def has_from(source: Node, target: Node, kind: str = "republishes") -> Edge:
    return Edge(source.id, target.id, kind)


A, B, C = text("a"), text("b"), text("c")
MIRA = person("mira")


def ids(whole: Network) -> set[str]:
    return {node.label for node in whole.nodes}


def test_each_node_and_edge_stands_once_and_no_edge_leads_nowhere() -> None:
    whole = network([A, B, A], [has_from(A, B), has_from(A, B), has_from(A, C)])
    assert [node.label for node in whole.nodes] == ["a", "b"]
    assert whole.edges == (has_from(A, B),)


# --- by date --------------------------------------------------------------------------------


def test_texts_of_another_time_are_left_out_and_counted() -> None:
    old = text("old", date(2020, 1, 1))
    whole = network([old, A], [has_from(old, A)])
    left = between(whole, date(2024, 1, 1), None)
    assert ids(left) == {"a"}
    assert left.left_out == (LeftOut(1, "of another time"),)
    assert between(whole, None, date(2023, 1, 1)).nodes == (old,)


@pytest.mark.parametrize(
    ("precision", "first", "last", "kept"),
    [
        ("year", date(2024, 12, 1), None, True),
        ("month", date(2024, 5, 31), None, True),
        ("month", date(2024, 6, 1), None, False),
        ("day", date(2024, 5, 5), None, False),
        ("year", None, date(2024, 1, 1), True),
        ("month", None, date(2024, 4, 30), False),
    ],
)
def test_a_vague_date_is_kept_while_it_may_fit(
    precision: str, first: date | None, last: date | None, kept: bool
) -> None:
    vague = text("vague", date(2024, 5, 4), precision)
    assert bool(between(network([vague], []), first, last).nodes) == kept


def test_a_text_without_a_date_is_left_out_in_words_and_its_speaker_goes_along() -> None:
    undated = text("undated", None)
    left = between(network([undated, MIRA], [has_from(MIRA, undated, "said")]), date.min, None)
    assert not left.nodes
    assert [one.what for one in left.left_out] == [
        "without a date",
        "speakers and names without a link left",
    ]


def test_without_dates_nothing_is_left_out() -> None:
    whole = network([text("undated", None)], [])
    assert between(whole, None, None) == whole


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1), date(2024, 2, 29)])
def test_the_calendar_has_an_end_and_leap_years(day: date) -> None:
    for precision in ("day", "month", "year"):
        begins, ends = period(day, precision)
        assert begins <= ends


# --- by kind and by number ------------------------------------------------------------------


def test_edges_of_other_kinds_are_left_out_and_speakers_with_them() -> None:
    whole = network([MIRA, A, B], [has_from(MIRA, A, "said"), has_from(A, B)])
    left = of_kinds(whole, ["republishes"])
    assert ids(left) == {"a", "b"}
    assert left.left_out[0] == LeftOut(1, "links of other kinds")
    assert of_kinds(whole, []) == whole


def test_a_picture_too_large_keeps_the_first_text_and_what_has_most_links() -> None:
    first = Node("article:first", "article", "first", first=True)
    many = [text(str(number)) for number in range(3000)]
    hub = text("hub")
    whole = network([*many, hub, first], [has_from(hub, one) for one in many])
    left = thinned(whole, 10, 100)
    assert len(left.nodes) == 10
    assert {"first", "hub"} <= ids(left)
    assert left.left_out == (LeftOut(2992, "with the fewest links"), LeftOut(2992, "links to them"))
    assert thinned(left, 10, 100) == left


def test_too_many_links_thin_a_picture_too() -> None:
    nodes = [text(str(number)) for number in range(30)]
    edges = [has_from(one, other) for one in nodes for other in nodes if one != other]
    left = thinned(network(nodes, edges), 250, 100)
    assert 50 < len(left.edges) <= 100
    assert len(left.nodes) > 5


def test_what_leads_to_the_seeds_stays_and_nothing_else() -> None:
    beyond = text("beyond")
    whole = network([A, B, C, beyond], [has_from(A, B), has_from(B, C), has_from(C, beyond)])
    assert ids(leading_to(whole, [C.id])) == {"a", "b", "c"}
    loop = network([A, B], [has_from(A, B), has_from(B, A)])
    assert ids(leading_to(loop, [A.id])) == {"a", "b"}


# --- circles --------------------------------------------------------------------------------


def loops(whole: Network) -> list[tuple[str, str]]:
    return [(edge.source[-1], edge.target[-1]) for edge in marked(whole).edges if edge.loop]


def test_the_edge_that_closes_a_circle_is_marked_and_kept() -> None:
    root = text("r")
    whole = network([root, A, B], [has_from(root, A), has_from(A, B), has_from(B, A)])
    assert loops(whole) == [("b", "a")]
    assert len(marked(whole).edges) == 3


def test_a_circle_begins_at_its_earliest_text() -> None:
    early, late = text("e", date(2024, 1, 1)), text("l", date(2024, 2, 1))
    assert loops(network([late, early], [has_from(early, late), has_from(late, early)])) == [
        ("l", "e")
    ]


def test_a_text_that_leans_on_itself_is_a_circle() -> None:
    assert loops(network([A], [has_from(A, A)])) == [("a", "a")]


def test_a_chain_longer_than_the_stack_of_python_is_no_trouble() -> None:
    chain = [text(str(number)) for number in range(3000)]
    edges = [has_from(one, other) for one, other in pairwise(chain)]
    assert loops(network(chain, [*edges, has_from(chain[-1], chain[0])])) == [("9", "0")]


# --- as a list ------------------------------------------------------------------------------


def told(branches: list[Branch], depth: int = 0) -> list[str]:
    found = []
    for one in branches:
        found.append(f"{' ' * depth}{one.node.label}{' again' if one.again else ''}")
        found += told(list(one.branches), depth + 1)
    return found


def test_the_list_begins_with_the_origins_and_tells_every_edge_once() -> None:
    whole = marked(network([A, B, C, MIRA], [
        has_from(MIRA, A, "said"), has_from(A, B), has_from(A, C), has_from(B, C),
    ]))  # fmt: skip
    assert told(as_list(whole)) == ["mira", " a", "  b", "   c", "  c"]
    assert sum(1 for line in told(as_list(whole)) if line.strip() != "mira") == len(whole.edges)


def test_what_has_followers_is_told_once_and_referred_to_after_that() -> None:
    d = text("d")
    whole = network([A, B, C, d], [has_from(A, B), has_from(B, d), has_from(C, B)])
    assert told(as_list(whole)) == ["a", " b", "  d", "c", " b again"]


def test_circles_alone_are_told_too() -> None:
    whole = marked(network([A, B], [has_from(A, B), has_from(B, A)]))
    assert told(as_list(whole)) == ["a", " b", "  a again"]
    assert told(as_list(marked(network([A], [has_from(A, A)])))) == ["a", " a again"]


def test_a_long_chain_is_told_in_several_lists_and_whole() -> None:
    chain = [text(str(number)) for number in range(60)]
    edges = [has_from(one, other) for one, other in pairwise(chain)]
    lines = told(as_list(network(chain, edges)))
    assert {line.strip().removesuffix(" again") for line in lines} == {n.label for n in chain}
    assert max(len(line) - len(line.lstrip()) for line in lines) <= 12


def test_kinds_are_counted_in_the_order_they_are_told() -> None:
    assert counted(network([MIRA, A, B], [])) == {"article": 2, "person": 1}
