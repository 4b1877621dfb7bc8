"""Follow passages from one text into another. Pure.

A passage is first looked for word by word (`places`). Where its words stand, its neighbours
and the alignment of the two texts say whether it is this passage or its like. Where its
words no longer stand, what became of it is looked for in its place, then elsewhere
(`remains`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from provenance.sources.folding import fold, guarded, same_words
from provenance.sources.places import Passage, Place, Texts, believable, certain, contenders, places
from provenance.sources.remains import elsewhere, fits_better, in_place
from provenance.sources.resolving import find_quote
from provenance.sources.rewording import Piece, Rewording, pieces
from provenance.sources.selectors import Selector, SelectorError, Target, read
from provenance.sources.surroundings import EDGE, REACH, Sides, around, attached, turned

Status = Literal["exact", "moved", "changed", "ambiguous", "gone"]
Span = tuple[int, int]

ALMOST = 0.99  # the score of words that differ only in what grew onto them
TOO_ALIKE = 0.05  # rewordings that differ by less in the words they kept are equally good


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


class Follower:
    """Two texts, read and aligned once, and any number of passages followed between them."""

    def __init__(self, old: str | None, new: str) -> None:
        self.texts = Texts(old, new)

    def follow(self, selectors: Sequence[Selector]) -> Anchor:
        """Where the passage is in the new text. Raises SelectorError for unusable selectors."""
        passage = self._passage(read(selectors))
        found = places(self.texts, passage)
        if len(found) > 1:
            found = contenders(self.texts, passage, found)
        if len(found) > 1:
            spans = tuple(sorted(self.texts.span(passage, place.at) for place in found))
            return Anchor("ambiguous", score=found[0].agreement.mean, candidates=spans)
        if found and believable(self.texts, passage, found[0]):
            return self._met(passage, found[0])
        return self._lost(passage)

    def _passage(self, target: Target) -> Passage:
        span, old = self._located(target), self.texts.old
        if old is None or span is None:
            if target.exact is None:
                raise SelectorError("no_quote", "Without the old text, a quote is needed.")
            near = Sides(fold(target.prefix), fold(target.suffix))
            beside = Sides(target.prefix, target.suffix)
            return Passage(target.exact, fold(target.exact), None, target.start, near, beside)
        inside = old.inward(*span)
        if inside[0] == inside[1]:
            raise SelectorError("empty", "The passage holds nothing but white space.")
        return Passage(
            words=old.text[slice(*span)],
            quote=old.folded[slice(*inside)],
            place=inside[0],
            start=span[0],
            near=around(old.folded, *inside, REACH, EDGE),
            beside=around(old.text, *span, REACH),
        )

    def _located(self, target: Target) -> Span | None:
        """Where the passage stood in the old text; None where the selectors don't fit there."""
        old = self.texts.old
        if old is None:
            return None
        if target.start is not None and target.end is not None:
            if target.exact is None and target.end > len(old.text):
                raise SelectorError("outside", "The position lies outside the old text.")
            words = old.text[target.start : target.end]
            if target.exact is None or same_words(words, target.exact):
                return target.start, target.end
        try:
            return find_quote(old, target)
        except SelectorError:
            return None

    def _met(self, passage: Passage, place: Place) -> Anchor:
        """The answer for the words at the only place for them.

        Where the neighbours have stayed and hold something much like the passage between
        them, it was changed there, and the same words elsewhere are the look-alike.
        """
        if certain(self.texts, passage, place):
            return self._same(passage, place.at)
        found = in_place(self.texts, passage)
        if found is None or not fits_better(self.texts, passage, found, place):
            return self._same(passage, place.at)
        if self._has_the_words(passage, found):
            spans = sorted([self.texts.span(passage, place.at), (found.start, found.end)])
            return Anchor("ambiguous", score=place.agreement.mean, candidates=tuple(spans))
        return self._changed(passage, found.start, found.end, found.letters)

    def _same(self, passage: Passage, at: int) -> Anchor:
        """The answer for words found again: unless white space or a neighbour alters them."""
        start, end = self.texts.span(passage, at)
        text = self.texts.new.text
        now = around(text, start, end, REACH)
        before, after = attached(passage.words.strip(), passage.beside, now)
        if before or after:
            return self._changed(
                passage, max(0, start - before), min(end + after, len(text)), ALMOST
            )
        if self._altered(passage, text[start:end], now):
            return self._changed(passage, start, end, ALMOST)
        unmoved = self.texts.unmoved(passage, at)
        return Anchor("exact" if unmoved else "moved", start, end, 1.0)

    @staticmethod
    def _altered(passage: Passage, found: str, now: Sides) -> bool:
        """Whether words that fold alike were parted otherwise, so that one became another."""
        if found == passage.words:
            return False
        return guarded(found) != guarded(passage.words) or turned(
            passage.words.strip(), passage.beside, found.strip(), now
        )

    def _lost(self, passage: Passage) -> Anchor:
        """The answer for words that don't stand any more."""
        found = in_place(self.texts, passage)
        if found is None:
            others = elsewhere(self.texts, passage)
            if len(others) > 1 and others[1].words > others[0].words - TOO_ALIKE:
                return self._unclear(others, others[0].letters)
            found = others[0] if others else None
        if found is None:
            return Anchor("gone")
        if self._has_the_words(passage, found):
            # The words are there, but nothing around them says that they are these.
            return self._unclear([found], found.letters)
        return self._changed(passage, found.start, found.end, found.letters)

    def _has_the_words(self, passage: Passage, found: Rewording) -> bool:
        return same_words(self.texts.new.text[found.start : found.end], passage.words.strip())

    def _changed(self, passage: Passage, start: int, end: int, score: float) -> Anchor:
        diff = pieces(passage.words, self.texts.new.text[start:end])
        return Anchor("changed", start, end, min(score, ALMOST), diff)

    @staticmethod
    def _unclear(found: Sequence[Rewording], score: float) -> Anchor:
        spans = tuple(sorted((r.start, r.end) for r in found))
        return Anchor("ambiguous", score=score, candidates=spans)
