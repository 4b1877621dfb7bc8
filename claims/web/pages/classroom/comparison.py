"""The comparison of a class with the desk, as its pages show it: without names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from claims.classroom.compared import Comparison
from claims.classroom.comparing import Compared, Stretch, hottest
from claims.classroom.kinds import Kind
from provenance.sources.models import Snapshot

from ..reader_blocks import Block, blocks_of

if TYPE_CHECKING:
    from claims.classroom.agreeing import Agreed

TITLES = {
    Kind.FIND: "What we marked as claims",
    Kind.CHAIN: "How far back we got",
    Kind.TRACE: "Independent origins we counted",
    Kind.EVIDENCE: "What we found for and against it",
    Kind.VERDICT: "Our verdicts",
    Kind.COMPARE: "How the two articles stand to each other",
    Kind.SORT: "Into what we sorted it",
    Kind.CHANGE: "The changes we spotted",
}
ON_THE_WALL = 3  # Paragraphs: more cannot be read from the back of a room.
ITEMS_ON_THE_WALL = 2


@dataclass(frozen=True)
class HeatText:
    """A text with what was marked in it, as paragraphs of HTML; `is_cut` where some are left out.

    `most` are the words that most of us marked, for those who do not see the colour.
    """

    title: str
    paragraphs: list[SafeString]
    most: list[tuple[str, Stretch]]
    is_cut: bool = False


@dataclass(frozen=True)
class TaskShown:
    """One task with its figures, its marked texts and how far we agree."""

    title: str
    compared: Compared
    texts: list[HeatText]
    agreed: "Sequence[Agreed]"


@dataclass(frozen=True)
class Screen:
    """One picture on the wall, by its number from 1; without a task it is what the desk found."""

    number: int
    of: int
    task: TaskShown | None

    @property
    def skips_found(self) -> bool:
        """Whether the marked text says it already, so that no list stands beside it."""
        return self.task is not None and self.task.compared.task.kind == Kind.FIND

    @property
    def before(self) -> int | None:
        """The number of the one before."""
        return self.number - 1 or None

    @property
    def after(self) -> int | None:
        """The number of the next."""
        return self.number + 1 if self.number < self.of else None


def tasks_shown(comparison: Comparison) -> list[TaskShown]:
    """The tasks in their order, as pages show them."""
    return [_task(one, comparison) for one in comparison.tasks]


def screen_at(comparison: Comparison, number: int) -> Screen:
    """One task, or after the last of them what the desk found; the nearest there is."""
    tasks = comparison.tasks
    at = min(max(number, 1), len(tasks) + 1)
    if at > len(tasks):
        return Screen(at, len(tasks) + 1, None)
    one = tasks[at - 1]
    split = sorted(one.items, key=lambda item: max(bar.percent for bar in item.shares))
    short = replace(one, items=split[:ITEMS_ON_THE_WALL])
    return Screen(at, len(tasks) + 1, _task(short, comparison, on_wall=True))


def _task(one: Compared, comparison: Comparison, *, on_wall: bool = False) -> TaskShown:
    pairs = list(zip(comparison.snapshots, one.heat, strict=False))
    if on_wall and one.task.kind == Kind.FIND:
        pairs = sorted(pairs, key=lambda pair: -_warmth(pair[1], 0, len(pair[0].text)))[:1]
    most = ON_THE_WALL - (len(pairs) > 1) if on_wall else None
    is_whole = one.task.kind == Kind.FIND and not on_wall
    texts = [_text(snapshot, cut, most, is_whole) for snapshot, cut in pairs]
    agreed = comparison.agreed.get(one.task.id, [])
    return TaskShown(TITLES[one.task.kind], one, texts, agreed)


def _text(
    snapshot: Snapshot, stretches: Sequence[Stretch], most: int | None, is_whole: bool
) -> HeatText:
    blocks = blocks_of(snapshot.text, snapshot.blocks, snapshot.regions)
    body = [one for one in blocks if one.region == "body"]
    shown = body if is_whole else _warmest(body, stretches, most)
    hot = [(snapshot.text[one.start : one.end].strip(), one) for one in hottest(stretches)]
    return HeatText(
        str(snapshot.article),
        [_paragraph(snapshot.text, block, stretches) for block in shown],
        [(words, one) for words, one in hot if words],
        len(shown) < len(body),
    )


def _warmest(body: Sequence[Block], stretches: Sequence[Stretch], most: int | None) -> list[Block]:
    """Those in which most was marked, in the order of the text; all that were, for None."""
    warmth = {block.start: _warmth(stretches, block.start, block.end) for block in body}
    warm = sorted((one for one in body if warmth[one.start]), key=lambda one: -warmth[one.start])
    kept = {block.start for block in warm[:most]}
    return [block for block in body if block.start in kept]


def _warmth(stretches: Sequence[Stretch], start: int, end: int) -> int:
    """How much was marked between two places: characters times those who marked them."""
    return sum(
        (2 * one.count + one.is_key + one.is_mine)
        * max(0, min(one.end, end) - max(one.start, start))
        for one in stretches
    )


def _paragraph(text: str, block: Block, stretches: Sequence[Stretch]) -> SafeString:
    """Marked words wear a class for each tenth of the class that marked them."""
    html = ""
    for one in stretches:
        start, end = max(one.start, block.start), min(one.end, block.end)
        if start >= end:
            continue
        words = escape(text[start:end], quote=False)
        style = _style(one)
        html += f'<span class="{style}">{words}</span>' if style else words
    return mark_safe(html)  # noqa: S308 - Escaped above.


def _style(one: Stretch) -> str:
    names = [f"heat-{one.tenth}"] if one.tenth else []
    names += ["by-desk"] if one.is_key else []
    names += ["by-me"] if one.is_mine else []
    return " ".join(names)
