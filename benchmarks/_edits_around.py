"""Edits that leave the passage's words alone: around it, of its form, or of its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks._scene import (
    KINDS,
    WORD,
    Case,
    Edit,
    Scene,
    apply,
    carried,
    disguised,
    kept,
    kind,
    pick,
    shifted,
)

NAMES = ["keller", "okafor", "lindqvist", "moreau", "petrov", "harrow", "castellan", "brandt"]


# Edits outside the passage.


@kind
def insert(scene: Scene) -> Case | None:
    """A sentence of another article comes in somewhere."""
    gaps = scene.gaps()
    if not gaps:
        return None
    at = scene.dice.choice(gaps)
    return kept(scene, "insert", [(at, at, scene.dice.choice([" ", "\n\n"]) + scene.stranger())])


@kind
def delete(scene: Scene) -> Case | None:
    """Another sentence is taken out."""
    others = scene.others()
    if not others:
        return None
    start, end = scene.dice.choice(others)
    return kept(scene, "delete", [(start, end, "")])


@kind
def many(scene: Scene) -> Case | None:
    """Several other sentences are taken out, replaced, or get company."""
    others = scene.others()
    if len(others) < 6:
        return None
    edits: list[Edit] = []
    for start, end in scene.dice.sample(others, scene.dice.randint(3, 6)):
        became = scene.dice.choice(
            ["", scene.stranger(), scene.old[start:end] + " " + scene.stranger()]
        )
        edits.append((start, end, became))
    return kept(scene, "many", edits)


@kind
def neighbours(scene: Scene) -> Case | None:
    """The sentences before and after are replaced."""
    others = scene.others()
    before = [s for s in others if s[1] <= scene.start][-1:]
    after = [s for s in others if s[0] >= scene.end][:1]
    if not before or not after:
        return None
    return kept(scene, "neighbours", [(*s, scene.stranger()) for s in before + after])


@kind
def beside(scene: Scene) -> Case | None:
    """The word right before or after the passage is another."""
    words = [m for m in WORD.finditer(scene.old) if m[0].isalpha()]
    touching = [m for m in words if m.end() == scene.start - 1 or m.start() == scene.end + 1]
    word = pick(scene, touching)
    return word and kept(scene, "beside", [(*word.span(), scene.dice.choice(NAMES))])


@kind
def emoji(scene: Scene) -> Case | None:
    """Emoji come in before the passage."""
    before = [m.start() for m in WORD.finditer(scene.old, 0, scene.start)]
    if not before:
        return None
    spots = scene.dice.sample(before, min(3, len(before)))
    return kept(
        scene, "emoji", [(at, at, scene.dice.choice(["🦊 ", "👩\u200d🚒 ", "🇺🇳 "])) for at in spots]
    )


@kind
def moved_paragraph(scene: Scene) -> Case | None:
    """The whole paragraph goes elsewhere."""
    return carried(scene, "moved_paragraph", scene.paragraph, "\n\n")


@kind
def moved_sentence(scene: Scene) -> Case | None:
    """The sentence goes elsewhere."""
    return carried(scene, "moved_sentence", scene.sentence, " ")


@kind
def both_ways(scene: Scene) -> Case | None:
    """The paragraph goes elsewhere and other sentences are taken out or come in."""
    case = moved_paragraph(scene)
    others = [s for s in scene.others() if s[1] <= scene.paragraph[0]]
    if not case or not others:
        return None
    start, end = scene.dice.choice(others)
    if case.new[start:end] != scene.old[start:end]:
        return None
    edits = [(start, end, scene.stranger() + " " + scene.stranger())]
    return replace(disguised(case, edits), kind="both_ways")


# Edits that don't count.


def rewrapping(text: str, dice: Random) -> list[Edit]:
    """Lines break elsewhere."""
    spaces = [m for m in re.finditer(r"\s+", text) if dice.random() < 0.2]
    return [(*m.span(), dice.choice(["\n", "  ", "\n\n", "\u00a0", "\t"])) for m in spaces]


def glueing(text: str, dice: Random) -> list[Edit]:
    """Paragraphs and sentences run into each other."""
    spaces = re.finditer(r"(?<=[.!?,:;”\"])\s+(?=[A-Za-z])", text)
    return [(*m.span(), "") for m in spaces if "\n" in m[0] or dice.random() < 0.2]


def requoting(text: str, dice: Random) -> list[Edit]:
    """Quotation marks are drawn otherwise, or as in another language."""
    left, right, single = dice.choice(["“ ” ’", "« » '", "„ “ ’", '" " \'']).split()
    marks = enumerate(re.finditer(r"[\"“”]|['’]", text))
    return [(*m.span(), single if m[0] in "'’" else (left, right)[n % 2]) for n, m in marks]


def decomposing(text: str, _: Random) -> list[Edit]:
    """Accents come as characters of their own."""
    apart = ((i, unicodedata.normalize("NFD", c)) for i, c in enumerate(text) if c.isalpha())
    return [(i, i + 1, c) for i, c in apart if len(c) > 1]


def hyphenating(text: str, dice: Random) -> list[Edit]:
    """Soft hyphens come into long words."""
    found = [m for m in re.finditer(r"[A-Za-z]{8,}", text) if dice.random() < 0.4]
    spots = [m.start() + dice.randint(2, 6) for m in found]
    return [(at, at, "\u00ad") for at in spots]


def _neutral(name: str, make: Callable[[str, Random], list[Edit]]) -> None:
    """Register a kind that is nothing but edits that don't count."""

    def maker(scene: Scene) -> Case | None:
        edits = make(scene.old, scene.dice)
        return kept(scene, name, edits, neutral=True) if edits else None

    KINDS[name] = maker


NEUTRAL = {
    "rewrapped": rewrapping,
    "glued": glueing,
    "requoted": requoting,
    "decomposed": decomposing,
    "hyphenated": hyphenating,
}
for _name, _make in NEUTRAL.items():
    _neutral(_name, _make)


def disguise(case: Case, dice: Random) -> Case:
    """The case with its new text wrapped, glued or quoted otherwise on top."""
    make = dice.choice(sorted(NEUTRAL))
    return disguised(case, NEUTRAL[make](case.new, dice))


# The passage meets its like.


@kind
def doubled(scene: Scene) -> Case | None:
    """The paragraph comes twice in a row: position tells that the first is meant."""
    start, end = scene.paragraph
    if scene.start < start or scene.end > end:
        return None
    return kept(scene, "doubled", [(end, end, "\n\n" + scene.old[start:end])])


@kind
def doubled_and_pushed(scene: Scene) -> Case | None:
    """The paragraph comes twice and neither is at the old place: nothing tells them apart.

    Not the first paragraph: of that only what follows can be recognised, and that tells.
    """
    start, end = scene.paragraph
    if scene.start < start or scene.end > end or not scene.old[:start].strip():
        return None
    again = "\n\n" + scene.old[start:end]
    edits = [(0, 0, scene.stranger() + "\n\n"), (end, end, again)]
    first = shifted(edits, scene.start, scene.end)
    second = (first[0] + len(again), first[1] + len(again))
    new, right = apply(scene.old, edits), frozenset({"ambiguous"})
    return Case(
        "doubled_and_pushed", scene.old, new, scene.start, scene.end, right, (first, second)
    )
