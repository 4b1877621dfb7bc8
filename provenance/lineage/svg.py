"""The words of a drawing: elements, text that fits, colours that a file needs. Pure.

A drawing stands by itself as a file, so colours are attributes; on a page the style sheet, which
weighs more than attributes, puts the colours of the page in their place by class. Nothing in it is
a style or a script, which the security policy would refuse.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

PAPER, INK, MUTED, EDGE = "#ffffff", "#1c1e22", "#5a606a", "#85827a"
FONT = "Public Sans Variable, Public Sans, system-ui, sans-serif"
# What XML does not allow at all, whatever stands around it.
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MONTHS = "January February March April May June July August September October November December"


def tag(name: str, inside: str | Iterable[str] = "", **attributes: object) -> str:
    """An element; `stroke_width` is written `stroke-width`, a last underscore falls away.

    `inside` is markup: give it `words(...)`, never bare text. What is None is left out.
    """
    given = (
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_plain(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    content = inside if isinstance(inside, str) else "".join(inside)
    return f"<{name}{''.join(given)}>{content}</{name}>"


def words(text: str) -> str:
    """Text that no markup in it can break out of."""
    return escape(UNFIT.sub("", text))


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return UNFIT.sub("", str(value))


def fitted(text: str, room: float, size: float) -> str:
    """As much of a text as fits into `room` at this size, on one line, with … where it is cut."""
    line = " ".join(text.split())
    most, used = room / (size * 0.53), 0.0
    for at, letter in enumerate(line):
        used += _width(letter)
        if used > most:
            return f"{line[: max(at - 1, 1)].rstrip()}…"
    return line


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    return 1.8 if unicodedata.east_asian_width(letter) in "WF" else 1


def document(
    inside: Iterable[str], width: float, height: float, *, title: str, desc: str, id_: str
) -> str:
    """A whole drawing with its title and description, which screen readers say."""
    named = {"aria_labelledby": f"{id_}-title {id_}-desc", "role": "img"}
    head = [
        tag("title", words(title), id=f"{id_}-title"),
        tag("desc", words(desc), id=f"{id_}-desc"),
        tag("rect", width="100%", height="100%", fill=PAPER, class_="paper"),
    ]
    size = {"width": round(width), "height": round(height)}
    view = f"0 0 {round(width)} {round(height)}"
    return tag(
        "svg",
        [*head, *inside],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=view,
        font_family=FONT,
        class_="drawing",
        **size,
        **named,
    )


def line_of_text(
    text: str, x: float, y: float, *, size: float = 12, room: float | None = None, **more: object
) -> str:
    """One line of text around or from a point; cut where it has no room."""
    shown = text if room is None else fitted(text, room, size)
    usual: dict[str, object] = {"fill": INK, "class_": "ink"}
    return tag("text", words(shown), x=x, y=y, font_size=size, **(usual | more))


def spelled(day: date, precision: str = "day") -> str:
    """A date no more exactly than it is known: `3 May 2024`, `May 2024`, `2024`."""
    month = MONTHS.split()[day.month - 1]
    return {"year": f"{day.year}", "month": f"{month} {day.year}"}.get(
        precision, f"{day.day} {month} {day.year}"
    )
