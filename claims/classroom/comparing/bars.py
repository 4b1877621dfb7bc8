"""What a class said where it chose or counted: a bar for each. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..kinds import SORTED_INTO, Kind
from ..tasks import Task
from .quoting import quote
from .values import Body, Ground, Item, Share

RELATIONS = {
    "from_second": "the first has it from the second",
    "from_first": "the second has it from the first",
    "same_source": "both have it from the same source",
    "independent": "each found it out alone",
    "unclear": "it cannot be told",
}
STANCES = {"supports": "for it", "contradicts": "against it", "context": "context"}
SORTED = {one: one.replace("_", " ") for one in SORTED_INTO}


def bars_of(task: Task, bodies: Sequence[Body], ground: Ground, own: Body) -> list[Share]:
    """The bars of a task; none for kinds that are marked, chained or sorted."""
    key = ground.key or {}
    if task.kind == Kind.VERDICT:
        labels = {one.slug: one.label for one in ground.choices}
        verdict = (key.get("verdict") or {}).get("slug")
        return _shares((b.get("rating") for b in bodies), labels, verdict, own.get("rating"))
    if task.kind == Kind.COMPARE:
        said = (body.get("relation") for body in bodies)
        return _shares(said, RELATIONS, None, own.get("relation"))
    if task.kind == Kind.TRACE:
        said = (body.get("origins") for body in bodies)
        return _numbers(said, key.get("origins"), own.get("origins"))
    if task.kind == Kind.EVIDENCE:
        return _stances(bodies, ground.said("evidence"), own)
    return []


def items_of(task: Task, bodies: Sequence[Body], ground: Ground, own: Body) -> list[Item]:
    """Of each thing to be sorted, what the class says it is."""
    found = []
    for item in task.items if task.kind == Kind.SORT else ():
        said = ((body.get("labels") or {}).get(item.id) for body in bodies)
        mine = (own.get("labels") or {}).get(item.id)
        is_ = item.is_ if ground.key is not None else None
        shares = _shares(said, SORTED, is_, mine)
        found.append(Item(quote(ground.texts[item.text], item.start, item.end), shares))
    return found


def _shares(said: Iterable[Any], labels: Mapping[str, str], key: Any, own: Any) -> list[Share]:
    counts = Counter(value for value in said if value in labels)
    of = counts.total()
    return [
        Share(counts[slug], of, label, slug == key, slug == own) for slug, label in labels.items()
    ]


def _numbers(said: Iterable[Any], key: Any, own: Any) -> list[Share]:
    counts = Counter(value for value in said if value is not None)
    shown = sorted({*counts, *(one for one in (key, own) if one is not None)})
    return [Share(counts[n], counts.total(), str(n), n == key, n == own) for n in shown]


def _stances(bodies: Sequence[Body], ours: Sequence[Body], own: Body) -> list[Share]:
    """How many works found anything on each side."""
    here, mine = _sides(ours), _sides(own.get("items") or [])
    sides = [_sides(body.get("items") or []) for body in bodies]
    return [
        Share(sum(one in each for each in sides), len(sides), label, one in here, one in mine)
        for one, label in STANCES.items()
    ]


def _sides(rows: Iterable[Body]) -> set[str]:
    return {row["stance"] for row in rows if row.get("stance")}
