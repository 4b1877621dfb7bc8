"""Where the chains begin, and the earliest text that can still be read. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .first import Lead
from .texts import Period, Text, earliest_first

if TYPE_CHECKING:
    import networkx as nx

Node = Hashable  # The number of an article, or the name of an original we do not have.


@dataclass(frozen=True)
class Copy:
    """An article republishes or translates another, or one known only by its name."""

    source: int
    target: Node


@dataclass(frozen=True)
class Known:
    """An article we have. `gone_since`: its address is dead; `alive_at`: it was last seen there."""

    article: int
    name: str
    when: Period = field(default_factory=Period)
    captured: date | None = None
    gone_since: date | None = None
    alive_at: date | None = None


@dataclass(frozen=True)
class Root:
    """Where some texts (ids, ascending) have it from in the end.

    `kind` is `speaker`, `unnamed`, `missing`, `text` (it speaks for itself), `original` (in which
    the claim is not recorded) or `circle`. `nearest` names the copy closest to an original that is
    not kept.
    """

    kind: str
    name: str
    items: tuple[int, ...]
    article: int | None = None
    is_kept: bool = True
    nearest: str = ""


@dataclass(frozen=True)
class Reachable:
    """The earliest text still to be had, and whether it stands in the place of an original."""

    article: int
    name: str
    is_copy: bool
    gone_since: date | None = None
    alive_at: date | None = None


@dataclass
class _Ways:
    """The copies as a graph, from each copy to what it was made from."""

    graph: "nx.DiGraph[Node]"

    def ends(self, article: int) -> list[frozenset[Node]]:
        """The last originals above an article: each one node, or a round of them."""
        import networkx as nx  # noqa: PLC0415 - as below.

        if article not in self.graph:
            return [frozenset([article])]
        above = nx.descendants(self.graph, article) | {article}
        part = self.graph.subgraph(above)
        rounds = nx.condensation(part)
        last = [node for node in rounds if rounds.out_degree(node) == 0]
        found = [frozenset[Node](rounds.nodes[node]["members"]) for node in last]
        return sorted(found, key=lambda one: sorted(map(str, one)))

    def nearest(self, original: Node, known: Mapping[int, Known]) -> str:
        """What we have that is the fewest copies away from an original, the earliest first."""
        import networkx as nx  # noqa: PLC0415 - as below.

        away = nx.single_source_shortest_path_length(self.graph.reverse(copy=False), original)
        here = [(steps, known[one]) for one, steps in away.items() if one in known]
        if not here:
            return ""
        least = min(steps for steps, _ in here)
        closest = [one for steps, one in here if steps == least]
        return min(closest, key=lambda one: (one.when.last or date.max, one.article)).name


def _ways(copies: Iterable[Copy]) -> _Ways:
    import networkx as nx  # noqa: PLC0415 - 20 MB that most processes never need.

    ways = _Ways(nx.DiGraph())
    ways.graph.add_edges_from((one.source, one.target) for one in copies)
    return ways


def roots(texts: Sequence[Text], copies: Iterable[Copy], known: Mapping[int, Known]) -> list[Root]:
    """Where these texts have it from in the end, earliest text first; loops come to an end."""
    ways, by_article = _ways(copies), {one.article: one for one in reversed(texts)}
    found: dict[Root, set[int]] = {}
    for text in earliest_first(list(texts)):
        for end in ways.ends(text.article):
            root = _root(text, end, by_article, known, ways)
            found.setdefault(root, set()).add(text.id)
    return [Root(**(vars(root) | {"items": tuple(sorted(items))})) for root, items in found.items()]


def _root(
    text: Text,
    end: frozenset[Node],
    by_article: Mapping[int, Text],
    known: Mapping[int, Known],
    ways: _Ways,
) -> Root:
    """The root without the texts that lead to it."""
    if len(end) > 1:
        names = sorted(_called(one, known) for one in end)
        return Root("circle", ", ".join(names), ())
    (node,) = end
    origin = text if node == text.article else by_article.get(node)  # type: ignore[call-overload]
    if origin is not None:
        return _begins(origin)
    if isinstance(node, int) and node in known:
        return Root("original", known[node].name, (), node)
    name = _called(node, known)
    return Root("original", name, (), None, is_kept=False, nearest=ways.nearest(node, known))


def _begins(text: Text) -> Root:
    if not text.told:
        return Root("text", text.name, (), text.article)
    first = text.told[0]
    kind = {"named": "speaker"}.get(first.kind, first.kind)
    return Root(kind, first.name, ())


def _called(node: Node, known: Mapping[int, Known]) -> str:
    if isinstance(node, int):
        return known[node].name if node in known else "a text we do not have"
    return str(node)


def leads(found: Iterable[Root]) -> list[Lead]:
    """The originals in which the claim is not recorded."""
    return [
        Lead(one.name, one.article is not None, one.items)
        for one in found
        if one.kind == "original"
    ]


def earliest_reachable(known: Mapping[int, Known], copies: Iterable[Copy]) -> Reachable | None:
    """The earliest text we have, whose address may be dead; None where there is none."""
    if not known:
        return None
    one = min(
        known.values(),
        key=lambda one: (one.when.last or date.max, one.captured or date.max, one.article),
    )
    is_copy = any(copy.source == one.article for copy in copies)
    return Reachable(one.article, one.name, is_copy, one.gone_since, one.alive_at)
