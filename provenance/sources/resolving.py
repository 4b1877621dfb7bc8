"""From selectors to a span of the very snapshot they were made on. Pure.

Position and quote have to agree, and a quote alone has to be the only one its prefix and
suffix allow: on the same text there is no excuse for guessing.
"""

from collections.abc import Sequence

from provenance.sources.folding import Folded, fold, occurrences, same_words
from provenance.sources.selectors import Selector, SelectorError, Target, check_span, read


def resolve_span(text: str, selectors: Sequence[Selector]) -> tuple[int, int]:
    """The span of `text` that the selectors name. Raises SelectorError.

    Codes beyond those of `selectors.read`: outside, disagree (position and quote), context
    (prefix or suffix stand elsewhere), nowhere, ambiguous.
    """
    target = read(selectors)
    if target.start is None or target.end is None:
        return find_quote(Folded(text), target)
    check_span(text, target.start, target.end)
    if target.exact is not None and not same_words(text[target.start : target.end], target.exact):
        raise SelectorError("disagree", "The position and the quote name different words.")
    return target.start, target.end


def find_quote(folded: Folded, target: Target) -> tuple[int, int]:
    """The only span of the text where quote, prefix and suffix stand. Raises SelectorError."""
    quote = fold(target.exact or "")
    found = [at for at in occurrences(folded.folded, quote) if _worded(folded, at, target)]
    if not found:
        raise SelectorError("nowhere", "The quote does not stand in the text.")
    prefix, suffix = fold(target.prefix), fold(target.suffix)
    fitting = [at for at in found if _fits(folded.folded, at, len(quote), prefix, suffix)]
    if not fitting:
        raise SelectorError("context", "The words before or after the quote are not in the text.")
    if len(fitting) > 1:
        raise SelectorError(
            "ambiguous", f"The quote stands in the text {len(fitting)} times; give its position."
        )
    return folded.outward(fitting[0], fitting[0] + len(quote))


def _worded(folded: Folded, at: int, target: Target) -> bool:
    start, end = folded.outward(at, at + len(fold(target.exact or "")))
    return same_words(folded.text[start:end], target.exact or "")


def _fits(text: str, at: int, length: int, prefix: str, suffix: str) -> bool:
    """Whether prefix and suffix stand around the quote, as far as the text reaches."""
    before, after = text[max(0, at - len(prefix)) : at], text[at + length :][: len(suffix)]
    return prefix.endswith(before) and suffix.startswith(after)
