"""Plain text as a crawler or a person left it: its blocks, regions and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance.capture import closing, comments, credits, damage, dates, opening
from provenance.capture.candidates import Candidate
from provenance.capture.lines import Line, lines_of
from provenance.capture.reading import Reading
from provenance.capture.regions import (
    Block,
    BlockKind,
    RegionKind,
    text_of,
    tile,
)

_LIST_MARKS = ("- ", "* ", "• ", "– ", "· ")


def read(text: str) -> Reading:
    """Find the title, byline, body, comments, captions and footer of ``text``."""
    lines = lines_of(text)
    if not lines:
        return Reading(text, (), ())
    start = opening.read(lines)
    head = len(start.roles) if not start.skip else 0
    authors = [candidate.value for candidate in start.candidates if candidate.field == "author"]
    foot = head + closing.boundary(lines[head:], authors)
    talk = comments.boundary(lines[head:foot])
    marks = list(_marks(lines, start, head, foot, None if talk is None else head + talk))
    regions = tile(marks, len(text))
    body = text_of(text, regions)
    parts = [(line.text, line.start) for line in lines[head:]]
    candidates = [*start.candidates, *credits.origins(parts, foot - head - 3)]
    if not any(candidate.field == "published" for candidate in candidates):
        candidates += inferred_date(body, text)
    lost = damage.lost_text(body)
    running = lines[head].start if 0 < head < len(lines) else start.skip
    return Reading(
        text,
        regions,
        tuple(_blocks(lines, start)),
        tuple(candidates),
        (lost,) if lost else (),
        running,
    )


def _marks(
    lines: Sequence[Line],
    start: opening.Opening,
    head: int,
    foot: int,
    talk: int | None,
) -> Iterator[tuple[int, RegionKind]]:
    if start.skip:
        yield 0, "boilerplate"
        yield start.skip, "body"
    for index, line in enumerate(lines):
        if index < head:
            role = start.roles[index]
            kind: RegionKind = (
                "boilerplate"
                if role == "navigation"
                else "caption"
                if role == "caption"
                else "body"
            )
        elif index >= foot:
            kind = "boilerplate"
        else:
            kind = "comment" if talk is not None and index >= talk else "body"
        if index or not start.skip:
            yield line.start, kind


def _blocks(lines: Sequence[Line], start: opening.Opening) -> Iterator[Block]:
    for index, line in enumerate(lines):
        begin = max(line.start, start.skip)
        if begin >= line.end:
            continue
        role = start.roles[index] if index < len(start.roles) else "text"
        following = lines[index + 1] if index + 1 < len(lines) else None
        kind, level = _kind(line, role, following)
        yield Block(kind, begin, line.end, level)


def _kind(line: Line, role: opening.Role, following: Line | None) -> tuple[BlockKind, int]:
    if role == "title":
        return "heading", 1
    if role == "caption":
        return "caption", 0
    if line.text.startswith(_LIST_MARKS):
        return "list", 0
    if line.text.startswith(">"):
        return "quote", 0
    if role == "text" and _is_heading(line, following):
        return "heading", 2
    return "paragraph", 0


def _is_heading(line: Line, following: Line | None) -> bool:
    """Tell whether a short line between blank lines heads the next paragraph: it ends nothing."""
    if following is None or not line.gap or not following.gap or len(line.label) > 120:
        return False
    if line.label[-1] in ".,;:!" or line.label[0].islower() or closing.is_ruler(line.text):
        return False
    return len(following.label) > len(line.label) and following.label[0] not in "-*•"


def inferred_date(body: str, text: str) -> Iterator[Candidate]:
    """Yield the latest date the body speaks of: an undated text is hardly older than that.

    A day without its year ("13th of September") takes the latest year named;
    when it is later than every full date only its month is believed.
    """
    shift = text.find(body[:80]) if body else -1
    found = list(dates.mentions(body))
    years = [mention.iso[:4] for mention in found]
    if not years:
        return
    latest = max(found, key=lambda mention: mention.iso)
    later = [
        m for m in dates.yearless_mentions(body, int(max(years))) if m.iso[:7] > latest.iso[:7]
    ]
    if later:
        mention = max(later, key=lambda mention: mention.iso)
        value, confidence = mention.iso[:7], 0.35
    else:
        mention, value, confidence = latest, latest.iso, 0.5
    where = text.find(body[mention.start : mention.end], max(shift, 0))
    span = (where, where + mention.end - mention.start) if where >= 0 else (None, None)
    yield Candidate(
        "published", value, confidence, "inferred", "latest date in the text",
        "month" if len(value) == 7 else "day", *span,
    )  # fmt: skip
