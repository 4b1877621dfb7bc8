"""Edits of the passage's own words, its removal, and its meeting with look-alikes."""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks._scene import (
    KINDS,
    WORD,
    Case,
    Edit,
    Scene,
    apply,
    carried,
    changed,
    gone,
    inside,
    kept,
    kind,
    pick,
    shifted,
)

NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w.,]*\d)")
NUMBER_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"]
NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
NAMES = ["Keller", "Okafor", "Lindqvist", "Moreau", "Petrov", "Harrow", "Castellan", "Brandt"]
AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|did)\b(?! not)")
NEGATION = re.compile(r"\b(?:not|never|no) ")
MODAL = re.compile(r"\b(?:will|would|can|could|may|might|must|should)\b")
OTHER_WORDS = ["perhaps", "water", "reported", "many", "old"]
MODALS = ["will", "may", "must", "could", "should"]
QUOTATION = re.compile(r"[\"“”]")


# Edits inside the passage.


def _number(scene: Scene) -> Edit | None:
    number = inside(scene, NUMBER)
    if number:
        digit = scene.dice.choice([i for i, c in enumerate(number[0]) if c.isdigit()])
        other = scene.dice.choice([c for c in "123456789" if c != number[0][digit]])
        return (number.start() + digit, number.start() + digit + 1, other)
    word = inside(scene, NUMBER_WORD)
    return word and (
        *word.span(),
        scene.dice.choice([n for n in NUMBER_WORDS if n != word[0].lower()]),
    )


def _name(scene: Scene) -> Edit | None:
    name = inside(scene, NAME)
    return name and (*name.span(), scene.dice.choice([n for n in NAMES if n != name[0]]))


def _word(scene: Scene) -> Edit | None:
    words = [m for m in WORD.finditer(scene.old, scene.start, scene.end) if m[0].isalpha()]
    word = pick(scene, words)
    return word and (*word.span(), scene.dice.choice([w for w in OTHER_WORDS if w != word[0]]))


def _single(name: str, make: Callable[[Scene], Edit | None]) -> None:
    """Register a kind that is one edit of the passage's words."""

    def maker(scene: Scene) -> Case | None:
        edit = make(scene)
        return edit and changed(scene, name, [edit])

    KINDS[name] = maker


def _negation_added(scene: Scene) -> Edit | None:
    verb = inside(scene, AUXILIARY)
    return verb and (verb.end(), verb.end(), " not") if verb and verb.end() < scene.end else None


def _negation_dropped(scene: Scene) -> Edit | None:
    word = inside(scene, NEGATION)
    return word and (*word.span(), "")


def _modal(scene: Scene) -> Edit | None:
    word = inside(scene, MODAL)
    return word and (*word.span(), scene.dice.choice([m for m in MODALS if m != word[0]]))


def _quotation_dropped(scene: Scene) -> Edit | None:
    mark = inside(scene, QUOTATION)
    return mark and (*mark.span(), "")


def _word_dropped(scene: Scene) -> Edit | None:
    words = list(re.finditer(r"(?<=\w )\w+ ", scene.old[: scene.end]))
    word = pick(scene, [m for m in words if m.start() > scene.start])
    return word and (*word.span(), "")


def _word_added(scene: Scene) -> Edit | None:
    words = [m for m in WORD.finditer(scene.old, scene.start) if m.end() < scene.end]
    word = pick(scene, words)
    return word and (word.end(), word.end(), " " + scene.dice.choice(OTHER_WORDS))


def _quotation_added(scene: Scene) -> Edit | None:
    words = [m for m in WORD.finditer(scene.old, scene.start, scene.end) if m[0].isalpha()]
    word = pick(scene, [m for m in words if m.start() > scene.start and m.end() < scene.end])
    return word and (*word.span(), f"“{word[0]}”")


def _case(scene: Scene) -> Edit | None:
    words = [m for m in WORD.finditer(scene.old, scene.start, scene.end) if m[0].isalpha()]
    word = pick(scene, words)
    return word and (*word.span(), word[0].swapcase())


def _sign(scene: Scene) -> Edit | None:
    sign = inside(scene, re.compile(r"[,.;:?!]"))
    return sign and (*sign.span(), scene.dice.choice([c for c in ",.;:?!" if c != sign[0]]))


SINGLE: dict[str, Callable[[Scene], Edit | None]] = {
    "number": _number,
    "name": _name,
    "word": _word,
    "negation_added": _negation_added,
    "negation_dropped": _negation_dropped,
    "modal": _modal,
    "quotation_dropped": _quotation_dropped,
    "quotation_added": _quotation_added,
    "word_dropped": _word_dropped,
    "word_added": _word_added,
    "case": _case,
    "sign": _sign,
}
for _label, _make in SINGLE.items():
    _single(_label, _make)


@kind
def edge_grown(scene: Scene) -> Case | None:
    """The passage begins or ends with a number, and a digit grows onto it from outside."""
    low, high = scene.sentence
    number = pick(scene, [m for m in NUMBER.finditer(scene.old, low, high) if m.end() < high])
    if not number:
        return None
    digit = scene.dice.choice("123")
    if scene.dice.random() < 0.5:
        span, at = (number.start(), high), number.start()
    else:
        span, at = (low, number.end()), number.end()
    new = apply(scene.old, [(at, at, digit)])
    place = (span[0], span[1] + 1)
    return Case("edge_grown", scene.old, new, *span, frozenset({"changed"}), (place,))


