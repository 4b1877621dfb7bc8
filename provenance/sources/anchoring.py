"""Where a passage stands: in the snapshot it was marked in, and in every later one. Pure.

`describe` writes W3C selectors for a span, `resolve` reads them back on the same text, and
`reanchor` follows a passage from an old text into a new one without ever settling on a
look-alike. Offsets are code points, half open.

The five answers of `reanchor`:

- *exact*: the same words at the same place (nothing that counts came or went before them);
- *moved*: the same words elsewhere, and no doubt that it is this passage;
- *changed*: the passage is there, but a letter, digit or sign of it differs;
- *ambiguous*: it stands in several places, or can't be told from its like;
- *gone*: nothing is left of it.

White space, soft hyphens, the form of quotation marks and Unicode normal form don't count.
"""

from collections.abc import Iterable, Sequence

from provenance.sources.following import Anchor, Follower, Status
from provenance.sources.resolving import resolve_span
from provenance.sources.rewording import Piece
from provenance.sources.selectors import Selector, SelectorError, describe

__all__ = [
    "Anchor",
    "Follower",
    "Piece",
    "Selector",
    "SelectorError",
    "Status",
    "describe",
    "reanchor",
    "reanchor_all",
    "resolve",
]


def resolve(text: str, selectors: Sequence[Selector]) -> Anchor:
    """The passage that `selectors` name in the very text they were made on.

    Raises SelectorError where they name none, several, or contradict one another.
    """
    start, end = resolve_span(text, selectors)
    return Anchor("exact", start, end, 1.0)


def reanchor(old_text: str | None, new_text: str, selectors: Sequence[Selector]) -> Anchor:
    """Where the passage that `selectors` name in `old_text` is in `new_text`.

    Without the old text the quote, its prefix and suffix have to do. Raises SelectorError
    for selectors that can't be used at all.
    """
    return Follower(old_text, new_text).follow(selectors)


def reanchor_all(
    old_text: str | None, new_text: str, passages: Iterable[Sequence[Selector]]
) -> list[Anchor]:
    """`reanchor` for many passages at once: the texts are read and aligned a single time."""
    follower = Follower(old_text, new_text)
    return [follower.follow(selectors) for selectors in passages]
