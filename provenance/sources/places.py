"""The places where a passage's words stand in a new text, and which of them is it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from provenance.sources.alignment import Alignment
from provenance.sources.folding import Folded, occurrences
from provenance.sources.surroundings import EDGE, REACH, Agreement, Sides, agreement, around, extent

MOST_PLACES = 500  # words as common as "the" are left to the alignment
MANY_PLACES = 20  # of so many, only those with good neighbours are looked at
TOUCH = 3  # folded characters right beside the quote
LONG = 20  # folded characters that hardly stand twice by chance
DENSE = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)  # a syllable or word each
SHORT = 10  # so few say nothing by themselves, even in their place
KNOWN = 0.3  # agreement of the neighbours that makes a short quote this one
SURE = 0.6  # agreement that needs no look at other passages of the same words
WHOLE = 0.9  # a side that agrees so well may be the passage's own
MARGIN = 0.12  # by how much one place must agree better than another
WIDE = 2000  # folded characters of context that settle a tie
FURTHER = 8  # by how many of them one place must reach further


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


class Place(NamedTuple):
    """A folded offset in the new text, and how well the neighbours agree there."""

    at: int
    agreement: Agreement


class Texts:
    """An old text (if at hand) and a new one, folded and aligned once for many passages."""

    def __init__(self, old: str | None, new: str) -> None:
        self.old = None if old is None else Folded(old)
        self.new = Folded(new)
        self.alignment = Alignment("" if self.old is None else self.old.folded, self.new.folded)

    def span(self, passage: Passage, at: int) -> tuple[int, int]:
        """The original span of the quote at `at`, with the white space that was marked along."""
        start, end = self.new.outward(at, at + len(passage.quote))
        words, text = passage.words, self.new.text
        for _ in range(len(words) - len(words.lstrip())):
            start -= start > 0 and text[start - 1].isspace()
        for _ in range(len(words) - len(words.rstrip())):
            end += end < len(text) and text[end].isspace()
        return start, end

    def unmoved(self, passage: Passage, at: int) -> bool:
        """Whether `at` is where the passage was, as far as anybody knows."""
        if passage.place is not None:
            return passage.place == at
        return passage.start in (None, self.span(passage, at)[0])

    def foreign(self, passage: Passage, start: int, end: int) -> bool:
        """Whether this folded stretch surely was somewhere else in the old text."""
        origin = self.alignment.origin(start, end)
        if origin is None or passage.place is None:
            return False
        return not passage.place <= origin <= passage.place + len(passage.quote) - (end - start)

    def agreement(self, passage: Passage, at: int, place: int | None) -> Agreement:
        """How well the neighbours at `at` agree with those of the old words at `place`."""
        return agreement(*self._sides(passage, at, place, REACH))

    def extent(self, passage: Passage, at: int, place: int | None = None) -> tuple[int, int]:
        """How far the text around `at` is the old one without a break, before and after; the
        old one around `place`, where that is not the passage's own."""
        return extent(*self._sides(passage, at, passage.place if place is None else place, WIDE))

    def _sides(
        self, passage: Passage, at: int, place: int | None, reach: int
    ) -> tuple[Sides, Sides]:
        size = len(passage.quote)
        now = around(self.new.folded, at, at + size, reach, EDGE)
        if self.old is not None and place is not None:
            return around(self.old.folded, place, place + size, reach, EDGE), now
        then = passage.near
        before = now.before[-len(then.before) :] if then.before else now.before
        return then, Sides(before, now.after[: len(then.after) or reach])


