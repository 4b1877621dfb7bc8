"""The non-blank lines of a plain text, with where they stand and what surrounds them."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """One line without its outer white space; ``gap`` counts the blank lines before it.

    ``label`` is the line with Markdown link targets taken out, for rules that
    read words (the line itself where nothing else is in it); ``start`` and
    ``end`` are offsets into the whole text. (A named tuple, because thousands
    are made a second and it is the quickest to make.)
    """

    text: str
    label: str
    start: int
    end: int
    gap: int
    indent: int


def without_links(text: str) -> str:
    """Return ``text`` with every ``[words](target)`` replaced by its words."""
    parts: list[str] = []
    position = 0
    while (middle := text.find("](", position)) >= 0:
        opening = text.rfind("[", position, middle)
        closing = text.find(")", middle)
        if closing < 0:
            break
        if opening < 0:
            parts.append(text[position : middle + 2])
            position = middle + 2
            continue
        parts += (text[position:opening], text[opening + 1 : middle])
        position = closing + 1
    return "".join(parts) + text[position:] if parts else text


def lines_of(text: str) -> list[Line]:
    """Split ``text`` at newlines and keep the lines that say something."""
    lines: list[Line] = []
    position = 0
    gap = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = 0 if raw[0] == stripped[0] else len(raw) - len(raw.lstrip())
            start = position + indent
            end = start + len(stripped)
            lines.append(Line(stripped, _label(stripped), start, end, gap, indent))
            gap = 0
        else:
            gap += 1
        position += len(raw) + 1
    return lines


def _label(line: str) -> str:
    if "](" not in line:
        return line
    label = without_links(line)
    # "[](address)" is an empty link. Rules count on a label that says something.
    return line if not label or label.isspace() else label
