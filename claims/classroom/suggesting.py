"""Points that a piece of work suggests, each with its reason in a sentence. Pure.

A suggestion is read from what was handed in and from the key. Where the key says nothing there is
none. More of the trace never means fewer points; how many marks or rows there are counts for
nothing by itself. What a suggestion says may tell what the desk found: it is for teachers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .kinds import Kind
from .matching import called, means, same_hop, same_source, span_of
from .rubrics import READ_FROM, Criterion, Measure
from .tasks import Task

Body = Mapping[str, Any]
Share = tuple[float, str]  # Of the points, 0 to 1; and why.
A_REASON = 8  # Words.


@dataclass(frozen=True)
class Suggestion:
    """How many points, in halves, and why."""

    points: float
    reason: str


@dataclass(frozen=True)
class Desk:
    """What work is held against: the key, and where the second text differs from the first."""

    key: Body = field(default_factory=dict)
    changes: Sequence[Sequence[tuple[int, int, int]]] = ()  # Of each its places.


@dataclass(frozen=True)
class _Work:
    """The answers that a criterion reads, beside what the desk found."""

    asked: Sequence[tuple[Task, Body]]
    desk: Desk

    def rows(self, name: str, *kinds: Kind) -> list[Body]:
        """All rows of this name in answers of these kinds."""
        return [row for task, body in self.asked if task.kind in kinds for row in _list(body, name)]


def suggest(
    criterion: Criterion, tasks: Sequence[Task], answers: Mapping[str, Body], desk: Desk
) -> Suggestion | None:
    """What the work suggests for one criterion; None where nothing can be said."""
    read = READS.get(criterion.measure)
    asked = [
        (task, answers.get(task.id) or {})
        for task in tasks
        if task.kind in READ_FROM[criterion.measure] and criterion.task in {"", task.id}
    ]
    found = read(_Work(asked, desk)) if read and asked else None
    if found is None:
        return None
    share, reason = found
    return Suggestion(round(share * criterion.points * 2) / 2, reason)


# --- what the key is asked for --------------------------------------------------------------


def _chain(work: _Work) -> Share | None:
    chains = [
        [h for h in _list(one, "hops") if not h.get("missing")]
        for one in _list(work.desk.key, "chains")
    ]
    ours = max(chains, key=len, default=[])
    if not ours:
        return None
    theirs = work.rows("hops", Kind.CHAIN, Kind.TRACE)
    reached = [hop for hop in ours if any(same_hop(hop, other) for other in theirs)]
    if not reached:
        return 0.0, f"None of the {len(ours)} hops that the desk found is named."
    said = f"Reaches {len(reached)} of the {_many(len(ours), 'hop')} that the desk found"
    left = [called(hop) for hop in ours if hop not in reached]
    return len(reached) / len(ours), f"{said}{f'; not {_joined(left)}' if left else ''}."


def _primary(work: _Work) -> Share | None:
    ours = [one for one in _list(work.desk.key, "evidence") if one.get("origin") == "primary"]
    if not ours:
        return None
    hops = [row for row in work.rows("hops", Kind.TRACE) if row.get("primary")]
    items = [r for r in work.rows("items", Kind.EVIDENCE) if r.get("origin") == "primary"]
    named = [row for row in [*hops, *items] if _source(row)]
    for row in named:
        if any(same_source(row, one) for one in ours):
            return 1.0, f"Opens a primary source that the desk used too: {_source(row)}."
    if named:
        said = f"Names as primary what the desk did not use: {_source(named[0])}. Look at it."
        return 0.5, said
    return 0.0, "No primary source is named; the desk used one."


def _origins(work: _Work) -> Share | None:
    ours = work.desk.key.get("origins")
    if not ours:
        return None
    said = [body["origins"] for _, body in work.asked if body.get("origins") is not None]
    if not said:
        return 0.0, f"Counts no origins; the desk counts {ours}."
    nearest = min(said, key=lambda number: abs(number - ours))
    share = max(0.0, 1 - abs(nearest - ours) / ours)
    return share, f"Counts {_many(nearest, 'origin')}, the desk {ours}."


def _sides(work: _Work) -> Share | None:
    words = {"supports": "for it", "contradicts": "against it"}
    ours = [s for s in words if any(e.get("stance") == s for e in _list(work.desk.key, "evidence"))]
    if not ours:
        return None
    items = work.rows("items", Kind.EVIDENCE)
    backed = [row for row in items if row.get("reason") or row.get("address") or row.get("at")]
    found = {row.get("stance") for row in backed}
    has = [words[side] for side in ours if side in found]
    lacks = [words[side] for side in ours if side not in found]
    said = f"Has something {_joined(has)}" if has else "Has nothing that the desk has"
    return len(has) / len(ours), f"{said}{f', nothing {_joined(lacks)}' if lacks and has else ''}."


def _claims(work: _Work) -> Share | None:
    ours = list(
        {span_of(one["at"]): None for one in _list(work.desk.key, "marks") if one.get("at")}
    )
    if not ours:
        return None
    theirs = [span_of(row["at"]) for row in work.rows("marks", Kind.FIND)]
    found = [place for place in ours if any(means(mark, place) for mark in theirs)]
    other = [mark for mark in theirs if not any(means(mark, place) for place in ours)]
    said = f"Marks {len(found)} of the {_many(len(ours), 'place')} that the desk marked"
    return len(found) / len(ours), f"{said}{f', and {len(other)} more' if other else ''}."


def _changes(work: _Work) -> Share | None:
    ours = work.desk.changes
    if not ours:
        return None
    theirs = [span_of(row["at"]) for row in work.rows("marks", Kind.CHANGE)]
    found = [c for c in ours if any(means(mark, place) for mark in theirs for place in c)]
    said = f"Marks {len(found)} of the {_many(len(ours), 'change')} between the two versions."
    return len(found) / len(ours), said


def _sorted(work: _Work) -> Share | None:
    known = [(i, body) for task, body in work.asked for i in task.items if i.is_]
    if not known:
        return None
    right = sum((body.get("labels") or {}).get(item.id) == item.is_ for item, body in known)
    return right / len(known), f"{right} of {len(known)} sorted as the key says."


# --- what the work alone shows --------------------------------------------------------------


def _reason(work: _Work) -> Share:
    most = max((_words_of_reason(body) for _, body in work.asked), default=0)
    if not most:
        return 0.0, "No reason is given."
    whether = "whether it holds is yours to say"
    if most < A_REASON:
        return 0.5, f"Gives a reason of only {_many(most, 'word')}; {whether}."
    return 1.0, f"Gives a reason of {most} words; {whether}."


def _sift(work: _Work) -> Share:
    moves = {
        "stop": (Kind.FIND, bool(work.rows("marks", Kind.FIND))),
        "investigate the source": (Kind.CHAIN, any(map(_names_someone, _hops(work)))),
        "find better coverage": (Kind.EVIDENCE, _looked_elsewhere(work)),
        "trace to the origin": (Kind.TRACE, any(map(_names_someone, _traced(work)))),
    }
    kinds = {task.kind for task, _ in work.asked}
    asked = {move: done for move, (kind, done) in moves.items() if kind in kinds}
    done = [move for move, yes in asked.items() if yes]
    said = f"{len(done)} of {_many(len(asked), 'move')} done"
    left = [move for move, yes in asked.items() if not yes]
    return len(done) / len(asked), f"{said}{f'; not: {_joined(left)}' if left else ''}."


def _digipo(work: _Work) -> Share:
    steps = {
        "says who is behind it": any(map(_names_someone, _hops(work))),
        "looked outside the text": _looked_elsewhere(work),
        "went back towards the origin": any(map(_went_back, _traced(work))),
        "gives a reason": any(_words_of_reason(body) >= A_REASON for _, body in work.asked),
    }
    done = [step for step, yes in steps.items() if yes]
    return len(done) / 4, f"Level {len(done)} of 4{f': {_joined(done)}' if done else ''}."


READS: dict[Measure, Callable[[_Work], Share | None]] = {
    Measure.CHAIN: _chain,
    Measure.PRIMARY: _primary,
    Measure.ORIGINS: _origins,
    Measure.SIDES: _sides,
    Measure.CLAIMS: _claims,
    Measure.CHANGES: _changes,
    Measure.SORTED: _sorted,
    Measure.REASON: _reason,
    Measure.SIFT: _sift,
    Measure.DIGIPO: _digipo,
}


def _list(body: Body, name: str) -> list[Any]:
    return list(body.get(name) or [])


def _hops(work: _Work) -> list[Body]:
    return work.rows("hops", Kind.CHAIN, Kind.TRACE)


def _traced(work: _Work) -> list[Body]:
    return work.rows("hops", Kind.TRACE)


def _names_someone(hop: Body) -> bool:
    return bool(hop.get("speaker") or hop.get("who") or hop.get("anonymous") or hop.get("address"))


def _went_back(hop: Body) -> bool:
    return bool(hop.get("address") or hop.get("primary"))


def _looked_elsewhere(work: _Work) -> bool:
    rows = [*work.rows("items", Kind.EVIDENCE), *_traced(work)]
    searched = work.rows("searches", Kind.TRACE)
    return any(row.get("address") for row in rows) or any(row.get("sought") for row in searched)


def _words_of_reason(body: Body) -> int:
    """Words of the longest reason in an answer."""
    said = [body.get("because"), body.get("reason")]
    said += [row.get("reason") for row in _list(body, "items")]
    from provenance.lineage.words import WORD  # noqa: PLC0415 - numpy is a heavy import.

    return max(len(WORD.findall(words)) for words in [*filter(None, said), ""])


def _source(row: Body) -> str:
    """What a row names; empty where it names nothing."""
    words = "words of the text" if row.get("at") else ""
    return str(row.get("address") or row.get("who") or words)[:200]


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _joined(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
