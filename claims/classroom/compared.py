"""The comparison of an assignment as it is read: what was handed in last, beside the key.

It names nobody. To a student, and on a wall that the class sees, a task that fewer than `FEWEST`
works answered shows the desk's answers and one's own alone: so few shares would name people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance.accounts.models import User
from provenance.sources.models import Snapshot

from .comparing import FEWEST, Choice, Compared, Ground, compare
from .glance import Glance, glance
from .kinds import Kind
from .matching import changes_between
from .models import Assignment, Enrolment, HandIn, Key, Part, Submission
from .tasks import Task, tasks_of

if TYPE_CHECKING:
    from .agreeing import Agreed

Body = dict[str, Any]


@dataclass(frozen=True)
class Turnout:
    """How many works there are, of how many students, and how many handed in nothing."""

    works: int
    students: int
    without: int
    in_groups: bool


@dataclass(frozen=True)
class Comparison:
    """Everything that can be told of an assignment without names.

    `key` is empty where it is hidden. `agreed` holds figures for each task by its id, and `over`
    those of all its verdicts together.
    """

    assignment: Assignment
    turnout: Turnout
    snapshots: list[Snapshot]
    key: Body
    tasks: list[Compared]
    agreed: Mapping[str, list["Agreed"]]
    over: list["Agreed"]
    is_mine: bool
    with_key: bool

    @property
    def talk(self) -> list[str]:
        """What to talk about, of every task its most telling point first."""
        longest = max((len(one.talk) for one in self.tasks), default=0)
        return [one.talk[at] for at in range(longest) for one in self.tasks if at < len(one.talk)]

    @property
    def glances(self) -> list[Glance]:
        """The whole at a glance, a line for each task that has one."""
        lines = [glance(one, self.with_key) for one in self.tasks]
        return [line for line in lines if line is not None]

    @property
    def is_small(self) -> bool:
        """Whether there are so few works that figures would name people."""
        return self.turnout.works < FEWEST


def comparison_of(
    assignment: Assignment,
    user: User | None = None,
    *,
    with_key: bool = True,
    for_class: bool = False,
) -> Comparison:
    """What was handed in last, put together, beside `user`'s own. 8 queries.

    `for_class`: the class sees it, so small numbers are hidden; always so where there is a `user`.
    """
    last = _last(assignment)
    works = list(last.values())
    own = Submission.objects.of(user).filter(assignment=assignment).first() if user else None
    key = Key.objects.filter(assignment=assignment).values_list("body", flat=True).first() or {}
    tasks, snapshots = tasks_of(assignment.tasks), _snapshots(assignment)
    ground = _ground(assignment, tasks, snapshots, key if with_key else None)
    least = FEWEST if for_class or user else 0
    mine = last.get(own.pk) if own else None
    compared = compare(tasks, works, ground, mine, least=least)
    shown = {one.task.id for one in compared if not one.too_few}
    agreed, over = _agreement(tasks, works, ground, shown)
    return Comparison(
        assignment,
        _turnout(assignment, last),
        snapshots,
        key if with_key else {},
        compared,
        agreed,
        over if len(works) >= least else [],
        user is not None,
        with_key,
    )


def _last(assignment: Assignment) -> dict[int, Body]:
    """Work -> what it handed in last."""
    rows = HandIn.objects.filter(submission__assignment=assignment).order_by("attempt", "pk")
    return {row.submission_id: row.answers for row in rows}


def _snapshots(assignment: Assignment) -> list[Snapshot]:
    rows = assignment.materials.select_related("snapshot__article").order_by("position")
    return [row.snapshot for row in rows]


def _ground(
    assignment: Assignment, tasks: list[Task], snapshots: list[Snapshot], key: Body | None
) -> Ground:
    texts = [one.text for one in snapshots]
    scale = assignment.scale
    ratings = scale.ratings.all() if scale else []
    asked = key is not None and any(task.kind == Kind.CHANGE for task in tasks)
    return Ground(
        texts,
        [Choice(one.slug, one.label, one.neutral) for one in ratings],
        key,
        changes_between(texts) if asked else [],
    )


def _turnout(assignment: Assignment, last: Mapping[int, Body]) -> Turnout:
    parts = Part.objects.filter(assignment=assignment, left_at=None, submission__in=list(last))
    places = Enrolment.objects.present().students().filter(course=assignment.course_id)
    handed_in = set(parts.values_list("enrolment", flat=True))
    present = set(places.values_list("pk", flat=True))
    return Turnout(
        len(last),
        len(handed_in),
        len(present - handed_in),
        assignment.how == Assignment.How.GROUPS,
    )


def _agreement(
    tasks: list[Task], works: list[Body], ground: Ground, shown: set[str]
) -> tuple[dict[str, list["Agreed"]], list["Agreed"]]:
    """The figures; their arithmetic is a large import, so it is made where there is something."""
    if len(works) < 2:
        return {}, []
    from .agreeing import agreement, over_verdicts  # noqa: PLC0415

    found = {task.id: agreement(task, works, ground) for task in tasks if task.id in shown}
    return found, over_verdicts(tasks, works, ground)
