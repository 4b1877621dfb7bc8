"""Text with everything taken out that doesn't count as change, and the way back. Pure.

White space, soft hyphens and other invisible characters are dropped, typographic quotation
marks become plain ones, and letters are composed (NFC), so that the same words compare equal
however they were wrapped, glued, re-quoted or normalised. Digits, letters, punctuation and
the number of quotation marks are left alone: any difference in those is a change.

Offsets into the folded text lead back to code points of the original and the other way.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from operator import add

INVISIBLE = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff"
DROPPED = re.compile(rf"[{INVISIBLE}]")
RUN = re.compile(rf"[^\s{INVISIBLE}]+")
VISIBLE_RUN = re.compile(r"\S+")
PLAIN = (
    dict.fromkeys("“”„‟«»＂〝〞〟″", '"')
    | dict.fromkeys("‘’‚‛‹›`´ʼ′", "'")
    | dict.fromkeys("‐‑", "-")
)

# What a reader would miss most if white space made it appear or vanish ("not able", "notable").
GUARDED = re.compile(
    r"\d+(?:[.,:/]\d+)*|\b(?:no|not|nor|never|none|neither|nobody|nothing|without|cannot|n't"
    r"|may|might|can|could|shall|should|will|would|must|ought"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven"
    r"|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
    r"|million|billion|trillion|dozen|half|third|quarter|first|second)\b",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """`text` as it is compared: equal for two texts that differ only in what doesn't count."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return _plain("".join(RUN.findall(composed)))


def guarded(text: str) -> list[str]:
    """The numbers, negations and modals of `text` as separated by its white space, in order."""
    composed = unicodedata.normalize("NFC", DROPPED.sub("", text))
    return [word.lower() for word in GUARDED.findall(_plain(composed))]


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in nothing that counts."""
    if one == other:
        return True
    return fold(one) == fold(other) and guarded(one) == guarded(other)


def occurrences(text: str, quote: str, most: int = 10_000) -> Iterator[int]:
    """Where `quote` begins in `text`, overlapping ones included, at most `most` of them."""
    at = text.find(quote) if quote else -1
    while at >= 0 and most > 0:
        yield at
        most -= 1
        at = text.find(quote, at + 1)


class Folded:
    """A text and its folded form, with offsets leading both ways.

    The text is cut into pieces. In most, folded and original characters pair off one by
    one; a piece whose length changed by composing (`e` + accent) is only mapped as a whole.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        run = RUN if DROPPED.search(text) else VISIBLE_RUN
        words = text.split() if run is VISIBLE_RUN else run.findall(text)
        origins = [found.start() for found in run.finditer(text)]
        ends = list(map(add, origins, map(len, words)))
        if not (text.isascii() or unicodedata.is_normalized("NFC", text)):
            origins, ends, words = _composed(origins, ends, words)
        self.folded = _plain("".join(words))
        self._origins, self._ends = origins, ends
        self._starts = list(accumulate(map(len, words), initial=0))

    def __len__(self) -> int:
        return len(self.folded)

    def inward(self, start: int, end: int) -> tuple[int, int]:
        """The folded span of what counts in the original span [start, end)."""
        first = self._in(start, up=False)
        return first, max(first, self._in(end, up=True))

    def outward(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded span [start, end), without white space around it."""
        if not self._origins:
            return 0, 0
        first = self._out(min(start, len(self.folded) - 1))[0]
        return first, self._out(end - 1)[1] if end > start else first

    def _in(self, offset: int, *, up: bool) -> int:
        piece = bisect_right(self._origins, offset) - 1
        if piece < 0:
            return 0
        into = offset - self._origins[piece]
        here, after = self._starts[piece], self._starts[piece + 1]
        if offset >= self._ends[piece]:
            return after
        if after - here == self._ends[piece] - self._origins[piece]:
            return here + into
        return after if up and into else here

    def _out(self, index: int) -> tuple[int, int]:
        """The original span of one folded character."""
        piece = bisect_right(self._starts, index) - 1
        origin, end = self._origins[piece], self._ends[piece]
        here, after = self._starts[piece], self._starts[piece + 1]
        if after - here != end - origin:
            return origin, end
        return origin + index - here, origin + index - here + 1


def _plain(text: str) -> str:
    """Plain quotation marks and hyphens. By replacement, as `translate` visits every letter."""
    if not text.isascii():
        for mark in PLAIN.keys() & set(text):
            text = text.replace(mark, PLAIN[mark])
    return text


def _composed(
    origins: list[int], ends: list[int], words: list[str]
) -> tuple[list[int], list[int], list[str]]:
    """Cut each run that composing would change into its clusters, and compose those."""
    pieces: list[tuple[int, int, str]] = []
    for start, end, word in zip(origins, ends, words, strict=True):
        if unicodedata.is_normalized("NFC", word):
            pieces.append((start, end, word))
            continue
        cuts = [0, *(i for i in range(1, len(word)) if not _joins(word[i])), len(word)]
        pieces.extend(
            (start + left, start + right, unicodedata.normalize("NFC", word[left:right]))
            for left, right in pairwise(cuts)
        )
    return [p[0] for p in pieces], [p[1] for p in pieces], [p[2] for p in pieces]


def _joins(character: str) -> bool:
    """Whether a character may compose with the one before: a mark, or a Korean vowel or final."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
