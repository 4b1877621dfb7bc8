"""How far the works of a class agree with each other and with the desk, task by task. Pure.

The arithmetic is `claims.reviews.agreement`'s, which is a large import: callers import this module
where a figure is asked for. A question with one answer gives one thing that all judged: of it only
the share of equal pairs can be told, since what chance would bring is not known from one thing.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from claims.reviews.agreement import (
    TOO_FEW,
    Figure,
    Ratings,
    against,
    alpha,
    cohen,
    fleiss,
    marked_tokens,
    percent,
    tabulate,
)
from claims.reviews.agreement.spans import Span

from .answers import is_empty
from .comparing import Ground, reference
from .kinds import SORTED_INTO, Kind
from .tasks import Task

Body = Mapping[str, Any]
GAP = "\n\n"  # Between texts that are read as one.
IN_ORDER = frozenset({"true", "mixed", "false"})
# Landis, J. R. and Koch, G. G. (1977), Biometrics 33: from which value on we say what.
BANDS = ((0.8, "very well"), (0.6, "well"), (0.4, "fairly well"), (0.2, "a little"))


@dataclass(frozen=True)
class Agreed:
    """One figure: its name for those who know it, its value, the interval, and what it says."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    words: str


def agreement(task: Task, works: Sequence[Body], ground: Ground) -> list[Agreed]:
    """What can be said of one task; nothing where fewer than two works answered it."""
    bodies = [work[task.id] for work in works if not is_empty(dict(work.get(task.id) or {}))]
    if len(bodies) < 2:
        return []
    if task.kind in {Kind.FIND, Kind.COMPARE, Kind.CHANGE}:
        one = _one_question(task, bodies) if task.kind == Kind.COMPARE else []
        return [*one, *_marking(task, bodies, ground)]
    if task.kind == Kind.SORT:
        return _sorting(task, bodies, ground)
    return _one_question(task, bodies)


def over_verdicts(tasks: Sequence[Task], works: Sequence[Body], ground: Ground) -> list[Agreed]:
    """All verdicts of an assignment together, where it asks for several: in order, and not."""
    asked = [task for task in tasks if task.kind == Kind.VERDICT]
    if len(asked) < 2:
        return []
    known = {one.slug: one.neutral for one in ground.choices}
    said = [
        (task.id, at, (work.get(task.id) or {}).get("rating"))
        for task in asked
        for at, work in enumerate(works)
    ]
    ratings = tabulate([row for row in said if row[2] in known], list(known))
    ordered = [slug for slug, neutral in known.items() if neutral in IN_ORDER]
    in_order = tabulate([row for row in said if row[2] in ordered], ordered)
    return [
        _told(percent(ratings), "verdict", "verdicts"),
        _told(fleiss(ratings), "verdict", "verdicts"),
        _told(alpha(in_order, "ordinal"), "verdict", "verdicts"),
    ]


def _one_question(task: Task, bodies: Sequence[Body]) -> list[Agreed]:
    """A question with one answer: of two works taken at random, how often both say the same."""
    name = {Kind.VERDICT: "rating", Kind.TRACE: "origins", Kind.COMPARE: "relation"}.get(task.kind)
    said = [body.get(name) for body in bodies] if name else []
    given = [one for one in said if one not in (None, "")]
    if len(given) < 2:
        return []
    figure = percent(tabulate(((0, at, one) for at, one in enumerate(given)), _values(given)))
    words = f"Take two of us at random: in {_of_100(figure.value)} they give the same answer."
    title = "Equal pairs, how they stand" if task.kind == Kind.COMPARE else "Equal pairs"
    return [Agreed(title, figure.value, None, None, words)]


def _values(given: Iterable[Hashable]) -> list[Hashable]:
    return list(dict.fromkeys(given))


def _sorting(task: Task, bodies: Sequence[Body], ground: Ground) -> list[Agreed]:
    said = [
        (item, at, label)
        for at, body in enumerate(bodies)
        for item, label in (body.get("labels") or {}).items()
        if label in SORTED_INTO
    ]
    ratings = tabulate(said, SORTED_INTO)
    figures = [percent(ratings), fleiss(ratings), alpha(ratings)]
    found = [_told(figure, "item", "items") for figure in figures]
    key: dict[Hashable, str] = {item.id: item.is_ for item in task.items if item.is_}
    key = key if ground.key is not None else {}
    return [*found, *([_with_key(ratings, key)] if key else [])]


