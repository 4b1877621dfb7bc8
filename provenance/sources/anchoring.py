"""Where a passage stands: in the snapshot it was marked in, and in every later one. Pure.

`describe` writes W3C selectors for a span, `resolve` reads them back on the same text, and
`reanchor` follows a passage from an old text into a new one without ever settling on a
look-alike. Offsets are code points, half open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from provenance.sources.resolving import resolve_span
from provenance.sources.selectors import Selector, SelectorError, describe

__all__ = ["Anchor", "SelectorError", "Status", "describe", "resolve"]

Status = Literal["exact", "moved", "changed", "ambiguous", "gone"]
Span = tuple[int, int]


@dataclass(frozen=True)
class Anchor:
    """Where a passage is now. `start` and `end` are None where it is ambiguous or gone.

    `score` is how alike the words are, 0 to 1. `candidates` are the places an ambiguous
    passage may be.
    """

    status: Status
    start: int | None = None
    end: int | None = None
    score: float = 0.0
    candidates: tuple[Span, ...] = ()


def resolve(text: str, selectors: Sequence[Selector]) -> Anchor:
    """The passage that `selectors` name in the very text they were made on.

    Raises SelectorError where they name none, several, or contradict one another.
    """
    start, end = resolve_span(text, selectors)
    return Anchor("exact", start, end, 1.0)
