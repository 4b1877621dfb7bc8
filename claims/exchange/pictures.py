"""A network as plain JSON: what the browser draws it from, and what programs read. Pure."""

from typing import Any

from provenance.lineage.drawing import details, lines_of, passing
from provenance.lineage.layout import HEIGHT, WIDTH, Layout, Point
from provenance.lineage.network import Edge, LeftOut, Node


def dump(layout: Layout) -> dict[str, Any]:
    """Nodes with their places, edges with their bends, what was left out; the size of a box."""
    whole = layout.network
    return {
        "nodes": [_node(node, layout.places[node.id]) for node in whole.nodes],
        "edges": [_edge(edge, layout.bends.get(at, ())) for at, edge in enumerate(whole.edges)],
        "left_out": [_left_out(one) for one in whole.left_out],
        "box": {"width": WIDTH, "height": HEIGHT},
    }


def _node(node: Node, place: Point) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind,
        "label": node.label,
        "note": node.note,
        "details": details(node),
        "lines": lines_of(node),
        "published": node.day.isoformat() if node.day else None,
        "precision": node.precision,
        "url": node.url,
        "origin": node.origin,
        "first": node.first,
        "stands": node.stands,
        "x": round(place[0], 1),
        "y": round(place[1], 1),
    }


def _edge(edge: Edge, bends: tuple[Point, ...]) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind,
        "label": passing(edge),
        "known": edge.known,
        "confidence": edge.confidence,
        "why": edge.why,
        "proposed": edge.proposed,
        "loop": edge.loop,
        "bends": [[round(x, 1), round(y, 1)] for x, y in bends],
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {"number": one.number, "what": one.what}
