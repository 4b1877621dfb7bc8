"""W3C text selectors: written for a passage, and read from others with care. Pure.

Source: W3C Web Annotation Data Model, 4.2.4 (TextQuoteSelector) and 4.2.5
(TextPositionSelector). Offsets are code points, half open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Selector = Mapping[str, Any]

MAX_QUOTE = 100_000  # code points; a whole long article
MAX_CONTEXT = 10_000

# Other kinds the standard or the Hypothesis client names; they say nothing about plain text.
PASSED_OVER = {
    "FragmentSelector", "CssSelector", "XPathSelector", "DataPositionSelector", "SvgSelector",
    "RangeSelector", "PageSelector", "EPUBContentSelector",
}  # fmt: skip


class SelectorError(ValueError):
    """A selector that cannot be used. `code` is for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Target:
    """What a list of selectors says. None where it says nothing; never nothing at all."""

    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


def describe(text: str, start: int, end: int, context: int = 32) -> list[dict[str, Any]]:
    """Selectors for text[start:end]: the quote with up to `context` characters on either side,
    and the position. Raises SelectorError where the span is not inside the text."""
    check_span(text, start, end)
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - context) : start],
            "suffix": text[end : end + context],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def check_span(text: str, start: int, end: int) -> None:
    """Raise SelectorError (reversed, empty, outside) unless [start, end) is a span of `text`."""
    if end < start:
        raise SelectorError("reversed", f"The passage ends ({end}) before it starts ({start}).")
    if start < 0 or end > len(text):
        raise SelectorError(
            "outside", f"The passage {start}-{end} is outside the text of {len(text)} characters."
        )
    if start == end:
        raise SelectorError("empty", "The passage is empty.")


def read(selectors: Sequence[Selector]) -> Target:
    """What the selectors say about plain text. Raises SelectorError.

    Kinds that speak of markup are passed over; kinds nobody knows are refused.
    """
    said: dict[str, Any] = {}
    for selector in selectors:
        kind = selector.get("type") if isinstance(selector, Mapping) else None
        if kind in PASSED_OVER:
            continue
        if kind not in ("TextQuoteSelector", "TextPositionSelector"):
            raise SelectorError("unknown_selector", f"There is no selector of the type {kind!r}.")
        found = _quote(selector) if kind == "TextQuoteSelector" else _position(selector)
        if found.keys() & said.keys():
            raise SelectorError("repeated", f"There is more than one {kind}.")
        said |= found
    if not said:
        raise SelectorError("no_selector", "A quote or a position is needed to find a passage.")
    return Target(**said)


def _quote(selector: Selector) -> dict[str, str]:
    parts = {name: selector.get(name) or "" for name in ("exact", "prefix", "suffix")}
    for name, value in parts.items():
        if not isinstance(value, str):
            raise SelectorError("not_text", f"The {name} of a quote must be text.")
        limit = MAX_QUOTE if name == "exact" else MAX_CONTEXT
        if len(value) > limit:
            raise SelectorError("too_long", f"The {name} is longer than {limit} characters.")
    if not parts["exact"].strip():
        raise SelectorError("empty", "The quote is empty.")
    return parts


def _position(selector: Selector) -> dict[str, int]:
    start, end = selector.get("start"), selector.get("end")
    if type(start) is not int or type(end) is not int:
        raise SelectorError("not_number", "The start and the end must be whole numbers.")
    if start < 0:
        raise SelectorError("negative", f"The passage starts before the text ({start}).")
    if end < start:
        raise SelectorError("reversed", f"The passage ends ({end}) before it starts ({start}).")
    if start == end:
        raise SelectorError("empty", "The passage is empty.")
    return {"start": start, "end": end}