def places(texts: Texts, passage: Passage) -> list[Place]:
    """Where the words stand that are not known to be another passage, the best first."""
    size = len(passage.quote)
    starts = list(occurrences(texts.new.folded, passage.quote, MOST_PLACES + 1))
    if len(starts) > MOST_PLACES:
        starts = _image(texts, passage)
    starts = [at for at in starts if not texts.foreign(passage, at, at + size)]
    if len(starts) > MANY_PLACES:
        starts = [at for at in starts if _touches(texts, passage, at)]
    found = [Place(at, texts.agreement(passage, at, passage.place)) for at in starts]
    if len(found) > MANY_PLACES:
        kept = [place for place in found if place.agreement.mean >= SURE]
    else:
        rivals = _rivals(texts, passage)
        kept = [place for place in found if not _rivalled(texts, passage, place, rivals)]
    return sorted(kept, key=lambda place: place.agreement.mean, reverse=True)


def _image(texts: Texts, passage: Passage) -> list[int]:
    """Where the alignment has the passage: all there is to go by for a word like "the"."""
    if passage.place is None:
        return []
    at = texts.alignment.image(passage.place, passage.place + len(passage.quote))
    return [] if at is None else [at]


def _touches(texts: Texts, passage: Passage, at: int) -> bool:
    """Whether the very next characters are those of old, on one side at least."""
    end = at + len(passage.quote)
    before, after = passage.near.before[-TOUCH:], passage.near.after[:TOUCH]
    text = texts.new.folded
    return text.startswith(after, end) or text.endswith(before, 0, at)


def contenders(texts: Texts, passage: Passage, found: Sequence[Place]) -> list[Place]:
    """Of several places, those that can't be told from the best: one if it is clear.

    A place where nothing moved is it, if one side of it is whole.
    """
    for place in found:
        if texts.unmoved(passage, place.at) and max(place.agreement) >= WHOLE:
            return [place]
    best = (
        max(found[:2], key=lambda p: sum(texts.extent(passage, p.at)))
        if (found[1].agreement.mean > found[0].agreement.mean - MARGIN)
        else found[0]
    )
    others = [place for place in found if place is not best]
    return [best, *(other for other in others if not _clearly(texts, passage, best, other))]


def believable(texts: Texts, passage: Passage, place: Place) -> bool:
    """Whether words at the only place for them are this passage, and not there by chance.

    Without the old text nobody knows whether the same words stood there twice, so that at
    least one neighbour has to agree.
    """
    size = len(passage.quote) + 2 * len(DENSE.findall(passage.quote))
    if place.agreement.mean >= KNOWN or (size >= LONG and texts.old is not None):
        return True
    return size >= SHORT and _image(texts, passage) == [place.at]


def certain(texts: Texts, passage: Passage, place: Place) -> bool:
    """Whether the place is beyond doubt: where the alignment has it, or with both sides whole."""
    return min(place.agreement) >= WHOLE or _image(texts, passage) == [place.at]


def _clearly(texts: Texts, passage: Passage, best: Place, other: Place) -> bool:
    """Whether `best` agrees clearly better than `other`.

    Where the other has a whole side too, the words were doubled with what is around them:
    then the old text must reach further around the best place, on both sides.
    """
    if max(other.agreement) < WHOLE or texts.old is None:
        return best.agreement.mean - other.agreement.mean > MARGIN
    ours, theirs = texts.extent(passage, best.at), texts.extent(passage, other.at)
    further = min(ours[0] - theirs[0], ours[1] - theirs[1])
    return further > 0 and sum(ours) - sum(theirs) >= FURTHER


def _rivals(texts: Texts, passage: Passage) -> list[int]:
    """Where else the same words stood in the old text."""
    if texts.old is None or passage.place is None:
        return []
    found = occurrences(texts.old.folded, passage.quote, MANY_PLACES)
    return [at for at in found if at != passage.place]


def _rivalled(texts: Texts, passage: Passage, place: Place, rivals: Sequence[int]) -> bool:
    """Whether the old text reaches further around `place` from one of the rivals."""
    if not rivals or certain(texts, passage, place):
        return False
    ours = sum(texts.extent(passage, place.at))
    return any(sum(texts.extent(passage, place.at, rival)) > ours for rival in rivals)
