"""A network drawn as SVG: shapes and words carry what is meant, colours only repeat it. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from .layout import HEIGHT, WIDTH, Layout, Point
from .network import EDGE_KINDS, NODE_KINDS, SEVERAL, Edge, Node, counted
from .svg import EDGE, INK, MUTED, PAPER, document, fitted, line_of_text, spelled, tag, words

MARGIN = 24
HEAD = 64  # Room for the title and what the picture is narrowed to.
FOOT = 44  # Room for the address that reproduces it.
LEAST = 640  # The narrowest picture, so that title and address have room.
MOST_LABELS = 80  # With more edges their words would cover each other; their lines still differ.
DASHES = {"quotes": "7 4", "cites": "2 4", "links": "1 6", "corrects": "10 4 2 4"}
WIDE = {"republishes": 3.0, "translates": 3.0}
CORNER = 14
NAME, SMALL, LINE, ROOM = 13, 11, 15, WIDTH - 22


def drawn(layout: Layout, *, title: str, about: str = "", address: str = "") -> str:
    """The picture. `about` says what it is narrowed to, `address` where it is made anew."""
    width, height = layout.size
    whole_width = max(width + 2 * MARGIN, LEAST)
    whole_height = height + HEAD + FOOT + 2 * MARGIN
    labelled = len(layout.network.edges) <= MOST_LABELS
    picture = [
        *(_edge(layout, at, edge, labelled=labelled) for at, edge in _visible(layout)),
        *(_node(node, layout.places[node.id]) for node in layout.network.nodes),
    ]
    if not layout.network.nodes:
        picture = [line_of_text("Nothing to draw.", 0, 20, size=14, fill=MUTED, class_="muted")]
    inside = [
        _arrow(),
        line_of_text(title, MARGIN, 30, size=16, room=whole_width - 2 * MARGIN, font_weight=600),
        *_said(about, MARGIN, 52, whole_width),
        tag("g", picture, transform=f"translate({MARGIN} {HEAD + MARGIN})"),
        *_said(address, MARGIN, whole_height - 16, whole_width),
    ]
    described = f"{about} {in_words(layout)}".strip()
    return document(inside, whole_width, whole_height, title=title, desc=described, id_="network")


def in_words(layout: Layout) -> str:
    """`5 texts, 2 people; 6 links`: what a picture holds, for those who don't see it."""
    numbers = [
        f"{number} {NODE_KINDS[kind] if number == 1 else SEVERAL[kind]}"
        for kind, number in counted(layout.network).items()
    ]
    links = len(layout.network.edges)
    return f"{', '.join(numbers) or 'Nothing'}; {links} link{'' if links == 1 else 's'}."


def details(node: Node) -> str:
    """What stands under a name: when it came out or what it is, whether first, which origin."""
    return " · ".join(filter(None, _lines_below(node)))


def lines_of(node: Node) -> list[str]:
    """The lines in a box, each as much as fits: name, note, date or kind, first or which origin."""
    first, *rest = [node.label or "Untitled text", node.note, *_lines_below(node)]
    return [fitted(first, ROOM, NAME), *(fitted(one, ROOM, SMALL) for one in rest if one)]


def _lines_below(node: Node) -> tuple[str, str]:
    dated = spelled(node.day, node.precision) if node.day else NODE_KINDS[node.kind]
    undated = ", no date" if node.kind == "article" and not node.day else ""
    standing = ["first seen" if node.first else "", f"origin {node.origin}" if node.origin else ""]
    return f"{dated}{undated}", " · ".join(filter(None, standing))


def passing(edge: Edge) -> str:
    """What passed along an edge, in words: `republished`, `second hand, in a circle`."""
    said = edge.label or EDGE_KINDS[edge.kind]
    closing = ", in a circle" if edge.loop else ""
    return f"{said}{closing}{', proposed' if edge.proposed else ''}"


def _said(text: str, x: float, y: float, width: float) -> list[str]:
    if not text:
        return []
    room = width - 2 * MARGIN
    return [line_of_text(text, x, y, size=12, room=room, fill=MUTED, class_="muted")]


def _arrow() -> str:
    tip = tag("path", d="M0 0 L10 5 L0 10 z", fill=MUTED, class_="tip")
    inside = tag(
        "marker",
        tip,
        id="network-arrow",
        viewBox="0 0 10 10",
        refX=9,
        refY=5,
        markerWidth=8,
        markerHeight=8,
        markerUnits="userSpaceOnUse",
        orient="auto-start-reverse",
    )
    return tag("defs", inside)


def _visible(layout: Layout) -> Iterable[tuple[int, Edge]]:
    return enumerate(layout.network.edges)


