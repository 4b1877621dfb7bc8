"""Follow passages from one text into another. Pure.

A passage is first looked for word by word. Where its words stand, its neighbours and the
alignment of the two texts say whether it is this passage or its like; what certainly was
another passage before is left out. Where its words no longer stand, what became of it is
looked for in its place, then elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from provenance.sources.alignment import Alignment
from provenance.sources.folding import Folded, fold, guarded, occurrences, same_words
from provenance.sources.resolving import find_quote
from provenance.sources.rewording import (
    FEW_WORDS,
    PIECE,
    Piece,
    Rewording,
    pieces,
    reworded,
    traces,
)
from provenance.sources.selectors import Selector, SelectorError, Target, read
from provenance.sources.surroundings import REACH, Sides, agreement, around, attached_alike

Status = Literal["exact", "moved", "changed", "ambiguous", "gone"]
Span = tuple[int, int]

MOST_PLACES = 500  # where words as common as "the" stand; more are not told apart
LONG = 32  # folded characters that hardly stand twice by chance
KNOWN = 0.3  # agreement of the neighbours that makes a short quote this one
SURE = 0.6  # agreement that needs no look at other passages of the same words
MARGIN = 0.12  # by how much the best of several places must agree better than the next
WIDE = 400  # characters of context that settle a tie
WIDEST_CHANGE = 6000  # letters of a change that are still compared word by word
WORD_EDGE = re.compile(r"[^\s\"“”„«»()\[\]]*")


@dataclass(frozen=True)
class Anchor:
    """Where a passage is now. `start` and `end` are None where it is ambiguous or gone.

    `score` is how alike the words are (for an ambiguous passage: how well its neighbours
    agree at the best place), 0 to 1. `diff` leads from the quote to what it became;
    `candidates` are the places an ambiguous passage may be.
    """

    status: Status
    start: int | None = None
    end: int | None = None
    score: float = 0.0
    diff: tuple[Piece, ...] = ()
    candidates: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Passage:
    """What is known of a passage: its words as they stood and folded, its place and neighbours.

    `place` is its folded offset in the old text, None where there is no old text; `start`
    its original offset, None where nobody said. `near` is folded, `beside` is not.
    """

    words: str
    quote: str
    place: int | None
    start: int | None
    near: Sides
    beside: Sides


class Follower:
    """Two texts, read and aligned once, and any number of passages followed between them."""

    def __init__(self, old: str | None, new: str) -> None:
        self.new = Folded(new)
        self.old = None if old is None else Folded(old)
        self.alignment = Alignment("" if self.old is None else self.old.folded, self.new.folded)

    def follow(self, selectors: Sequence[Selector]) -> Anchor:
        """Where the passage is in the new text. Raises SelectorError for unusable selectors."""
        passage = self._passage(read(selectors))
        if not passage.quote:
            raise SelectorError("empty", "The passage holds nothing but white space.")
        places = self._places(passage)
        places = [place for place in places if place[0] > places[0][0] - MARGIN]
        if len(places) > 1:
            places = self._untied(passage, places)
        if len(places) > 1:
            spans = tuple(sorted(self._span(passage, at) for _, at in places))
            return Anchor("ambiguous", score=places[0][0], candidates=spans)
        if places and (places[0][0] >= KNOWN or len(passage.quote) >= LONG):
            return self._same(passage, places[0][1])
        return self._lost(passage)

    def _passage(self, target: Target) -> Passage:
        span = self._located(target)
        if self.old is None or span is None:
            if target.exact is None:
                raise SelectorError("no_quote", "Without the old text, a quote is needed.")
            near = Sides(fold(target.prefix), fold(target.suffix))
            beside = Sides(target.prefix, target.suffix)
            return Passage(target.exact, fold(target.exact), None, target.start, near, beside)
        start, end = span
        inside = self.old.inward(start, end)
        return Passage(
            words=self.old.text[start:end],
            quote=self.old.folded[slice(*inside)],
            place=inside[0],
            start=start,
            near=around(self.old.folded, *inside, REACH),
            beside=around(self.old.text, start, end, REACH),
        )

    def _located(self, target: Target) -> Span | None:
        """Where the passage stood in the old text; None where the selectors don't fit there."""
        if self.old is None:
            return None
        if target.start is not None and target.end is not None:
            words = self.old.text[target.start : target.end]
            if target.exact is None and target.end > len(self.old.text):
                raise SelectorError("outside", "The position lies outside the old text.")
            if target.exact is None or same_words(words, target.exact):
                return target.start, target.end
        try:
            return find_quote(self.old, target)
        except SelectorError:
            return None

    def _places(self, passage: Passage) -> list[tuple[float, int]]:
        """Where the words stand that are not known to be another passage, best first, each
        with the agreement of its neighbours."""
        scored = [
            (self._agreement(passage, at, REACH), at)
            for at in occurrences(self.new.folded, passage.quote, MOST_PLACES)
            if not self._foreign(passage, at, at + len(passage.quote))
        ]
        return sorted(
            (place for place in scored if place[0] >= SURE or not self._rivalled(passage, *place)),
            reverse=True,
        )

    def _agreement(self, passage: Passage, at: int, reach: int, place: int | None = None) -> float:
        """How well the neighbours at `at` agree with those of the passage (or of old `place`)."""
        size = len(passage.quote)
        place = passage.place if place is None else place
        if self.old is None or place is None:
            then = passage.near
        else:
            then = around(self.old.folded, place, place + size, reach)
        now = around(self.new.folded, at, at + size, reach)
        before = now.before[-len(then.before) :] if then.before else now.before
        return agreement(then, Sides(before, now.after[: len(then.after) or reach]))

    def _foreign(self, passage: Passage, start: int, end: int) -> bool:
        """Whether this stretch of the new text surely was somewhere else in the old one."""
        origin = self.alignment.origin(start, end)
        if origin is None or passage.place is None:
            return False
        return not passage.place <= origin <= passage.place + len(passage.quote) - (end - start)

    def _rivalled(self, passage: Passage, score: float, at: int) -> bool:
        """Whether the same words stood elsewhere in the old text and would fit better here."""
        if self.old is None or passage.place is None:
            return False
        return any(
            self._agreement(passage, at, REACH, rival) > score + MARGIN
            for rival in occurrences(self.old.folded, passage.quote, MOST_PLACES)
            if rival != passage.place
        )

    def _untied(self, passage: Passage, places: list[tuple[float, int]]) -> list[tuple[float, int]]:
        """Of places with equal neighbours, the one at the old offset, or with equal paragraphs."""
        here = [p for p in places if self._unmoved(passage, p[1])]
        if here or passage.place is None:
            return here or places
        wide = sorted(((self._agreement(passage, at, WIDE), at) for _, at in places), reverse=True)
        return wide[:1] if wide[0][0] - wide[1][0] > MARGIN else places

    def _unmoved(self, passage: Passage, at: int) -> bool:
        if passage.place is not None:
            return passage.place == at
        return passage.start == self._span(passage, at)[0]

    def _span(self, passage: Passage, at: int) -> Span:
        """The original span of the quote at `at`, with the white space that was marked along."""
        start, end = self.new.outward(at, at + len(passage.quote))
        words, text = passage.words, self.new.text
        for _ in range(len(words) - len(words.lstrip())):
            start -= start > 0 and text[start - 1].isspace()
        for _ in range(len(words) - len(words.rstrip())):
            end += end < len(text) and text[end].isspace()
        return start, end

    def _same(self, passage: Passage, at: int) -> Anchor:
        """The answer for words found again: unless white space or a neighbour alters them."""
        start, end = self._span(passage, at)
        found, text = self.new.text[start:end], self.new.text
        now = around(text, start, end, REACH)
        if not attached_alike(passage.words.strip(), passage.beside, now):
            start -= len(WORD_EDGE.match(now.before[::-1])[0])  # type: ignore[index]
            end += len(WORD_EDGE.match(now.after)[0])  # type: ignore[index]
            return self._changed(passage, start, end, 0.99)
        if found != passage.words and guarded(found) != guarded(passage.words):
            return self._changed(passage, start, end, 0.99)
        unmoved = passage.start is None or self._unmoved(passage, at)
        return Anchor("exact" if unmoved else "moved", start, end, 1.0)

    def _changed(self, passage: Passage, start: int, end: int, score: float) -> Anchor:
        diff = pieces(passage.words, self.new.text[start:end])
        return Anchor("changed", start, end, min(score, 0.99), diff)

    def _lost(self, passage: Passage) -> Anchor:
        """The answer for words that don't stand any more."""
        found = self._in_place(passage)
        if found is None:
            elsewhere = sorted(self._elsewhere(passage), key=lambda r: r.words, reverse=True)
            if len(elsewhere) > 1 and elsewhere[1].words > elsewhere[0].words - 0.05:
                spans = tuple(sorted((r.start, r.end) for r in elsewhere))
                return Anchor("ambiguous", score=elsewhere[0].letters, candidates=spans)
            found = elsewhere[0] if elsewhere else None
        if found is None:
            return Anchor("gone")
        if same_words(self.new.text[found.start : found.end], passage.words.strip()):
            # The words are there, but nothing around them says that they are these.
            span = (found.start, found.end)
            return Anchor("ambiguous", score=found.words, candidates=(span,))
        return self._changed(passage, found.start, found.end, found.letters)

    def _in_place(self, passage: Passage) -> Rewording | None:
        """What stands now between the neighbours the passage had."""
        if self.old is None or passage.place is None:
            return None
        span = (passage.place, passage.place + len(passage.quote))
        i1, i2, j1, j2 = self.alignment.window(*span)
        if j2 <= j1 or max(i2 - i1, j2 - j1) > WIDEST_CHANGE + 2 * len(passage.quote):
            return None
        old_start, old_end = self.old.outward(i1, i2)
        new_start, new_end = self.new.outward(j1, j2)
        inner = [offset - old_start for offset in self.old.outward(*span)]
        found = reworded(
            self.old.text[old_start:old_end], inner[0], inner[1], self.new.text[new_start:new_end]
        )
        if found is None:
            return None
        found = found._replace(start=found.start + new_start, end=found.end + new_start)
        return found if self._believable(passage, found, tight=(i1, i2) == span) else None

    def _believable(self, passage: Passage, found: Rewording, *, tight: bool) -> bool:
        became = self.new.text[found.start : found.end]
        few = len(passage.words.split()) <= FEW_WORDS and len(became.split()) <= 2 * FEW_WORDS
        return (found.likely or (tight and few)) and not self._another(passage, found)

    def _another(self, passage: Passage, found: Rewording) -> bool:
        """Whether what was found stood word by word elsewhere in the old text already."""
        became = fold(self.new.text[found.start : found.end])
        if self.old is None or len(became) < PIECE or became == passage.quote:
            return False
        return self.old.folded.count(became) >= self.new.folded.count(became)

    def _elsewhere(self, passage: Passage) -> Iterator[Rewording]:
        """What the passage may have become anywhere in the new text."""
        context = passage.beside.before + passage.words + passage.beside.after
        start = len(passage.beside.before)
        size = len(passage.quote)
        seen: set[Span] = set()
        for estimate in traces(passage.quote, self.new.folded):
            window = (
                max(0, estimate - REACH),
                min(len(self.new), estimate + size + size // 3 + REACH),
            )
            new_start, new_end = self.new.outward(*window)
            found = reworded(
                context, start, start + len(passage.words), self.new.text[new_start:new_end]
            )
            if found is None or not (found.words >= SURE or found.letters >= 0.85):
                continue
            found = found._replace(start=found.start + new_start, end=found.end + new_start)
            span = self.new.inward(found.start, found.end)
            if span in seen or self._foreign(passage, *span) or self._another(passage, found):
                continue
            seen.add(span)
            yield found
