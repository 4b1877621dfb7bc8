"""Circular reporting: A cites B, which cites A, by whatever detour. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Node = Hashable
VERBS = {
    "cites": "which cites",
    "quotes": "which quotes",
    "republishes": "which republishes",
    "translates": "which translates",
    "names": "which names",
    "had_it_from": "who had it from",
}
SHOWN = 6  # So many members of a circle are told one by one.


@dataclass(frozen=True)
class Step:
    """`source` has it from `target`, in the way that `kind` says; see VERBS."""

    source: Node
    target: Node
    kind: str = "cites"


@dataclass(frozen=True)
class Circle:
    """A way back to where it began. `members` are all that lean on each other in a round.

    `way` is the shortest way round; `called` are the names of the members, and `outside` names
    what else any of them has it from.
    """

    members: tuple[Node, ...]
    way: tuple[Node, ...]
    says: str
    called: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def circles(steps: Iterable[Step], names: Mapping[Node, str]) -> list[Circle]:
    """Every round, each told once; `names` says what the members are called.

    An article that cites itself is a round of one. The order of steps changes nothing.
    """
    import networkx as nx  # noqa: PLC0415 - 20 MB that most processes never need.

    graph: nx.DiGraph[Node] = nx.DiGraph()
    for step in sorted(set(steps), key=lambda one: (str(one.source), str(one.target), one.kind)):
        if not graph.has_edge(step.source, step.target):
            graph.add_edge(step.source, step.target, kind=step.kind)
    found = []
    for members in nx.strongly_connected_components(graph):
        first = min(members, key=lambda one: (names.get(one, ""), str(one)))
        if len(members) > 1 or graph.has_edge(first, first):
            found.append(_circle(graph, first, members, names))
    return sorted(found, key=lambda one: (one.says, str(one.way)))


def _circle(
    graph: "nx.DiGraph[Node]", first: Node, members: set[Node], names: Mapping[Node, str]
) -> Circle:
    way = _way_round(graph, first, members)
    after = {other for one in members for other in graph.successors(one)} - members
    outside = tuple(sorted({_named(one, names) for one in after}))
    ordered = tuple(sorted(members, key=lambda one: (_named(one, names), str(one))))
    called = tuple(_named(one, names) for one in ordered)
    return Circle(ordered, way, _told(graph, way, names, outside), called, outside)


def _way_round(graph: "nx.DiGraph[Node]", first: Node, members: set[Node]) -> tuple[Node, ...]:
    """The shortest way from `first` back to it, within the round; by names where there are two."""
    if graph.has_edge(first, first):
        return (first,)
    came: dict[Node, Node] = {}
    waiting = [first]
    while waiting:
        following = []
        for one in waiting:
            for other in graph.successors(one):
                if other == first:
                    return _back(came, first, one)
                if other in members and other not in came:
                    came[other] = one
                    following.append(other)
        waiting = following
    raise AssertionError("Members of a round lead back to each other.")


def _back(came: Mapping[Node, Node], first: Node, last: Node) -> tuple[Node, ...]:
    way = [last]
    while way[-1] != first:
        way.append(came[way[-1]])
    return tuple(reversed(way))


def _told(
    graph: "nx.DiGraph[Node]",
    way: Sequence[Node],
    names: Mapping[Node, str],
    outside: Sequence[str],
) -> str:
    """`A cites B, which names C, which cites A; nobody outside the circle is named.`"""
    if len(way) == 1:
        said = f"{_named(way[0], names)} cites itself"
    else:
        said = _named(way[0], names)
        parts = [
            f"{VERBS[graph.edges[one, other]['kind']]} {_named(other, names)}"
            for one, other in pairwise([*way, way[0]])
        ]
        if len(parts) > SHOWN:
            middle = f"which leads over {len(parts) - SHOWN} more"
            parts = [*parts[: SHOWN - 1], middle, parts[-1]]
        said += " " + ", ".join([parts[0].partition(" ")[2], *parts[1:]])
    if not outside:
        return f"{said}; nobody outside the circle is named."
    more = f" and {len(outside) - 3} more" if len(outside) > 3 else ""
    return f"{said}. Outside the circle stands only {', '.join(outside[:3])}{more}."


def _named(node: Node, names: Mapping[Node, str]) -> str:
    return names.get(node) or "a text without a name"
