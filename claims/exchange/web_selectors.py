"""Selectors and states of W3C targets: which are kept, and which are refused. Pure.

Selectors of texts are read by `provenance.sources.selectors`; the others say something about
markup or other media, are no help with a plain text, and go back as they came.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from provenance.sources.folding import same_words
from provenance.sources.offsets import OffsetError, utf16_to_codepoints
from provenance.sources.resolving import resolve_span
from provenance.sources.selectors import SelectorError, Target, read

from .web_terms import NotUnderstood, is_moment, is_text, is_uri

OF_TEXT = ("TextQuoteSelector", "TextPositionSelector")
NEEDS_VALUE = ("FragmentSelector", "CssSelector", "XPathSelector")
MOST = 20


def is_count(value: Any) -> bool:
    """Whether a value is a whole number, 0 or more."""
    return type(value) is int and value >= 0


def selectors_in(given: Any) -> tuple[dict[str, Any], ...]:
    """The selectors of a target, checked. Raises NotUnderstood."""
    listed = given if isinstance(given, list) else [] if given is None else [given]
    if len(listed) > MOST:
        raise NotUnderstood("selector", f"Send at most {MOST} selectors.")
    for one in listed:
        if not isinstance(one, dict):
            raise NotUnderstood("selector", "A selector is an object with a type.")
        if not _fits(one):
            raise NotUnderstood(
                "selector", f"This is no {one.get('type')!r} that the standard knows."
            )
        if "refinedBy" in one:
            raise NotUnderstood("selector", "Selectors refined by others are not understood here.")
    return tuple(listed)


def about_text(selectors: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that speak of plain text."""
    return [one for one in selectors if one["type"] in OF_TEXT]


def about_markup(selectors: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that do not; they go back to whoever sent them."""
    return [one for one in selectors if one["type"] not in OF_TEXT]


def state_in(given: Any) -> tuple[datetime | None, str]:
    """When the source was as it is spoken of, and the URI of a copy. Raises NotUnderstood."""
    states = given if isinstance(given, list) else [] if given is None else [given]
    if len(states) > 1 or not all(isinstance(one, dict) for one in states):
        raise NotUnderstood("state", "Describe one state of the source.")
    for one in states:
        if one.get("type") != "TimeState":
            raise NotUnderstood("state", f"There is no use here for a state {one.get('type')!r}.")
        date, cached = one.get("sourceDate"), one.get("cached", "")
        if isinstance(date, list) and len(date) == 1:
            date = date[0]
        if (date is not None and not is_moment(date)) or (cached and not is_uri(cached)):
            raise NotUnderstood("state", "sourceDate is a date with time, cached is a URI.")
        return (datetime.fromisoformat(date.upper()) if date else None), cached
    return None, ""


def place_in(
    text: str, selectors: Sequence[Mapping[str, Any]], *, of_this_copy: bool
) -> tuple[int, int]:
    """The span of `text` that selectors name, in code points. Raises NotUnderstood.

    The standard counts in code points, browsers in UTF-16 units: a position in units counts where
    it falls on the quoted words. On a page that is not this copy positions may be others; there
    the quote alone has to be found, and only once.
    """
    refusals = []
    for attempt in _readings(text, about_text(selectors), of_this_copy):
        try:
            return resolve_span(text, attempt)
        except SelectorError as error:
            refusals.append(error.message)
    raise NotUnderstood("target", refusals[0])


def keeps(
    quote: str, prefix: str, suffix: str, span: tuple[int, int], said: Sequence[Mapping[str, Any]]
) -> bool:
    """Whether selectors that came back still name the words they were made for.

    Programs leave out what they do not know, such as prefix and suffix or the position.
    """
    try:
        target: Target = read(said)
    except SelectorError as error:
        raise NotUnderstood("target", error.message) from None
    quoted = target.exact is None or same_words(target.exact, quote)
    around = target.prefix in ("", prefix) and target.suffix in ("", suffix)
    return quoted and around and (target.start is None or (target.start, target.end) == span)


def _readings(
    text: str, selectors: Sequence[Mapping[str, Any]], of_this_copy: bool
) -> Iterator[list[Mapping[str, Any]]]:
    quotes = [one for one in selectors if one["type"] == "TextQuoteSelector"]
    places = [one for one in selectors if one["type"] == "TextPositionSelector"]
    if quotes or of_this_copy:
        yield [*selectors]
    if quotes and len(places) == 1 and of_this_copy:
        try:
            start, end = utf16_to_codepoints(text, [places[0]["start"], places[0]["end"]])
        except (OffsetError, KeyError, TypeError):
            return
        yield [*quotes, {**places[0], "start": start, "end": end}]
    elif not of_this_copy:
        yield quotes


def _fits(selector: Mapping[str, Any]) -> bool:
    """Whether a selector has what its kind must have."""
    kind, value = selector.get("type"), selector.get("value")
    if kind in NEEDS_VALUE:
        return is_text(value) and is_uri(selector.get("conformsTo", "about:blank"))
    if kind == "SvgSelector":
        return is_text(value) != is_uri(selector.get("id"))
    if kind == "DataPositionSelector":
        return is_count(selector.get("start")) and is_count(selector.get("end"))
    if kind == "RangeSelector":
        ends = (selector.get("startSelector"), selector.get("endSelector"))
        return all(isinstance(end, dict) and _fits_in_range(end) for end in ends)
    return kind in OF_TEXT  # Their values are judged against the text.


def _fits_in_range(end: Mapping[str, Any]) -> bool:
    kind = end.get("type")
    if kind == "TextQuoteSelector":
        parts = [end.get("exact"), end.get("prefix", ""), end.get("suffix", "")]
        return all(map(is_text, parts))
    if kind == "TextPositionSelector":
        return is_count(end.get("start")) and is_count(end.get("end"))
    return kind != "RangeSelector" and "refinedBy" not in end and _fits(end)