@kind
def changed_and_moved(scene: Scene) -> Case | None:
    """A number, name or word of the passage is another, and its paragraph goes elsewhere."""
    edit = _number(scene) or _name(scene) or _word(scene)
    return edit and carried(scene, "changed_and_moved", scene.paragraph, "\n\n", edit=edit)


@kind
def changed_among_many(scene: Scene) -> Case | None:
    """A number, name or word of the passage is another, and other sentences change too."""
    edit, others = _number(scene) or _name(scene) or _word(scene), scene.others()
    if not edit or len(others) < 4:
        return None
    touched = scene.dice.sample(others, 3)
    more = [(*span, scene.dice.choice(["", scene.stranger()])) for span in touched]
    return changed(scene, "changed_among_many", [edit, *more])


@kind
def removed_sentence(scene: Scene) -> Case | None:
    """The sentence is taken out."""
    return _without(scene, "removed_sentence", "")


@kind
def removed_paragraph(scene: Scene) -> Case | None:
    """The paragraph is taken out."""
    low, high = scene.paragraph
    if scene.start < low or scene.end > high:
        return None
    return gone(scene, "removed_paragraph", [(low, high, "")])


@kind
def replaced_sentence(scene: Scene) -> Case | None:
    """A sentence of another article stands in the passage's place."""
    return _without(scene, "replaced_sentence", scene.stranger())


def _without(scene: Scene, name: str, became: str) -> Case | None:
    low, high = min(scene.sentence[0], scene.start), max(scene.sentence[1], scene.end)
    return gone(scene, name, [(low, high, became)])


@kind
def swapped_like(scene: Scene) -> Case | None:
    """The sentence and one that differs in a number, name or word change places."""
    twinned = _twinned(scene, like=True)
    if not twinned:
        return None
    both, at, like = twinned
    start, end = both.sentence
    edits = [(start, end, like), (at, at + len(like), both.old[start:end])]
    place = shifted([edits[0]], at, at)[0] if at > start else at
    return Case(
        "swapped_like", both.old, apply(both.old, edits), start, end, frozenset({"moved"}),
        ((place, place + end - start),),
    )  # fmt: skip


@kind
def like_left(scene: Scene) -> Case | None:
    """The sentence is taken out; one that differs in a number, name or word stays."""
    return _left(scene, "like_left", like=True)


@kind
def twin_left(scene: Scene) -> Case | None:
    """The sentence stood twice; the marked one is taken out."""
    return _left(scene, "twin_left", like=False)


def _left(scene: Scene, name: str, *, like: bool) -> Case | None:
    twinned = _twinned(scene, like=like)
    if not twinned:
        return None
    both = twinned[0]
    return gone(both, name, [(*both.sentence, "")])


def _twinned(scene: Scene, *, like: bool) -> tuple[Scene, int, str] | None:
    """The article with a second copy (or a look-alike) of the sentence, which is marked whole;
    and where the copy is."""
    start, end = scene.sentence
    twin = _like(scene) if like else scene.old[start:end]
    gaps = scene.gaps_apart(start, end)
    if not twin or not gaps:
        return None
    at = scene.dice.choice(gaps)
    edits = [(at, at, " " + twin)]
    span = shifted(edits, start, end)
    old = apply(scene.old, edits)
    both = Scene(old, *span, span, span, scene.foreign, scene.dice)
    return both, at + 1, twin


def _like(scene: Scene) -> str | None:
    """The sentence with one number, name or word another."""
    start, end = scene.sentence
    whole = Scene(scene.old, start, end, (start, end), (start, end), scene.foreign, scene.dice)
    edit = _number(whole) or _name(whole) or _word(whole)
    return edit and apply(scene.old[start:end], [(edit[0] - start, edit[1] - start, edit[2])])


@kind
def like_added(scene: Scene) -> Case | None:
    """A sentence that differs in a number, name or word comes in elsewhere; ours stays."""
    return _joined(scene, "like_added", _like(scene))


@kind
def twin_added(scene: Scene) -> Case | None:
    """The sentence is said once more elsewhere, and stays where it was too."""
    return _joined(scene, "twin_added", scene.old[slice(*scene.sentence)])


def _joined(scene: Scene, name: str, twin: str | None) -> Case | None:
    gaps = [at for at in scene.gaps_apart(*scene.sentence) if at != scene.sentence[1]]
    if not twin or not gaps:
        return None
    at = scene.dice.choice(gaps)
    return kept(scene, name, [(at, at, " " + twin)])


@kind
def like_instead(scene: Scene) -> Case | None:
    """The sentence is taken out and its look-alike comes in elsewhere: changed, or gone."""
    twin, gaps = _like(scene), scene.gaps_apart(*scene.sentence)
    if not twin or not gaps:
        return None
    start, end = scene.sentence
    at = scene.dice.choice(gaps)
    edits = [(start, end, ""), (at, at, " " + twin)]
    place = shifted([edits[0]], at, at)[0] + 1
    right = frozenset({"changed", "gone"})
    places = ((place, place + len(twin)),)
    return Case("like_instead", scene.old, apply(scene.old, edits), start, end, right, places)