def _edge(layout: Layout, at: int, edge: Edge, *, labelled: bool) -> str:
    begin, end = layout.places[edge.source], layout.places[edge.target]
    path, middle = (
        _loop(begin)
        if edge.source == edge.target
        else _way(begin, layout.bends.get(at, ()), end, back=edge.loop)
    )
    line = tag(
        "path",
        d=path,
        fill="none",
        stroke=EDGE,
        stroke_width=WIDE.get(edge.kind, 1.5),
        stroke_dasharray="3 3" if edge.proposed else DASHES.get(edge.kind),
        marker_end="url(#network-arrow)",
        class_="edge",
    )
    said = passing(edge)
    label = line_of_text(
        said,
        middle[0],
        middle[1] - 5,
        size=11,
        text_anchor="middle",
        fill=MUTED,
        stroke=PAPER,
        stroke_width=4,
        paint_order="stroke",
        class_="edge-label",
    )
    told = tag("title", words(": ".join(filter(None, [said, edge.why]))))
    return tag("g", [told, line, label if labelled else ""])


def _way(begin: Point, bends: Sequence[Point], end: Point, *, back: bool) -> tuple[str, Point]:
    """A smooth line from side to side of the boxes, and where its words stand."""
    if back:
        return _back(begin, end)
    points = [(begin[0] + WIDTH / 2, begin[1]), *bends, (end[0] - WIDTH / 2, end[1])]
    path = f"M{_at(points[0])}"
    for (x, y), (further, level) in pairwise(points):
        half = (x + further) / 2
        path += f" C{_at((half, y))} {_at((half, level))} {_at((further, level))}"
    one, other = points[len(points) // 2 - 1], points[len(points) // 2]
    return path, ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def _back(begin: Point, end: Point) -> tuple[str, Point]:
    """An edge that closes a circle runs under the boxes, against the others."""
    low = max(begin[1], end[1]) + HEIGHT / 2 + 26
    path = (
        f"M{_at((begin[0], begin[1] + HEIGHT / 2))} C{_at((begin[0], low))}"
        f" {_at((end[0], low))} {_at((end[0], end[1] + HEIGHT / 2))}"
    )
    return path, ((begin[0] + end[0]) / 2, low - 4)


def _loop(place: Point) -> tuple[str, Point]:
    """An edge from a box to itself."""
    x, y = place[0] + WIDTH / 2 - 30, place[1] + HEIGHT / 2
    path = f"M{_at((x, y))} C{_at((x, y + 24))} {_at((x - 50, y + 24))} {_at((x - 50, y))}"
    return path, (x - 25, y + 26)


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _node(node: Node, place: Point) -> str:
    x, y = place
    name, *rest = lines_of(node)
    top = y - len(rest) * LINE / 2 + 4
    usual: dict[str, Any] = {"x": x, "text_anchor": "middle"}
    full = " · ".join(filter(None, [node.label, node.note, details(node)]))
    parts = [
        tag("title", words(full)),
        _shape(node, x, y),
        line_of_text(name, y=top, size=NAME, font_weight=600, **usual),
        *(
            line_of_text(line, y=top + LINE * at, size=SMALL, **usual)
            for at, line in enumerate(rest, 1)
        ),
    ]
    drawing = tag("g", parts, class_=f"node {node.kind}")
    return tag("a", drawing, href=node.url) if node.url else drawing


def _shape(node: Node, x: float, y: float) -> str:
    """Texts are sheets, speakers are round, what is missing is dashed."""
    look: dict[str, Any] = {
        "fill": PAPER,
        "stroke": INK if node.first else EDGE,
        "stroke_width": 2.5 if node.first else 1.2,
        "stroke_dasharray": "5 4" if node.kind in {"missing", "unnamed"} else None,
        "class_": "box first" if node.first else "box",
    }
    left, top, right, bottom = x - WIDTH / 2, y - HEIGHT / 2, x + WIDTH / 2, y + HEIGHT / 2
    if node.kind == "organisation":
        corners = [
            (left + CORNER, top),
            (right - CORNER, top),
            (right, y),
            (right - CORNER, bottom),
            (left + CORNER, bottom),
            (left, y),
        ]
        return tag("polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in corners), **look)
    if node.kind == "article":
        folded = f"M{_at((left, top))} H{right - CORNER:.1f} L{_at((right, top + CORNER))}"
        return tag("path", d=f"{folded} V{bottom:.1f} H{left:.1f} Z", **look)
    round_ = {"person": HEIGHT / 2, "unnamed": HEIGHT / 2, "outlet": 4, "missing": 4}[node.kind]
    return tag("rect", x=left, y=top, width=WIDTH, height=HEIGHT, rx=round_, **look)
