"""Who had it from whom, as a network: texts, speakers, names and what passed between. Pure.

An edge runs from where something comes from to the later text that has it from there.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

NODE_KINDS: Mapping[str, str] = {
    "article": "text",
    "person": "person",
    "organisation": "organisation",
    "unnamed": "unnamed source",
    "missing": "link missing",
    "outlet": "known by name only",
}
SEVERAL: Mapping[str, str] = {
    "article": "texts",
    "person": "people",
    "organisation": "organisations",
    "unnamed": "unnamed sources",
    "missing": "missing links",
    "outlet": "known by name only",
}
EDGE_KINDS: Mapping[str, str] = {
    "said": "said",
    "reported": "reported",
    "republishes": "republished",
    "quotes": "quoted",
    "cites": "cited",
    "translates": "translated",
    "corrects": "corrected",
    "links": "linked",
}


@dataclass(frozen=True)
class Node:
    """One box. `id` names the row: `article:12`, `person:4`, `name:northline`, `missing:7-0`.

    `origin` numbers the independent origin that the text counts with; `first` marks the earliest
    text, `stands` each in which the claim stands.
    """

    id: str
    kind: str
    label: str
    note: str = ""
    day: date | None = None
    precision: str = ""
    url: str = ""
    origin: int | None = None
    first: bool = False
    stands: bool = False


@dataclass(frozen=True)
class Edge:
    """One arrow, from the origin to the later text.

    `known` and `why` say how it is known, in words; `loop` marks those that close a circle,
    `proposed` those that no person has confirmed.
    """

    source: str
    target: str
    kind: str
    label: str = ""
    known: str = ""
    confidence: float | None = None
    why: str = ""
    proposed: bool = False
    loop: bool = False


@dataclass(frozen=True)
class LeftOut:
    """What a picture does not show, in words, so that nothing is hidden silently."""

    number: int
    what: str


@dataclass(frozen=True)
class Network:
    """Nodes and edges between them, and what was left out."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=())

    def only(self, ids: Iterable[str]) -> "Network":
        """These nodes and the edges among them."""
        kept = set(ids)
        nodes = tuple(one for one in self.nodes if one.id in kept)
        edges = tuple(one for one in self.edges if one.source in kept and one.target in kept)
        return replace(self, nodes=nodes, edges=edges)

    def without(self, ids: Iterable[str], what: str) -> "Network":
        """Leave nodes out, and say how many."""
        gone = set(ids)
        left = self.only(one.id for one in self.nodes if one.id not in gone)
        return replace(left, left_out=(*self.left_out, *_said(len(gone), what)))


def _said(number: int, what: str) -> tuple[LeftOut, ...]:
    return (LeftOut(number, what),) if number else ()


def network(nodes: Iterable[Node], edges: Iterable[Edge]) -> Network:
    """Put together what is given: each node once, each edge once, none that hangs in the air."""
    by_id: dict[str, Node] = {}
    for node in nodes:
        by_id.setdefault(node.id, node)
    kept: dict[tuple[str, str, str], Edge] = {}
    for edge in edges:
        if edge.source in by_id and edge.target in by_id:
            kept.setdefault((edge.source, edge.target, edge.kind), edge)
    return Network(tuple(by_id.values()), tuple(kept.values()))


# --- what a reader asks for -----------------------------------------------------------------


def between(whole: Network, first: date | None, last: date | None) -> Network:
    """The texts that came out in this time, and who and what stands next to them.

    A text dated no more exactly than a month or a year is kept if it may have come out then; one
    without a date is left out. Speakers have no date of their own: they stay with their texts.
    """
    if first is None and last is None:
        return whole
    texts = [node for node in whole.nodes if node.kind == "article"]
    undated = {node.id for node in texts if node.day is None}
    outside = {node.id for node in texts if node.day and not _within(node, first, last)}
    left = whole.without(undated, "without a date").without(outside, "of another time")
    return _with_company(whole, left)


def of_kinds(whole: Network, kinds: Iterable[str]) -> Network:
    """The edges of these kinds alone; nodes that only others had led to are left out."""
    wanted = set(kinds)
    if not wanted:
        return whole
    edges = tuple(one for one in whole.edges if one.kind in wanted)
    hidden = _said(len(whole.edges) - len(edges), "links of other kinds")
    return _with_company(whole, replace(whole, edges=edges, left_out=(*whole.left_out, *hidden)))


def thinned(whole: Network, most: int, most_edges: int) -> Network:
    """No more nodes and edges than this: the first text, then those with the most links."""
    if len(whole.nodes) <= most and len(whole.edges) <= most_edges:
        return whole
    links = Counter(end for edge in whole.edges for end in (edge.source, edge.target))
    order = {node.id: place for place, node in enumerate(whole.nodes)}
    ranked = sorted(whole.nodes, key=lambda node: (not node.first, -links[node.id], order[node.id]))
    rank = {node.id: place for place, node in enumerate(ranked)}
    # Nodes come in by rank, and an edge with the later of its two ends.
    entering = sorted(max(rank[edge.source], rank[edge.target]) for edge in whole.edges)
    if len(entering) > most_edges:
        most = min(most, entering[most_edges])
    left = whole.without((node.id for node in ranked[most:]), "with the fewest links")
    gone = _said(len(whole.edges) - len(left.edges), "links to them")
    return replace(left, left_out=(*left.left_out, *gone))