def _with_key(ratings: Ratings, key: Mapping[Hashable, str]) -> Agreed:
    """What most works say of each item against the key: Cohen's kappa of the two."""
    counts = ratings.counts()
    most: dict[Hashable, Hashable] = {
        unit: ratings.values[int(row.argmax())]
        for unit, row in zip(ratings.units, counts, strict=True)
    }
    pairs: list[tuple[Hashable, Hashable, Hashable]] = [
        *((unit, "we", said) for unit, said in most.items()),
        *((unit, "key", said) for unit, said in key.items()),
    ]
    both = tabulate(pairs, SORTED_INTO, raters=["we", "key"])
    told = _told(cohen(both), "item", "items")
    return Agreed(f"{told.name}, most of us against the key", *_rest(told))


def _rest(one: Agreed) -> tuple[float | None, float | None, float | None, str]:
    return one.value, one.low, one.high, one.words


def _marking(task: Task, bodies: Sequence[Body], ground: Ground) -> list[Agreed]:
    """Alpha over the words of the texts, and how far the marks meet the desk's."""
    text = GAP.join(ground.texts)
    starts = _starts(ground.texts)
    marks = {str(at): _spans(body.get("marks"), starts) for at, body in enumerate(bodies)}
    ratings = marked_tokens(text, marks)
    found = [
        _told(percent(ratings), "word", "words"),
        _told(alpha(ratings), "word", "words"),
    ]
    desk = [Span(starts[text] + a, starts[text] + b) for text, a, b in reference(task, ground)]
    return [*found, *([_meeting(desk, list(marks.values()))] if desk else [])]


def _meeting(desk: Sequence[Span], marks: Sequence[Sequence[Span]]) -> Agreed:
    """F1 of each work by code points, and their mean."""
    scores = [against(desk, one)[0].f1 or 0.0 for one in marks]
    value = fmean(scores)
    words = (
        f"The marks of one of us and the desk’s share {_in_100(value)} of what they cover "
        f"together, on average; the nearest {_in_100(max(scores))}, the farthest "
        f"{_in_100(min(scores))}."
    )
    return Agreed("F1 against the desk", value, min(scores), max(scores), words)


def _starts(texts: Sequence[str]) -> list[int]:
    """Where each text begins in all of them together."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(GAP)
    return starts


def _spans(marks: Any, starts: Sequence[int]) -> list[Span]:
    places = [mark["at"] for mark in marks or [] if mark.get("at")]
    return [
        Span(starts[one["text"]] + one["start"], starts[one["text"]] + one["end"]) for one in places
    ]


NAMES = {
    "percent": "Equal pairs",
    "cohen": "Cohen’s kappa",
    "fleiss": "Fleiss’ kappa",
    "alpha_nominal": "Krippendorff’s alpha",
    "alpha_ordinal": "Krippendorff’s alpha, in order",
}


def _told(figure: Figure, unit: str, units: str) -> Agreed:
    """A figure in words that a class understands."""
    said = _words(figure, unit, units)
    few = figure.units < TOO_FEW
    low, high = (None, None) if few else (figure.low, figure.high)
    return Agreed(NAMES[figure.name], None if few else figure.value, low, high, said)


def _words(figure: Figure, unit: str, units: str) -> str:
    if figure.why == "one_value":
        return "All of us say the same of everything, so luck and agreement look alike."
    if figure.value is None:
        return f"No {unit} was judged by two of us."
    if figure.units < TOO_FEW:
        many = f"1 {unit}" if figure.units == 1 else f"{figure.units} {units}"
        return f"{many}: too few to tell agreement from luck. {TOO_FEW} are the least."
    if figure.name == "percent":
        said = f"Take two of us and one {unit}: in {_of_100(figure.value)} we say the same"
        return f"{said}{_between(figure, 100, ' of 100')}."
    said = f"Beyond what luck would bring, we agree {_band(figure.value)}"
    return f"{said} ({figure.value:.2f}; 0 is luck, 1 is full agreement{_between(figure, 1, '')})."


def _band(value: float) -> str:
    return next((words for least, words in BANDS if value > least), "hardly at all")


def _between(figure: Figure, times: int, after: str) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = figure.low * times, figure.high * times
    if times == 1:
        return f"; probably between {low:.2f} and {high:.2f}"
    return f", probably between {low:.0f} and {high:.0f}{after}"


def _of_100(value: float | None) -> str:
    return f"{round((value or 0) * 100)} of 100 cases"


def _in_100(value: float | None) -> str:
    return f"{round((value or 0) * 100)} in 100"
