"""What counts in an assignment and how much: criteria on the trace, and free ones. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from .kinds import Kind
from .tasks import Task

MOST_CRITERIA, LONGEST, MOST_POINTS = 20, 120, 100


class Measure(TextChoices):
    """What a criterion looks at. All but the last are read from the work itself."""

    CHAIN = "chain", "Chain length reached"
    PRIMARY = "primary", "Primary source opened"
    ORIGINS = "origins", "Independent origins found"
    SIDES = "sides", "Both sides of the evidence"
    CLAIMS = "claims", "Claims found"
    CHANGES = "changes", "Changes spotted"
    SORTED = "sorted", "Sorted as the key says"
    REASON = "reason", "Reason given"
    SIFT = "sift", "SIFT moves done"
    DIGIPO = "digipo", "DigiPo, 0 to 4"
    FREE = "free", "Judged by the teacher alone"


# The tasks that a measure can be read from. What stands in several is read from all of them.
READ_FROM: dict[Measure, frozenset[Kind]] = {
    Measure.CHAIN: frozenset({Kind.CHAIN, Kind.TRACE}),
    Measure.PRIMARY: frozenset({Kind.TRACE, Kind.EVIDENCE}),
    Measure.ORIGINS: frozenset({Kind.TRACE}),
    Measure.SIDES: frozenset({Kind.EVIDENCE}),
    Measure.CLAIMS: frozenset({Kind.FIND}),
    Measure.CHANGES: frozenset({Kind.CHANGE}),
    Measure.SORTED: frozenset({Kind.SORT}),
    Measure.REASON: frozenset(Kind) - {Kind.FIND, Kind.CHAIN},
    Measure.SIFT: frozenset({Kind.FIND, Kind.CHAIN, Kind.EVIDENCE, Kind.TRACE}),
    Measure.DIGIPO: frozenset(Kind),
    Measure.FREE: frozenset(Kind),
}
# Points for these tell what the desk found, so that students meet them from the reveal on.
LEANS_ON_KEY = frozenset(
    {
        Measure.CHAIN,
        Measure.PRIMARY,
        Measure.ORIGINS,
        Measure.SIDES,
        Measure.CLAIMS,
        Measure.CHANGES,
        Measure.SORTED,
    }
)
# Kind of a task -> what its points are shared among, where no teacher said otherwise.
USUAL: dict[Kind, Sequence[Measure]] = {
    Kind.FIND: [Measure.CLAIMS],
    Kind.CHAIN: [Measure.CHAIN],
    Kind.TRACE: [Measure.PRIMARY, Measure.ORIGINS, Measure.REASON],
    Kind.EVIDENCE: [Measure.SIDES, Measure.PRIMARY],
    Kind.VERDICT: [Measure.REASON],
    Kind.COMPARE: [Measure.FREE, Measure.REASON],
    Kind.SORT: [Measure.SORTED],
    Kind.CHANGE: [Measure.CHANGES, Measure.REASON],
}


@dataclass(frozen=True)
class Criterion:
    """One thing that counts, for at most so many points; of one task, or of the whole work ("")."""

    id: str
    measure: Measure
    label: str
    points: int
    task: str = ""

    def told(self) -> dict[str, Any]:
        """As it is kept in the database."""
        return {**asdict(self), "measure": str(self.measure)}


def criteria_of(rows: Iterable[Mapping[str, Any]]) -> list[Criterion]:
    """The criteria as they are kept."""
    return [Criterion(**{**row, "measure": Measure(row["measure"])}) for row in rows]


def usual_criteria(tasks: Sequence[Task]) -> list[Criterion]:
    """What counts where the teacher said nothing: the points of each task, shared out."""
    found: list[Criterion] = []
    for task in tasks:
        measures = USUAL[task.kind]
        whole, left = divmod(task.points, len(measures))
        for at, measure in enumerate(measures):
            points = whole + (at < left)
            label = measure.label if measure != Measure.FREE else str(task.kind.label)
            found.append(Criterion(f"{task.id}-{measure}"[:60], measure, label, points, task.id))
    return [one for one in found if one.points]


def clean_criteria(given: Any, tasks: Sequence[Task]) -> list[Criterion]:
    """Criteria as someone sent them. Raises ValidationError naming `criteria`."""
    if not isinstance(given, list | tuple) or not 1 <= len(given) <= MOST_CRITERIA:
        raise _wrong(f"A rubric has 1 to {MOST_CRITERIA} criteria.")
    kinds = {task.id: task.kind for task in tasks}
    found = [_criterion(at, row, kinds) for at, row in enumerate(given, 1)]
    if len({one.id for one in found}) < len(found):
        raise _wrong("Two criteria have the same id.")
    return found


def total_of(criteria: Iterable[Criterion]) -> int:
    """The most points there are."""
    return sum(one.points for one in criteria)


def _criterion(at: int, row: Any, kinds: Mapping[str, Kind]) -> Criterion:
    given: Mapping[str, Any] = row if isinstance(row, Mapping) else {}
    if given.get("measure") not in Measure.values:
        raise _wrong(f"Criterion {at}: choose one of {', '.join(Measure.values)}.")
    measure, task = Measure(given["measure"]), given.get("task") or ""
    if task and task not in kinds:
        raise _wrong(f"Criterion {at}: there is no such task.")
    if not READ_FROM[measure] & ({kinds[task]} if task else {*kinds.values()}):
        raise _wrong(f"Criterion {at}: “{measure.label}” cannot be read from that task.")
    label = _words(given.get("label") or measure.label, at)
    points = _points(given.get("points"), at)
    return Criterion(_words(given.get("id") or f"c{at}", at), measure, label, points, str(task))


def _words(value: Any, at: int) -> str:
    words = " ".join(value.replace("\x00", "").split()) if isinstance(value, str) else ""
    if not words or len(words) > LONGEST:
        raise _wrong(f"Criterion {at}: say it in 1 to {LONGEST} characters.")
    return words


def _points(value: Any, at: int) -> int:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not 1 <= value <= MOST_POINTS:
        raise _wrong(f"Criterion {at}: 1 to {MOST_POINTS} points.")
    return int(value)


def _wrong(said: str) -> ValidationError:
    return ValidationError({"criteria": said})
