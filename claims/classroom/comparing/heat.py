"""How many marked each stretch of each text. Pure; code points, half open."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from ..matching import Span
from ..places import cut
from .values import Body, Ground, Stretch


def heat(
    bodies: Sequence[Body], ground: Ground, ours: Sequence[Span], own: Body
) -> list[list[Stretch]]:
    """Each text cut where the number of works that marked it changes, or own or the desk's marks.

    `ours` are the desk's.

    The stretches cover the text once, in order, without gaps.
    """
    return [_text(at, len(text), bodies, ours, own) for at, text in enumerate(ground.texts)]


def hottest(stretches: Sequence[Stretch], most: int = 3) -> list[Stretch]:
    """The stretches that most works marked, the most marked first; those of one work are none."""
    marked = [one for one in stretches if one.count > 1]
    return sorted(marked, key=lambda one: (-one.count, one.start))[:most]


def _text(
    text: int, length: int, bodies: Sequence[Body], key: Sequence[Span], own: Body
) -> list[Stretch]:
    by_work = [_spans(text, body.get("marks")) for body in bodies]
    ours = [(start, end) for here, start, end in key if here == text]
    mine = _spans(text, own.get("marks"))
    every = [span for spans in [*by_work, ours, mine] for span in spans]
    stretches = [
        Stretch(
            sum(_covers(spans, start) for spans in by_work),
            len(bodies),
            start,
            end,
            _covers(ours, start),
            _covers(mine, start),
        )
        for start, end in cut(0, length, every)
    ]
    return [_joined(list(alike)) for _, alike in groupby(stretches, _figures)]


def _figures(one: Stretch) -> tuple[int, bool, bool]:
    return one.count, one.is_key, one.is_mine


def _joined(alike: Sequence[Stretch]) -> Stretch:
    return replace(alike[0], end=alike[-1].end)


def _spans(text: int, marks: Any) -> list[tuple[int, int]]:
    places = [mark["at"] for mark in marks or [] if mark.get("at")]
    return [(one["start"], one["end"]) for one in places if one["text"] == text]


def _covers(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)
