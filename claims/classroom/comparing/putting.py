"""The comparison put together task by task. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from ..answers import is_empty
from ..kinds import Kind
from ..tasks import Task
from .bars import bars_of, items_of
from .chains import overlay
from .heat import heat
from .sure import calibration
from .talk import points_of
from .values import FEWEST, Body, Compared, Ground
from .where import found_by, reference

MARKED = {Kind.FIND, Kind.COMPARE, Kind.CHANGE}


def compare(
    tasks: Sequence[Task],
    works: Sequence[Body],
    ground: Ground,
    mine: Body | None = None,
    *,
    least: int = 0,
) -> list[Compared]:
    """Task by task. A task that fewer than `least` works answered keeps its figures to itself."""
    return [_one(task, works, ground, (mine or {}).get(task.id) or {}, least) for task in tasks]


def _one(task: Task, works: Sequence[Body], ground: Ground, own: Body, least: int) -> Compared:
    bodies = [work[task.id] for work in works if not is_empty(dict(work.get(task.id) or {}))]
    answered = len(bodies)
    too_few = answered < least
    shown = [] if too_few else bodies
    chains = task.kind in {Kind.CHAIN, Kind.TRACE}
    found = Compared(
        task,
        answered,
        bars=bars_of(task, shown, ground, own),
        heat=heat(shown, ground, reference(task, ground), own) if task.kind in MARKED else [],
        found=found_by(task, shown, ground, own),
        items=items_of(task, shown, ground, own),
        overlay=overlay(shown, ground, own) if chains else None,
        calibration=calibration(shown, ground, own) if task.kind == Kind.VERDICT else None,
        own=own,
        too_few=too_few,
    )
    return replace(found, talk=points_of(found, ground) if answered >= FEWEST else [])