def leading_to(whole: Network, seeds: Iterable[str], *, onward: bool = False) -> Network:
    """The seeds, and all from which something reached them along edges that are there.

    With `onward` also all that has it from the seeds.
    """
    wanted = list(seeds)
    kept = _reached(wanted, [(edge.target, edge.source) for edge in whole.edges])
    if onward:
        kept |= _reached(wanted, [(edge.source, edge.target) for edge in whole.edges])
    return whole.only(kept)


def _reached(seeds: Iterable[str], steps: Iterable[tuple[str, str]]) -> set[str]:
    ahead: dict[str, list[str]] = defaultdict(list)
    for here, there in steps:
        ahead[here].append(there)
    found, waiting = set(seeds), list(seeds)
    while waiting:
        new = [one for one in ahead.get(waiting.pop(), ()) if one not in found]
        found.update(new)
        waiting += new
    return found


def _within(node: Node, first: date | None, last: date | None) -> bool:
    begins, ends = span_of(node)
    return (last is None or begins <= last) and (first is None or ends >= first)


def _with_company(whole: Network, left: Network) -> Network:
    """Drop whoever lost the last edge by what was left out; who never had one stays."""
    had = {end for edge in whole.edges for end in (edge.source, edge.target)}
    have = {end for edge in left.edges for end in (edge.source, edge.target)}
    lone = {node.id for node in left.nodes if node.id in had - have and node.kind != "article"}
    return left.without(lone, "speakers and names without a link left")


def span_of(node: Node) -> tuple[date, date]:
    """The first and the last day that the date of a node may mean."""
    assert node.day is not None
    return period(node.day, node.precision)


def period(day: date, precision: str) -> tuple[date, date]:
    """The first and the last day of what a date stands for: a day, a month or a year."""
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if precision == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day


# --- loops ----------------------------------------------------------------------------------


def marked(whole: Network) -> Network:
    """The same with every edge marked that closes a circle: taken out, nothing goes round."""
    closing = _closing(whole)
    edges = tuple(
        replace(edge, loop=True) if (edge.source, edge.target) in closing else edge
        for edge in whole.edges
    )
    return replace(whole, edges=edges)


def _closing(whole: Network) -> set[tuple[str, str]]:
    """The edges on which a walk comes back to where it is. Order decides, so it lasts."""
    below: dict[str, list[str]] = defaultdict(list)
    for edge in whole.edges:
        below[edge.source].append(edge.target)
    entered = {edge.target for edge in whole.edges if edge.source != edge.target}
    starts = sorted(whole.nodes, key=lambda node: (node.id in entered, _when(node)))
    walk = _Walk(below)
    for node in starts:
        walk.begin(node.id)
    return walk.closing


def _when(node: Node) -> date:
    return node.day or date.max


class _Walk:
    """Depth first without recursion: chains may be longer than Python's stack."""

    def __init__(self, below: Mapping[str, list[str]]) -> None:
        self.below = below
        self.done: set[str] = set()
        self.on_the_way: dict[str, None] = {}
        self.closing: set[tuple[str, str]] = set()

    def begin(self, start: str) -> None:
        """Walk everything below a node that was not walked yet."""
        if start in self.done:
            return
        stack = [(start, iter(self.below.get(start, ())))]
        self.on_the_way[start] = None
        while stack:
            here, ahead = stack[-1]
            following = next((one for one in ahead if self._goes_on(here, one)), None)
            if following is None:
                stack.pop()
                del self.on_the_way[here]
                self.done.add(here)
            else:
                self.on_the_way[following] = None
                stack.append((following, iter(self.below.get(following, ()))))

    def _goes_on(self, here: str, ahead: str) -> bool:
        if ahead in self.on_the_way:
            self.closing.add((here, ahead))
            return False
        return ahead not in self.done


# --- the same as a list ---------------------------------------------------------------------


@dataclass(frozen=True)
class Branch:
    """One line of the nested list. `again` where the node's own branches stand further up."""

    node: Node
    via: Edge | None = None
    branches: tuple["Branch", ...] = ()
    again: bool = False


DEEPEST = 12  # Levels of one list; deeper ones begin anew, since nobody hears thirty levels.


def as_list(whole: Network) -> list[Branch]:
    """Each root with what has it from there, nested; every edge once, every node's branches once.

    What hangs deeper than `DEEPEST` levels begins a list of its own.
    """
    by_id = {node.id: node for node in whole.nodes}
    below: dict[str, list[Edge]] = defaultdict(list)
    for edge in whole.edges:
        below[edge.source].append(edge)
    entered = {edge.target for edge in whole.edges if edge.source != edge.target and not edge.loop}
    queue = [node for node in whole.nodes if node.id not in entered]
    told: set[str] = set()
    lists = []
    while queue:
        node = queue.pop(0)
        if node.id not in told:
            lists.append(_branch(node, None, (by_id, below, told, queue), 1))
    return lists


_Telling = tuple[Mapping[str, Node], Mapping[str, list[Edge]], set[str], list[Node]]


def _branch(node: Node, via: Edge | None, telling: _Telling, depth: int) -> Branch:
    by_id, below, told, queue = telling
    if node.id in told or (depth > DEEPEST and below.get(node.id)):
        if node.id not in told:
            queue.append(node)
        return Branch(node, via, again=bool(below.get(node.id)))
    told.add(node.id)
    branches = tuple(
        _branch(by_id[edge.target], edge, telling, depth + 1) for edge in below.get(node.id, ())
    )
    return Branch(node, via, branches)


def counted(whole: Network) -> dict[str, int]:
    """How many nodes there are of each kind, in the order in which kinds are told."""
    numbers = Counter(node.kind for node in whole.nodes)
    return {kind: numbers[kind] for kind in NODE_KINDS if numbers[kind]}
