"""A marked passage in a real article, and edits whose effect on it is known. No program code.

Every case knows the truth from how it was made: which edit was applied where. Nothing here
asks the program under test, so the gold can't share its mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

Edit = tuple[int, int, str]  # text[start:end] becomes the string
Span = tuple[int, int]

SENTENCE = re.compile(r"[^\s.!?](?:[^.!?\n]|[.!?]+[^\s.!?\"”’)]){25,}?[.!?]+[\"”’)]*(?=\s|$)")
WORD = re.compile(r"[^\s]+")
DISGUISE = 0.25  # share of cases whose new text is also wrapped, glued or quoted otherwise
INVISIBLE = "\u00ad\u200b"


@dataclass(frozen=True)
class Case:
    """An old and a new text, the passage marked in the old one, and the truth about it.

    `right` are the statuses that are right; `places` are where the passage is now (several
    where nothing can tell them apart).
    """

    kind: str
    old: str
    new: str
    start: int
    end: int
    right: frozenset[str]
    places: tuple[Span, ...] = ()


@dataclass
class Scene:
    """A marked passage in an article, the sentence and paragraph it is in, and other texts."""

    old: str
    start: int
    end: int
    sentence: Span
    paragraph: Span
    foreign: Sequence[str]
    dice: Random

    @property
    def quote(self) -> str:
        """The marked words."""
        return self.old[self.start : self.end]

    def stranger(self) -> str:
        """A sentence of another article."""
        return self.dice.choice(self.foreign)

    def gaps(self) -> list[int]:
        """Offsets between sentences, outside the passage's own sentence."""
        low, high = self.sentence
        ends = [end for _, end in sentences(self.old)]
        return [e for e in ends if e < low or e > high]

    def gaps_apart(self, start: int, end: int) -> list[int]:
        """Offsets between sentences with something that counts between them and the span."""
        return [at for at in self.gaps() if self.old[at:start].strip() or self.old[end:at].strip()]

    def others(self) -> list[Span]:
        """The sentences the passage has no part in."""
        low, high = min(self.sentence[0], self.start), max(self.sentence[1], self.end)
        return [s for s in sentences(self.old) if s[1] <= low or s[0] >= high]


@lru_cache(512)
def sentences(text: str) -> tuple[Span, ...]:
    """Where the sentences of a text are; short ones are passed over."""
    return tuple(m.span() for m in SENTENCE.finditer(text))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after all edits, which must not overlap."""
    for start, end, became in sorted(edits, reverse=True):
        text = text[:start] + became + text[end:]
    return text


def shifted(edits: Sequence[Edit], start: int, end: int) -> Span:
    """Where the passage is after the edits; one at its very edge is outside."""
    before = sum(len(b) - (j - i) for i, j, b in edits if j <= start)
    inside = sum(len(b) - (j - i) for i, j, b in edits if i < end and j > start)
    return start + before, end + before + inside


def visible(text: str) -> int:
    """How many characters of the text count."""
    return sum(not c.isspace() and c not in INVISIBLE for c in text)


def kept(scene: Scene, kind: str, edits: Sequence[Edit], *, neutral: bool = False) -> Case:
    """The passage is still there, word by word: moved if what counts before it grew or shrank."""
    gain = sum(visible(b) - visible(scene.old[i:j]) for i, j, b in edits if j <= scene.start)
    right = "exact" if neutral or gain == 0 else "moved"
    place = shifted(edits, scene.start, scene.end)
    new = apply(scene.old, edits)
    return Case(kind, scene.old, new, scene.start, scene.end, frozenset({right}), (place,))


def changed(scene: Scene, kind: str, edits: Sequence[Edit]) -> Case:
    """The passage is there, in other words."""
    place = shifted(edits, scene.start, scene.end)
    new = apply(scene.old, edits)
    return Case(kind, scene.old, new, scene.start, scene.end, frozenset({"changed"}), (place,))


def gone(scene: Scene, kind: str, edits: Sequence[Edit]) -> Case:
    """The passage was taken out."""
    new = apply(scene.old, edits)
    return Case(kind, scene.old, new, scene.start, scene.end, frozenset({"gone"}))


def disguised(case: Case, edits: Sequence[Edit]) -> Case:
    """The same case after edits of the new text that don't count."""
    places = tuple(shifted(edits, *place) for place in case.places)
    return replace(case, new=apply(case.new, edits), places=places)


Maker = Callable[[Scene], "Case | None"]
KINDS: dict[str, Maker] = {}


def kind(maker: Maker) -> Maker:
    """Register a kind of edit under its function's name."""
    KINDS[maker.__name__] = maker
    return maker


def pick(scene: Scene, found: list[re.Match[str]]) -> re.Match[str] | None:
    """One of the matches, or none."""
    return scene.dice.choice(found) if found else None


def inside(scene: Scene, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """A match of the pattern that lies in the passage."""
    found = pattern.finditer(scene.old, scene.start, scene.end)
    return pick(scene, [m for m in found if m.end() <= scene.end])


def carried(
    scene: Scene, name: str, span: Span, glue: str, *, edit: Edit | None = None
) -> Case | None:
    """The stretch `span`, with the passage in it, goes elsewhere, edited once on the way."""
    start, end = span
    gaps = scene.gaps_apart(start, end)
    if not gaps or scene.start < start or scene.end > end:
        return None
    at = scene.dice.choice(gaps)
    inner = [(edit[0] - start, edit[1] - start, edit[2])] if edit else []
    edits = [(start, end, ""), (at, at, glue + apply(scene.old[start:end], inner))]
    offset = shifted([edits[0]], at, at)[0] + len(glue)
    first, last = shifted(inner, scene.start - start, scene.end - start)
    right = frozenset({"changed" if edit else "moved"})
    place = (offset + first, offset + last)
    return Case(name, scene.old, apply(scene.old, edits), scene.start, scene.end, right, (place,))
