"""An answer in words: what stands in each of its fields, and where. Pure.

A field has a path (`because`, `hops.0.speaker`), by which a remark on it names it. Only what a
student typed has offsets that mean anything; they are code points of those words, half open.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .tasks import Task

Body = Mapping[str, Any]
# In the order in which they stand on a page: the database keeps none.
LABELS = {
    "rating": "Verdict",
    "confidence": "How sure, from 0 to 100",
    "relation": "How they stand to each other",
    "origins": "Independent origins",
    "stance": "For or against",
    "speaker": "Who says it",
    "who": "Who had it",
    "anonymous": "Without a name",
    "directness": "How",
    "cue": "Which words say so",
    "at": "Words",
    "statement": "What it claims",
    "sought": "Looked for",
    "place": "Where",
    "found": "Found",
    "address": "Address",
    "primary": "Was there, or measured it",
    "origin": "Kind of source",
    "reason": "Why",
    "note": "Note",
    "because": "Because",
}
ROWS = {"hops": "Hop", "items": "Evidence", "marks": "Mark", "searches": "Search"}
CHOICES: dict[str, Mapping[str, str]] = {
    "directness": {
        "direct": "in their own words",
        "indirect": "reported",
        "hearsay": "second hand",
        "own_voice": "the text itself says so",
    },
    "stance": {
        "supports": "speaks for it",
        "contradicts": "speaks against it",
        "context": "gives context",
    },
    "origin": {"primary": "a primary source", "secondary": "second hand"},
    "relation": {
        "from_second": "the first has it from the second",
        "from_first": "the second has it from the first",
        "same_source": "both have it from the same source",
        "independent": "they are independent of each other",
        "unclear": "one cannot tell",
    },
    "labels": {
        "fact": "fact",
        "opinion": "opinion",
        "quotation": "quotation",
        "scare_quotes": "scare quotes",
    },
}
TYPED = frozenset(
    {"address", "because", "found", "note", "place", "reason", "sought", "speaker", "statement"}
    | {"who"}
)


@dataclass(frozen=True)
class Line:
    """One field that holds something. `typed`: the words are the student's own."""

    path: str
    label: str
    words: str
    typed: bool = False


@dataclass(frozen=True)
class Group:
    """The fields of one row, or those that stand alone (`title` is empty)."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Piece:
    """Words of a line, and the numbers of the remarks that are about them."""

    words: str
    numbers: tuple[int, ...] = ()


def groups_of(
    task: Task, body: Body, texts: Sequence[str] = (), ratings: Mapping[str, str] | None = None
) -> list[Group]:
    """What an answer says, row by row; empty fields are left out.

    `texts` are the texts of the assignment, to quote from; `ratings` are slug -> label.
    """
    tell = _Telling(task, texts, ratings or {})
    alone = [
        line
        for name, value in _in_order(body)
        if not isinstance(value, list)
        for line in tell.lines(name, name, value)
    ]
    found = [
        Group(f"{ROWS.get(name, name)} {at}", [*tell.row(f"{name}.{at - 1}", row)])
        for name, rows in _in_order(body)
        if isinstance(rows, list)
        for at, row in enumerate(rows, 1)
    ]
    return [one for one in [*found, Group("", alone)] if one.lines]


def lines_of(task: Task, body: Body) -> dict[str, Line]:
    """Path -> line, for what a remark may be about."""
    return {line.path: line for group in groups_of(task, body) for line in group.lines}


def typed_in(tasks: Sequence[Task], answers: Mapping[str, Body]) -> Iterator[tuple[Task, Line]]:
    """Everything the student typed."""
    for task in tasks:
        for line in lines_of(task, answers.get(task.id) or {}).values():
            if line.typed:
                yield task, line


def cut(words: str, spans: Mapping[int, tuple[int, int]]) -> list[Piece]:
    """Words cut where remarks begin or end; `spans` are the number of a remark -> its place."""
    edges = sorted({0, len(words), *(edge for span in spans.values() for edge in span)})
    return [
        Piece(words[start:end], tuple(n for n, (a, b) in spans.items() if a <= start and end <= b))
        for start, end in pairwise(edges)
        if end <= len(words)
    ]


def _in_order(fields: Body) -> list[tuple[str, Any]]:
    place = {name: at for at, name in enumerate(LABELS)}
    return sorted(fields.items(), key=lambda one: place.get(one[0], len(place)))


class _Telling:
    """Turns fields into words."""

    def __init__(self, task: Task, texts: Sequence[str], ratings: Mapping[str, str]) -> None:
        self.items = {item.id: item for item in task.items}
        self.texts, self.ratings = texts, ratings

    def row(self, path: str, row: Body) -> Iterator[Line]:
        """The fields of a row."""
        for name, value in _in_order(row):
            yield from self.lines(f"{path}.{name}", name, value)

    def lines(self, path: str, name: str, value: Any) -> Iterator[Line]:
        """A field as a line; the labels of a task to be sorted as one each."""
        if name == "labels":
            for item, chosen in (value or {}).items():
                yield Line(f"{path}.{item}", self._item(item), CHOICES[name].get(chosen, chosen))
            return
        words = self._words(name, value)
        if words:
            label = LABELS.get(name, name.capitalize())
            yield Line(path, label, words, name in TYPED)

    def _words(self, name: str, value: Any) -> str:
        if value is None or value is False or value == "":  # 0 is an answer.
            return ""
        if isinstance(value, Mapping):
            return self._quote(value["text"], value["start"], value["end"])
        if name == "rating":
            return self.ratings.get(value, str(value))
        if value is True:
            return "yes"
        return CHOICES.get(name, {}).get(str(value), str(value))

    def _quote(self, text: int, start: int, end: int) -> str:
        known = text < len(self.texts)
        return (
            f"“{' '.join(self.texts[text][start:end].split())}”"
            if known
            else f"text {text + 1}, {start}–{end}"
        )

    def _item(self, item: str) -> str:
        found = self.items.get(item)
        return self._quote(found.text, found.start, found.end) if found else item
