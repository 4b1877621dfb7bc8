"""The words of an article as they are compared: folded, with the places they stand at. Pure.

Only what the article itself says counts: comments, captions and what stands around it are left
out. Case, accents, vowel signs that may be left unwritten, and every sign between words are
dropped, so that a text re-typed, re-quoted or re-wrapped has the same words. In scripts that put no
spaces between words each character is one.

Offsets are Unicode code points of the whole text, half open.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Span = tuple[int, int]

# Chinese and Japanese; Thai and Lao; Tibetan and Burmese; Khmer: no spaces between words.
UNSPACED = (
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e01-\u0e3a\u0e40-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17dd"
)
# Signs that belong to the word they stand in, though they are no letters.
JOINED = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0980-\u0983\u09bc-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c03\u0c3e-\u0c4d\u0d00-\u0d03"
    "\u0d3e-\u0d4d\u200c\u200d\u2060\ufeff"
)
PLAIN = re.compile(r"[a-z0-9]+")
LETTER = rf"[^\W_{UNSPACED}]"
WORD = re.compile(rf"[{UNSPACED}]|{LETTER}(?:{LETTER}|[{JOINED}])*")
NONE: Hashes = np.zeros(0, dtype=np.uint64)


class Wording:
    """The words of a text's body: a hash for each, and where it stands in the text."""

    def __init__(self, text: str, regions: Sequence[Mapping[str, Any]] = ()) -> None:
        self.text = text
        places = list(_places(text, regions))
        self.starts = np.array([start for start, _, _ in places], dtype=np.int64)
        self.ends = np.array([end for _, end, _ in places], dtype=np.int64)
        self.hashes = _hashes([word for _, _, word in places])

    def __len__(self) -> int:
        return len(self.hashes)

    def span(self, first: int, last: int) -> Span:
        """The code points of the words `first` up to, not including, `last`."""
        return int(self.starts[first]), int(self.ends[last - 1])


def body_spans(text: str, regions: Sequence[Mapping[str, Any]] = ()) -> list[Span]:
    """Where the article itself stands; all of a text of which no regions are known."""
    if not regions:
        return [(0, len(text))]
    return [(one["start"], one["end"]) for one in regions if one["kind"] == "body"]


def word_hashes(text: str, regions: Sequence[Mapping[str, Any]] = ()) -> Hashes:
    """A hash for each word of the body, the same in every process; quicker than `Wording`."""
    found: list[str] = []
    for start, end in body_spans(text, regions):
        part = text[start:end]
        found += PLAIN.findall(part.lower()) if part.isascii() else map(fold, WORD.findall(part))
    return _hashes(found)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without case, accents and what is not seen."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(one for one in parts if unicodedata.category(one)[0] not in "MC")
    return plain or word


def _places(text: str, regions: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, str]]:
    for start, end in body_spans(text, regions):
        for found in WORD.finditer(text, start, end):
            yield found.start(), found.end(), fold(found[0])


def _hashes(words: Sequence[str]) -> Hashes:
    if not words:
        return NONE
    return np.fromiter((crc32(one.encode()) for one in words), np.uint64, len(words))
