"""Where nodes stand: origins left, nothing on anything else, the same each time."""

from itertools import combinations
from random import Random

from provenance.lineage.layout import ACROSS, DOWN, HEIGHT, WIDTH, Layout, laid_out
from provenance.lineage.network import Edge, Network, Node, network
from tests.clocks import spent


def net(*pairs: str, alone: str = "") -> Network:
    """`net("ab", "bc")`: b has it from a, c from b."""
    names = dict.fromkeys("".join(pairs) + alone)
    nodes = [Node(name, "article", name) for name in names]
    return network(nodes, [Edge(a, b, "cites") for a, b in map(tuple, pairs)])


def layer(layout: Layout, name: str) -> int:
    return round((layout.places[name][0] - WIDTH / 2) / ACROSS)


def test_layers_go_by_the_longest_way() -> None:
    layout = laid_out(net("ab", "bc", "ac"))
    assert [layer(layout, name) for name in "abc"] == [0, 1, 2]


def test_a_root_stands_right_before_what_it_leads_to() -> None:
    layout = laid_out(net("ab", "bc", "cd", "sd"))
    assert layer(layout, "s") == 2


def test_circles_do_not_stop_it() -> None:
    for pairs in (("ab", "ba"), ("aa",), ("ab", "bc", "ca", "cd")):
        layout = laid_out(net(*pairs))
        assert any(edge.loop for edge in layout.network.edges)
        assert len(layout.places) == len(layout.network.nodes)


def test_no_box_covers_another_and_none_is_outside() -> None:
    dice = Random(3)
    names = "abcdefghijklmnopqrstuvwxyz"
    pairs = {"".join(sorted(dice.sample(names, 2))) for _ in range(60)}
    layout = laid_out(net(*sorted(pairs)))
    width, height = layout.size
    for (x, y), (u, v) in combinations(layout.places.values(), 2):
        assert abs(x - u) >= ACROSS - 1 or abs(y - v) >= DOWN - 1
    for x, y in layout.places.values():
        assert WIDTH / 2 - 1 <= x <= width
        assert HEIGHT / 2 - 1 <= y <= height


def test_a_long_edge_is_led_past_the_boxes_between() -> None:
    layout = laid_out(net("ab", "bc", "ac"))
    (bend,) = layout.bends[2]
    assert bend[0] == layout.places["b"][0]
    assert abs(bend[1] - layout.places["b"][1]) >= DOWN - 1


def test_the_same_network_is_laid_out_in_the_same_way() -> None:
    pairs = ("ad", "bd", "ce", "de", "ae")
    assert laid_out(net(*pairs)) == laid_out(net(*pairs))


def test_neighbours_that_cross_are_put_in_order() -> None:
    layout = laid_out(net("ad", "bc", alone="abcd"))
    a, b, c, d = (layout.places[name][1] for name in "abcd")
    assert (a < b) == (d < c)


def test_nothing_and_one_are_laid_out_too() -> None:
    assert laid_out(Network()).size == (0, 0)
    layout = laid_out(net(alone="a"))
    assert layout.places == {"a": (WIDTH / 2, HEIGHT / 2)}


def test_three_thousand_nodes_take_less_than_two_seconds() -> None:
    dice = Random(5)
    nodes = [Node(str(number), "article", str(number)) for number in range(3000)]
    edges = [
        Edge(str(dice.randrange(number)), str(number), "cites")
        for number in range(1, 3000)
        for _ in range(4)
    ]
    layout, seconds = spent(lambda: laid_out(network(nodes, edges)))
    assert seconds < 2
    assert len(layout.places) == 3000
