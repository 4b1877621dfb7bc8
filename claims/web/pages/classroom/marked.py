"""The texts of an assignment with what one piece of work marked and named in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from claims.classroom.places import cut
from claims.classroom.tasks import Task
from provenance.sources.models import Snapshot

from ..reader_blocks import Block, blocks_of
from ..reader_text import direction

SHOWN = {"body", "caption"}


@dataclass(frozen=True)
class Marked:
    """Words of a text that an answer points at. Code points, half open; `task` is its number."""

    text: int
    start: int
    end: int
    task: int


@dataclass(frozen=True)
class MarkedText:
    """A text as paragraphs of HTML, and how many places are marked in it."""

    snapshot: Snapshot
    direction: str
    paragraphs: list[SafeString]
    places: int


def marked_texts(
    snapshots: Sequence[Snapshot], tasks: Sequence[Task], answers: Mapping[str, Any]
) -> list[MarkedText]:
    """Each text with the places that the answers point at, and the number of the task there."""
    places = [
        Marked(at["text"], at["start"], at["end"], number)
        for number, task in enumerate(tasks, 1)
        for at in _places(answers.get(task.id))
    ]
    return [
        _text(snapshot, [one for one in places if one.text == at])
        for at, snapshot in enumerate(snapshots)
    ]


def _places(value: Any) -> Iterator[Mapping[str, int]]:
    """Every place in an answer, wherever it stands in it."""
    if isinstance(value, Mapping):
        if {"text", "start", "end"} <= set(value):
            yield value
        else:
            for inner in value.values():
                yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)


def _text(snapshot: Snapshot, places: Sequence[Marked]) -> MarkedText:
    blocks = blocks_of(snapshot.text, snapshot.blocks, snapshot.regions)
    paragraphs = [_paragraph(snapshot.text, one, places) for one in blocks if one.region in SHOWN]
    return MarkedText(snapshot, direction(snapshot.article.language), paragraphs, len(set(places)))


def _paragraph(text: str, block: Block, places: Sequence[Marked]) -> SafeString:
    html = ""
    for start, end in cut(block.start, block.end, ((one.start, one.end) for one in places)):
        words = escape(text[start:end], quote=False)
        covered = any(one.start <= start < one.end for one in places)
        html += f"<mark>{words}</mark>" if covered else words
        ending = sorted({one.task for one in places if one.end == end and one.start < end})
        html += "".join(f'<sup class="task-number">{number}</sup>' for number in ending)
    return mark_safe(html)  # noqa: S308 - Escaped above.
