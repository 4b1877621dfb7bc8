"""Quoted words, and finding them word for word in other texts. Pure.

Of every run of seven words one number is made, and of each eight words in a row at least one of
these numbers is kept, always the same one (winnowing: Schleimer, Wilkerson and Aiken, 2003). So two
texts that share eight words share a number, and a database can find the one by the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from provenance.capture.regions import Block, Region

METHOD = 1  # Counted up when the numbers come out otherwise.
RUN = 7
WINDOW = 2
LEAST = RUN + WINDOW - 1  # words of a quotation that is looked for
LEAST_LETTERS = 30
LONGEST = 3000
MANY = 15  # words in a row that nobody says by chance
MOST_OF_IT = 0.6
# Chinese, Japanese and Korean set no spaces: there each sign is a word.
_WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯]|[^\W_぀-ヿ㐀-鿿가-힯]+(?:['’][^\W\d_]+)*")
_QUOTED = re.compile(
    r"“([^“”\n]{20,3000})(?:”|$|\n)|„([^„“\n]{20,3000})[“”]|«([^«»\n]{20,3000})»"
    r'|(?<!\w)"([^"\n]{20,3000})"',
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in one case, and where each begins and ends."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Return the span from the first word to the last, that one included."""
        return self.starts[first], self.ends[last]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span of text within quotation marks, without them."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that stand in two texts: a span in either, and how many they are."""

    here: tuple[int, int]
    there: tuple[int, int]
    words: int


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """Return the words of a part of a text; offsets count in the whole of it."""
    stop = len(text) if end is None else end
    found = list(_WORD.finditer(text, start, stop))
    return Words(
        tuple(one.group().casefold().replace("’", "'") for one in found),
        tuple(one.start() for one in found),
        tuple(one.end() for one in found),
    )


def body_words(text: str, regions: Sequence[Region]) -> Words:
    """Return the words of the article itself, without comments, captions and surroundings."""
    parts = [words_of(text, one.start, one.end) for one in regions if one.kind == "body"]
    parts = parts if regions else [words_of(text)]
    return Words(
        tuple(word for part in parts for word in part.words),
        tuple(start for part in parts for start in part.starts),
        tuple(end for part in parts for end in part.ends),
    )


def quotations(
    text: str, regions: Sequence[Region], blocks: Sequence[Block] = ()
) -> list[Quotation]:
    """Return what stands within quotation marks, or set apart as a quotation, in the body."""
    found = []
    for region in regions or [Region("body", 0, len(text))]:
        if region.kind != "body":
            continue
        for match in _QUOTED.finditer(text, region.start, region.end):
            group = match.lastindex or 0
            found.append(Quotation(match.start(group), match.end(group)))
    apart = [Quotation(one.start, one.end) for one in blocks if one.kind == "quote"]
    inside = [one for one in apart if _in_body(one, regions) and one.end - one.start <= LONGEST]
    taken = {(one.start, one.end) for one in found}
    return sorted(
        found + [one for one in inside if (one.start, one.end) not in taken],
        key=lambda one: one.start,
    )


def numbers_of(words: Sequence[str]) -> set[int]:
    """Return the numbers kept of a text; none for fewer than eight words."""
    runs = [_number(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    return {min(runs[at : at + WINDOW]) for at in range(len(runs) - WINDOW + 1)}


def numbers_of_quotations(text: str, found: Iterable[Quotation]) -> set[int]:
    """Return the numbers of all quotations that are long enough to be looked for."""
    return {
        number
        for one in found
        if (words := long_enough(text, one)) is not None
        for number in numbers_of(words.words)
    }


def long_enough(text: str, quotation: Quotation) -> Words | None:
    """Return the words of a quotation of at least eight words and thirty letters, else None."""
    words = words_of(text, quotation.start, quotation.end)
    return words if len(words) >= LEAST and sum(map(len, words.words)) >= LEAST_LETTERS else None


def standing_in(
    text: str, found: Iterable[Quotation], there: Words, *, most: int = 20
) -> list[Shared]:
    """Return which quotations stand in another text word for word, the longest run of each.

    A few words out of a long quotation are a turn of phrase, unless they are most of it.
    """
    spots = _spots(there)
    shared = []
    for one in found:
        words = long_enough(text, one)
        run = _longest(words, there, spots) if words else None
        if run and words and (run.words >= MANY or run.words >= MOST_OF_IT * len(words)):
            shared.append(run)
        if len(shared) == most:
            break
    return shared


def _longest(here: Words, there: Words, spots: dict[tuple[str, ...], list[int]]) -> Shared | None:
    best = (0, 0, 0)
    at = 0
    while at + LEAST <= len(here):
        length = 0
        for spot in spots.get(here.words[at : at + LEAST], ()):
            length = _run(here.words, at, there.words, spot)
            best = max(best, (length, at, spot), key=lambda one: one[0])
        at += max(1, length - LEAST + 1)
    count, first, spot = best
    if count < LEAST:
        return None
    return Shared(here.place(first, first + count - 1), there.place(spot, spot + count - 1), count)


def _run(here: Sequence[str], at: int, there: Sequence[str], spot: int) -> int:
    """Count how many words are the same from these two places on."""
    count = 0
    for one, other in zip(here[at:], there[spot : spot + len(here) - at], strict=False):
        if one != other:
            break
        count += 1
    return count


def _spots(there: Words) -> dict[tuple[str, ...], list[int]]:
    spots: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(there) - LEAST + 1):
        known = spots.setdefault(there.words[at : at + LEAST], [])
        if len(known) < 3:  # A text that repeats one sentence says nothing new the fourth time.
            known.append(at)
    return spots


def _in_body(quotation: Quotation, regions: Sequence[Region]) -> bool:
    return not regions or any(
        one.kind == "body" and one.start <= quotation.start < one.end for one in regions
    )


def _number(run: Sequence[str]) -> int:
    """Return a number of 32 bits for some words, as PostgreSQL counts them: with a sign."""
    return int(crc32(" ".join(run).encode())) - 2**31


def among(quotation: tuple[int, int], found: Iterable[Quotation]) -> bool:
    """Tell whether a span stands within one of some quotations."""
    start, end = quotation
    return any(one.start <= start and end <= one.end for one in found)
