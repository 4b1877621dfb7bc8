"""For and against side by side: each origin once, and under it whatever repeats it. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from claims.evidence.models import Evidence
from claims.evidence.reading import Side
from claims.records.tracing import called
from provenance.lineage.findings import about_number
from provenance.lineage.graph import Group

from ..words import count, dotted, published
from .counted import Line, Told, lines, told
from .fates import NONE_CHANGED, Fate
from .once import why

HEADINGS = {"supports": "Supports", "contradicts": "Contradicts", "context": "Context"}
NONE_YET = {
    "supports": "Nothing yet. Who says so, and how do they know?",
    "contradicts": "Nothing yet. Who would know if it were wrong?",
    "context": "Nothing yet. Is there something that makes both sides easier to understand?",
}
IN_A_COMMENT = "it stands in a reader's comment"
Links = Callable[[Any], str]
Draw = Callable[..., "Piece"]


@dataclass(frozen=True)
class Piece:
    """One item of evidence as it is read."""

    evidence: Evidence
    source: str
    url: str
    details: str
    quote: str
    why_once: str = ""  # For one that repeats another: why the two count once.
    fate: Fate | None = None  # What became of the words, where there is a newer version.
    why_not: str = ""  # For one that is not counted at all: why.


@dataclass(frozen=True)
class Origin:
    """Evidence of one origin: the first of it, and what merely repeats it."""

    piece: Piece
    repeats: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """All evidence of one stance; where there is more than one item, why it has so many origins."""

    stance: str
    heading: str
    counted: str
    none_yet: str
    origins: list[Origin]
    lines: list[Line] = field(default_factory=list)
    findings: list[Told] = field(default_factory=list)


def columns(
    sides: dict[str, Side], links: Links, fates: Mapping[int, Fate] = NONE_CHANGED
) -> list[Column]:
    """The three stances in the order they are read."""
    draw = partial(piece, links=links, fates=fates)
    return [_column(sides[stance], draw) for stance in HEADINGS]


def _column(side: Side, draw: Draw) -> Column:
    rows = {row.pk: row for row in side.evidence}
    groups = side.origins.groups
    origins = [_origin([rows[pk] for pk in one.members], one, draw) for one in groups]
    both = f"{count(side.origins.raw, 'item')}, {count(len(origins), 'origin')}"
    origins += [Origin(draw(rows[pk], why_not=IN_A_COMMENT)) for pk in side.origins.left_out]
    counted = both if rows else "none"
    column = Column(side.stance, HEADINGS[side.stance], counted, NONE_YET[side.stance], origins)
    if side.origins.raw < 2:
        return column
    names = {row.pk: _called(row) for row in side.evidence}
    found = told(about_number(side.origins, "item"))
    return replace(column, lines=lines(groups, names), findings=found)


def _called(row: Evidence) -> str:
    return called(row.passage.snapshot.article) if row.passage else row.address


def _origin(members: Sequence[Evidence], group: Group, draw: Draw) -> Origin:
    """What others lean on comes first, then what was entered first."""
    leaned_on = {row.depends_on_id for row in members}
    first, *rest = sorted(members, key=lambda row: (row.pk not in leaned_on, row.pk))
    return Origin(draw(first), [draw(row, why_once=_why(row.pk, group)) for row in rest])


def _why(pk: int, group: Group) -> str:
    said = [why(reason) for reason in group.reasons if pk in reason.members]
    return said[0] if said else "the same origin"


def piece(
    row: Evidence,
    *,
    links: Links,
    fates: Mapping[int, Fate] = NONE_CHANGED,
    why_once: str = "",
    why_not: str = "",
) -> Piece:
    """One item, with its source named and dated."""
    article = row.passage.snapshot.article if row.passage else None
    if article is None:
        return Piece(row, row.address, row.address, row.origin, "", why_once)
    source = article.outlet.name if article.outlet else str(article)
    byline = "" if article.byline == source else article.byline
    details = dotted(byline, published(article) or "date not known", row.origin)
    assert row.passage is not None
    became = fates.get(row.passage.pk)
    quote = row.passage.quote
    return Piece(row, source, links(article), details, quote, why_once, became, why_not)
