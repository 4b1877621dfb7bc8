"""How far people agree who marked words in the same text. Pure.

Spans are half open and count Unicode code points. Two measures: alpha over the tokens of the
text, which needs no one to be right, and precision, recall and F1 against a reference.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .tables import Ratings, tabulate

# Words with their marks, one ideograph or kana at a time, then single signs.
TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|\w+(?:['’][\w\u0300-\u036f]+)*|[^\w\s]"
)
SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)]*\s+|\n+")
UNMARKED = "unmarked"
SAME_SPAN = 0.5  # what two spans must share of what they cover together to be the same


class Span(NamedTuple):
    """Some words of a text, with what they were marked as."""

    start: int
    end: int
    label: str = "marked"


@dataclass(frozen=True)
class Overlap:
    """How much of what was marked is right, and how much of what is right was marked.

    None where there is nothing to count: no precision without marks, no recall without reference.
    """

    precision: float | None
    recall: float | None
    f1: float | None


def marked_tokens(text: str, markings: Mapping[str, Sequence[Span]]) -> Ratings:
    """The table of which rater marked which word as what; its sentences are drawn together.

    A word is marked by whoever marked a part of it, as the last of their spans says.
    Raises ValueError for a span outside the text.
    """
    tokens = [match.span() for match in TOKEN.finditer(text)]
    sentence = _sentences(text, tokens)
    labels = sorted({span.label for spans in markings.values() for span in spans})
    said = (
        (token, rater, label)
        for rater, spans in markings.items()
        for token, label in zip(tokens, _labels(text, tokens, spans), strict=True)
    )
    return tabulate(said, [UNMARKED, *labels], raters=list(markings), groups=sentence)


def against(reference: Iterable[Span], marked: Iterable[Span]) -> tuple[Overlap, Overlap]:
    """How well someone's marks meet the reference: by code points, and by whole spans.

    A span is found when it shares half of what the two cover together, each only once.
    Labels are compared too: a right span with a wrong label is wrong.
    """
    right, own = set(reference), set(marked)
    points, marked_points = _points(right), _points(own)
    by_points = _overlap(len(points & marked_points), len(marked_points), len(points))
    return by_points, _overlap(_found(right, own), len(own), len(right))


def _labels(text: str, tokens: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Iterator[str]:
    """What each token is marked as by one rater."""
    marks: dict[int, str] = {}
    for start, end, label in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{start} to {end} is no span of this text.")
        marks.update(dict.fromkeys(range(start, end), label))
    for start, end in tokens:
        yield next((marks[at] for at in range(start, end) if at in marks), UNMARKED)


def _sentences(text: str, tokens: Sequence[tuple[int, int]]) -> dict[Hashable, Hashable]:
    """The number of the sentence in which each token stands."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    numbers: dict[Hashable, Hashable] = {}
    number = 0
    for token in tokens:
        while number < len(ends) and ends[number] <= token[0]:
            number += 1
        numbers[token] = number
    return numbers


def _points(spans: Iterable[Span]) -> set[tuple[int, str]]:
    """Every code point that is covered, with what it is marked as."""
    return {(at, label) for start, end, label in spans for at in range(start, end)}


def _found(reference: set[Span], marked: set[Span]) -> int:
    """How many spans of the reference were found, the best matches first."""
    pairs = sorted(
        ((_shared(one, other), one, other) for one in reference for other in marked), reverse=True
    )
    left, right = set(reference), set(marked)
    found = 0
    for shared, one, other in pairs:
        if shared >= SAME_SPAN and one in left and other in right:
            left.remove(one)
            right.remove(other)
            found += 1
    return found


def _shared(one: Span, other: Span) -> float:
    """The part that two spans of one label share of what they cover together."""
    both = min(one.end, other.end) - max(one.start, other.start)
    if both <= 0 or one.label != other.label:
        return 0.0
    return both / (max(one.end, other.end) - min(one.start, other.start))


def _overlap(hits: int, marked: int, reference: int) -> Overlap:
    """Precision, recall and their harmonic mean."""
    precision = hits / marked if marked else None
    recall = hits / reference if reference else None
    total = marked + reference
    return Overlap(precision, recall, 2 * hits / total if total else None)
