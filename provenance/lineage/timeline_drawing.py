"""A time line drawn as SVG: dots where days are known, bars over what a date may mean. Pure."""

from datetime import date

from .svg import EDGE, INK, MUTED, PAPER, document, line_of_text, spelled, tag, words
from .timeline import Row, Spot, TimeLine, place, ticks

NAMES, PLOT, UNDATED = 190, 620, 120  # Columns: names of outlets, time, texts without a date.
ROW = 34
HEAD = 66
MARGIN = 16
AXIS = 26
MOMENT = 18  # A line of words for each verdict.
MOST_ROWS = 80
LINE = "#e3dfd5"


def drawn(
    line: TimeLine, *, title: str, about: str = "", address: str = "", headed: bool = True
) -> str:
    """The picture; with more than `MOST_ROWS` outlets it says how many it leaves out.

    It is not `headed` where a page says already what it is.
    """
    rows = line.rows[:MOST_ROWS]
    head = HEAD if headed else MARGIN
    top = head + MOMENT * len(line.moments) + AXIS
    foot = top + ROW * max(len(rows), 1)
    width = MARGIN * 2 + NAMES + PLOT + UNDATED
    left_out = len(line.rows) - len(rows)
    below = f"and {left_out} more outlets; the table has them all" if left_out else ""
    inside = [
        *(_heading(title, about, width) if headed else ()),
        *(_axis(line, top, foot)),
        *(_moment(line, at, head, foot) for at in range(len(line.moments))),
        *(_row(line, row, top + ROW * at) for at, row in enumerate(rows)),
        _small(below, MARGIN, foot + 22),
        _small(address, MARGIN, foot + 44),
    ]
    if not rows:
        inside.append(_small("No text is known in which it stands.", MARGIN, top + 20))
    described = f"{about} {in_words(line)}".strip()
    height = foot + (58 if address else 34 if left_out else 8)
    return document(inside, width, height, title=title, desc=described, id_="time-line")


def in_words(line: TimeLine) -> str:
    """What the picture shows, in one or two sentences."""
    texts = sum(len(spot.marks) for row in line.rows for spot in row.spots)
    said = f"Texts: {texts}, outlets: {len(line.rows)}."
    first = next((spot for row in line.rows for spot in row.spots if spot.first), None)
    if first and first.begins:
        when = spelled(first.begins, first.precision)
        said += f" First: {first.marks[0].row}, {when}."
    return " ".join([said, *(f"{one.label}: {spelled(one.day)}." for one in line.moments)])


def _heading(title: str, about: str, width: float) -> list[str]:
    room = width - 2 * MARGIN
    return [
        line_of_text(title, MARGIN, 28, size=16, room=room, font_weight=600),
        _small(about, MARGIN, 48),
    ]


def _small(text: str, x: float, y: float) -> str:
    if not text:
        return ""
    room = NAMES + PLOT + UNDATED
    return line_of_text(text, x, y, size=12, room=room, fill=MUTED, class_="muted")


def _across(line: TimeLine, day: date, *, end: bool = False) -> float:
    return MARGIN + NAMES + PLOT * place(line, day, end=end)


def _axis(line: TimeLine, top: float, foot: float) -> list[str]:
    found = []
    for one in ticks(line):
        x = _across(line, one.day)
        found.append(_vertical(x, top, foot, stroke=LINE, class_="tick"))
        found.append(_small(one.label, x, top - 8))
    if any(spot.begins is None for row in line.rows for spot in row.spots):
        found.append(_small("no date", MARGIN + NAMES + PLOT + 20, top - 8))
    return found


def _vertical(x: float, top: float, foot: float, **look: object) -> str:
    return tag("line", x1=x, x2=x, y1=top, y2=foot, **look)  # type: ignore[arg-type]


def _moment(line: TimeLine, at: int, head: float, foot: float) -> str:
    """A dashed line through all rows, its words above it, each moment on a line of its own."""
    one = line.moments[at]
    x = _across(line, one.day)
    y = head + MOMENT * (at + 1) - 4
    late = x > MARGIN + NAMES + PLOT / 2
    said = f"{one.label}, {spelled(one.day)}"
    return tag(
        "g",
        [
            _vertical(x, y + 2, foot, stroke=INK, stroke_dasharray="4 3", class_="moment"),
            line_of_text(said, x, y, size=12, text_anchor="end" if late else "start"),
        ],
    )


def _row(line: TimeLine, row: Row, top: float) -> str:
    middle = top + ROW / 2
    return tag(
        "g",
        [
            tag(
                "line",
                x1=MARGIN,
                x2=MARGIN + NAMES + PLOT + UNDATED,
                y1=top + ROW,
                y2=top + ROW,
                stroke=LINE,
                class_="tick",
            ),
            tag("title", words(row.name)),
            line_of_text(row.name, MARGIN, middle + 5, size=13, room=NAMES - 16),
            *(_spot(line, spot, middle) for spot in row.spots),
        ],
    )


def _spot(line: TimeLine, spot: Spot, middle: float) -> str:
    when = spelled(spot.begins, spot.precision) if spot.begins else "date not known"
    titles = "; ".join(mark.label for mark in spot.marks)
    left, right = _reach(line, spot)
    again = f"×{len(spot.marks)}" if len(spot.marks) > 1 else ""
    said = " ".join(filter(None, ["first" if spot.first else "", again]))
    beside = right if spot.precision in {"month", "year"} else (left + right) / 2
    label = line_of_text(said, beside + 12, middle + 4, size=11) if said else ""
    return tag(
        "g", [tag("title", words(f"{when}: {titles}")), _shape(spot, left, right, middle), label]
    )


def _reach(line: TimeLine, spot: Spot) -> tuple[float, float]:
    if spot.begins is None or spot.ends is None:
        x = MARGIN + NAMES + PLOT + 44.0
        return x, x
    return _across(line, spot.begins), _across(line, spot.ends, end=True)


def _shape(spot: Spot, left: float, right: float, middle: float) -> str:
    """A dot for a day, a bar for a month or a year, a ring where nothing is known."""
    fill = INK if spot.first else EDGE
    name = "spot first" if spot.first else "spot"
    if spot.begins is None:
        look = {"fill": PAPER, "stroke": EDGE, "stroke_dasharray": "3 2", "class_": "spot open"}
        return tag("circle", cx=left, cy=middle, r=6, **look)
    if spot.precision in {"month", "year"}:
        wide = max(right - left, 8)
        return tag(
            "rect", x=left, y=middle - 5, width=wide, height=10, rx=5, fill=fill, class_=name
        )
    return tag(
        "circle", cx=(left + right) / 2, cy=middle, r=7 if spot.first else 6, fill=fill, class_=name
    )
