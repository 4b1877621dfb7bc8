"""Where each node of a network stands: layers from left to right, origins first. Pure.

Layers by the longest way from a root once circles are broken; within a layer by the barycentre of
the neighbours (Sugiyama, Tagawa and Toda 1981), long edges led through places of their own; heights
so that edges run as level as the order allows (isotonic regression). The same network is always
laid out in the same way.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .network import Edge, Network, marked

WIDTH, HEIGHT = 190, 72  # Of a box, in the units of the picture.
ACROSS, DOWN = 300, 100  # From one layer to the next, from one box to the next.
SWEEPS = 6
MOST_BENDS = 3000  # Edges are led around boxes only in pictures that anybody can read.

Point = tuple[float, float]
Layers = list[list[str]]
Neighbours = Mapping[str, list[str]]


@dataclass(frozen=True)
class Layout:
    """The network with the centre of each node, and where edges bend; loops are marked.

    `bends` are by the place of the edge among the edges.
    """

    network: Network
    places: Mapping[str, Point] = field(default_factory=dict)
    bends: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)

    @property
    def size(self) -> Point:
        """Width and height that hold every box."""
        if not self.places:
            return 0, 0
        across, down = zip(*self.places.values(), strict=True)
        return max(across) + WIDTH / 2, max(down) + HEIGHT / 2


def laid_out(whole: Network) -> Layout:
    """Find a place for every node, the same each time."""
    whole = marked(whole)
    layer = _layers(whole)
    ways = _ways(whole, layer)
    layers = _filled(whole, layer, ways)
    before, after = _neighbours(ways)
    _order(layers, before, after)
    heights = _heights(layers, before, after)
    everywhere = {
        one: (WIDTH / 2 + place * ACROSS, height)
        for place, ids in enumerate(layers)
        for one, height in ((one, heights[one]) for one in ids)
    }
    bends = {at: tuple(everywhere[one] for one in way[1:-1]) for at, way in ways.items()}
    places = {node.id: everywhere[node.id] for node in whole.nodes}
    return Layout(whole, places, {at: points for at, points in bends.items() if points})


def _forward(whole: Network) -> list[tuple[int, Edge]]:
    return [(at, edge) for at, edge in enumerate(whole.edges) if not edge.loop]


def _layers(whole: Network) -> dict[str, int]:
    """Node -> layer: the longest way from a root; roots stand right before what they lead to."""
    below: dict[str, list[str]] = defaultdict(list)
    waits = {node.id: 0 for node in whole.nodes}
    for _, edge in _forward(whole):
        below[edge.source].append(edge.target)
        waits[edge.target] += 1
    layer = dict.fromkeys(waits, 0)
    roots = [one for one, number in waits.items() if not number]
    ready = list(roots)
    for one in ready:
        for other in below[one]:
            layer[other] = max(layer[other], layer[one] + 1)
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    for one in roots:
        layer[one] = min((layer[other] - 1 for other in below[one]), default=0)
    return layer


def _ways(whole: Network, layer: Mapping[str, int]) -> dict[int, list[str]]:
    """Edge -> the places it runs through, ends included; one in each layer between them."""
    forward = _forward(whole)
    between = sum(layer[edge.target] - layer[edge.source] - 1 for _, edge in forward)
    straight = between > MOST_BENDS
    ways = {}
    for at, edge in forward:
        layers = () if straight else range(layer[edge.source] + 1, layer[edge.target])
        ways[at] = [edge.source, *(f"bend:{at}:{one}" for one in layers), edge.target]
    return ways


def _filled(whole: Network, layer: Mapping[str, int], ways: Mapping[int, list[str]]) -> Layers:
    layers: Layers = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for node in whole.nodes:
        layers[layer[node.id]].append(node.id)
    for way in ways.values():
        for step, one in enumerate(way[1:-1], 1):
            layers[layer[way[0]] + step].append(one)
    return layers


def _neighbours(ways: Mapping[int, list[str]]) -> tuple[Neighbours, Neighbours]:
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for way in ways.values():
        for one, other in pairwise(way):
            after[one].append(other)
            before[other].append(one)
    return before, after


def _order(layers: Layers, before: Neighbours, after: Neighbours) -> None:
    """Sort each layer by the mean place of the neighbours, forth and back until it has settled."""
    place = {one: at for ids in layers for at, one in enumerate(ids)}
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        for ids in layers[1:] if forth else layers[-2::-1]:
            sides = before if forth else after
            means = {one: _mean(sides.get(one, ()), place, place[one]) for one in ids}
            ids.sort(key=means.__getitem__)
            place |= {one: at for at, one in enumerate(ids)}


def _mean(ids: Sequence[str], place: Mapping[str, float], otherwise: float) -> float:
    return sum(place[one] for one in ids) / len(ids) if ids else otherwise


def _heights(layers: Layers, before: Neighbours, after: Neighbours) -> dict[str, float]:
    """Node -> height: as level with its neighbours as the order and the room allow."""
    height = {
        one: at * DOWN - (len(ids) - 1) * DOWN / 2 for ids in layers for at, one in enumerate(ids)
    }
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        sides = before if forth else after
        for ids in layers[1:] if forth else layers[-2::-1]:
            wanted = [_mean(sides.get(one, ()), height, height[one]) for one in ids]
            height |= dict(zip(ids, _apart(wanted), strict=True))
    top = min(height.values(), default=0) - HEIGHT / 2
    return {one: round(value - top, 1) for one, value in height.items()}


def _apart(wanted: Sequence[float]) -> list[float]:
    """The heights nearest to those wanted that keep the order and the room between boxes."""
    pools: list[tuple[float, int]] = []  # Mean of what is wanted, less the room, and how many.
    for at, value in enumerate(wanted):
        mean, number = value - at * DOWN, 1
        while pools and pools[-1][0] > mean:
            other, size = pools.pop()
            mean = (mean * number + other * size) / (number + size)
            number += size
        pools.append((mean, number))
    found = [mean for mean, number in pools for _ in range(number)]
    return [mean + at * DOWN for at, mean in enumerate(found)]
