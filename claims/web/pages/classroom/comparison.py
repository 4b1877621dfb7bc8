"""The comparison of a class with the desk, as its pages show it: without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from claims.classroom.comparing import FEWEST, Compared, Stretch, compare
from claims.classroom.models import Assignment, HandIn, Key, Submission
from claims.classroom.tasks import tasks_of
from provenance.accounts.models import User

from ..reader_blocks import Block, blocks_of


@dataclass(frozen=True)
class HeatText:
    """A text with what was marked in it, as paragraphs of HTML."""

    title: str
    paragraphs: list[SafeString]


@dataclass(frozen=True)
class TaskShown:
    """One task with its bars and its marked texts."""

    compared: Compared
    texts: list[HeatText]


@dataclass(frozen=True)
class ComparisonPage:
    """Everything the templates show."""

    assignment: Assignment
    key: dict[str, Any]
    tasks: list[TaskShown]
    works: int
    is_mine: bool

    @property
    def tells_shares(self) -> bool:
        """Whether there are enough works that no figure names anybody."""
        return self.works >= FEWEST

    @property
    def talk(self) -> list[str]:
        """Points to talk about."""
        return [one.compared.talk for one in self.tasks if one.compared.talk]


def comparison_page(
    assignment: Assignment, user: User | None = None, *, with_key: bool = True
) -> ComparisonPage:
    """What was handed in last by everyone, put together; `user`'s own work beside it. 5 queries.

    Without the key, nothing of what the desk found is in it, for a wall that the class sees.
    To a student, a class too small to hide anyone in shows the desk's answers and one's own alone.
    """
    last: dict[int, dict[str, Any]] = {}
    rows = HandIn.objects.filter(submission__assignment=assignment).order_by("attempt")
    for row in rows:
        last[row.submission_id] = row.answers
    own = Submission.objects.of(user).filter(assignment=assignment).first() if user else None
    mine = last.get(own.pk) if own else None
    works = list(last.values())
    shown = works if user is None or len(works) >= FEWEST else []
    keys = Key.objects.filter(assignment=assignment).values_list("body", flat=True)
    key = (keys.first() or {}) if with_key else {}
    snapshots = [
        row.snapshot
        for row in assignment.materials.select_related("snapshot__article").order_by("position")
    ]
    scale = assignment.scale
    ratings = list(scale.ratings.all()) if scale else []
    compared = compare(
        tasks_of(assignment.tasks),
        shown,
        key,
        [one.characters for one in snapshots],
        {rating.slug: rating.label for rating in ratings},
        mine,
    )
    tasks = [TaskShown(one, _texts(one, snapshots)) for one in compared]
    return ComparisonPage(assignment, key, tasks, len(works), user is not None)


def _texts(compared: Compared, snapshots: Sequence[Any]) -> list[HeatText]:
    found = []
    for stretches, snapshot in zip(compared.heat, snapshots, strict=False):
        blocks = blocks_of(snapshot.text, snapshot.blocks, snapshot.regions)
        body = [one for one in blocks if one.region == "body"]
        paragraphs = [_paragraph(snapshot.text, block, stretches) for block in body]
        found.append(HeatText(str(snapshot.article), paragraphs))
    return found


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
