"""Places as the Hypothesis client says them, to and from places in a snapshot's text. Pure.

The client counts UTF-16 units from the beginning of the page's text. On our own page for a snapshot
(`/snapshots/4/annotate/`) that text begins with the snapshot's, so that its positions hold there.
On any other page only the quote tells where the words stand.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from provenance.sources.anchoring import reanchor
from provenance.sources.folding import Folded, same_words
from provenance.sources.offsets import OffsetError, codepoints_to_utf16, utf16_to_codepoints
from provenance.sources.resolving import find_quote
from provenance.sources.selectors import Selector, SelectorError, describe, read

QUOTE, POSITION = "TextQuoteSelector", "TextPositionSelector"
LARGEST = 20_000  # Characters of JSON; larger selectors are not worth giving back word for word.
Span = tuple[int, int]


def quote_of(passage: Any) -> dict[str, str]:
    """The words of a passage with their neighbours."""
    around = {"prefix": passage.prefix, "suffix": passage.suffix}
    return {"type": QUOTE, "exact": passage.quote, **around}


def position_of(text: str, start: int, end: int) -> dict[str, Any]:
    """The place of text[start:end] (code points) in UTF-16 units."""
    begins, ends = codepoints_to_utf16(text, [start, end])
    return {"type": POSITION, "start": begins, "end": ends}


def described(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """Quote and position of text[start:end] (code points), as the client marks them itself."""
    quote, _ = describe(text, start, end)
    return [quote, position_of(text, start, end)]


def span_here(text: str, selectors: Sequence[Selector]) -> Span:
    """The span (code points) that the client marked on our own page of this very text.

    The position counts where it names the quoted words; else the quote with its neighbours must
    stand in the text exactly once. Raises SelectorError.
    """
    target = read(selectors)
    if target.start is None or target.end is None:
        return find_quote(Folded(text), target)
    try:
        start, end = utf16_to_codepoints(text, [target.start, target.end])
    except OffsetError as error:
        if target.exact is None:
            raise SelectorError("outside", str(error)) from None
        return find_quote(Folded(text), target)
    if target.exact is None or same_words(text[start:end], target.exact):
        return start, end
    return find_quote(Folded(text), target)


def span_elsewhere(text: str, selectors: Sequence[Selector]) -> Span | None:
    """The span of what the client marked on another page; None where it is not surely in `text`.

    Only the quote and its neighbours say where that is. Raises SelectorError for nonsense.
    """
    quotes = [one for one in selectors if one.get("type") == QUOTE]
    if not quotes:
        return None
    found = reanchor(None, text, quotes)
    if found.status not in ("exact", "moved") or found.start is None or found.end is None:
        return None
    return found.start, found.end


def worth_keeping(selectors: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The selectors to be given back as they came; none where they are very large."""
    given = [dict(one) for one in selectors]
    return given if len(json.dumps(given)) <= LARGEST else []
