"""What the desk has, and how many works have it too: places, evidence, changes. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ..kinds import Kind
from ..matching import Span, address_key, means, same_source, span_of
from ..tasks import Task
from .quoting import quote, shorten
from .values import Body, Found, Ground

SEVERAL = 2  # Works that name the same; what one alone wrote is nobody else's to read.
MOST_OTHERS = 5
Has = Callable[[Body], bool]


def found_by(task: Task, bodies: Sequence[Body], ground: Ground, own: Body) -> list[Found]:
    """What the desk has in the order of the texts or of its file, then what several works have."""
    if task.kind == Kind.FIND:
        places = _claims(ground)
        return [_counted(_has_mark([place]), bodies, own, label) for label, place in places]
    if task.kind == Kind.CHANGE and ground.key is not None:
        return [
            _counted(_has_mark(places), bodies, own, _change(ground, places))
            for places in ground.changes
        ]
    if task.kind == Kind.EVIDENCE:
        ours = ground.said("evidence")
        return [*(_evidence(row, bodies, own) for row in ours), *_others(bodies, ours, own)]
    return []


def reference(task: Task, ground: Ground) -> list[Span]:
    """The places that a task's marks are held against; none where the key tells none."""
    if task.kind == Kind.FIND:
        return [place for _, place in _claims(ground)]
    if task.kind == Kind.CHANGE and ground.key is not None:
        return [place for places in ground.changes for place in places]
    return []


def _counted(has: Has, bodies: Sequence[Body], own: Body, label: str, stance: str = "") -> Found:
    count = sum(map(has, bodies))
    return Found(count, len(bodies), label, stance, is_key=True, is_mine=has(own))


def _has_mark(places: Sequence[Span]) -> Has:
    def has(body: Body) -> bool:
        marks = [span_of(row["at"]) for row in body.get("marks") or [] if row.get("at")]
        return any(means(mark, place) for mark in marks for place in places)

    return has


def _claims(ground: Ground) -> list[tuple[str, Span]]:
    """The places that the desk marked, once each, with their words."""
    places = {span_of(one["at"]): None for one in ground.said("marks") if one.get("at")}
    return [(quote(ground.texts[one[0]], one[1], one[2]), one) for one in places]


def _change(ground: Ground, places: Sequence[Span]) -> str:
    words = {text: quote(ground.texts[text], start, end) for text, start, end in places}
    if 0 not in words:
        return f"added: “{words[1]}”"
    if 1 not in words:
        return f"taken out: “{words[0]}”"
    return f"“{words[0]}” became “{words[1]}”"


def _evidence(row: Body, bodies: Sequence[Body], own: Body) -> Found:
    def has(body: Body) -> bool:
        return any(same_source(one, row) for one in body.get("items") or [])

    label = shorten(row.get("reason") or row.get("address") or "words of the text", 160)
    return _counted(has, bodies, own, label, row["stance"])


def _others(bodies: Sequence[Body], ours: Sequence[Body], own: Body) -> list[Found]:
    """Addresses that several works give and the desk does not."""
    by_work = [_addresses(body, ours) for body in bodies]
    counts = Counter(key for found in by_work for key in found)
    spelt = _first_spelling(by_work)
    mine = _addresses(own, ours)
    found = [
        Found(count, len(bodies), shorten(spelt[key], 160), "", is_key=False, is_mine=key in mine)
        for key, count in counts.items()
        if count >= SEVERAL
    ]
    return sorted(found, key=lambda one: (-one.count, one.label))[:MOST_OTHERS]


def _first_spelling(by_work: Iterable[dict[str, str]]) -> dict[str, str]:
    """Of each address the first spelling by the alphabet, whatever the order of works."""
    spelt: dict[str, str] = {}
    for found in by_work:
        for key, address in found.items():
            spelt[key] = min(address, spelt.get(key, address))
    return spelt


def _addresses(body: Body, ours: Sequence[Body]) -> dict[str, str]:
    rows = [row for row in body.get("items") or [] if not any(same_source(row, o) for o in ours)]
    found = {address_key(row.get("address")): row.get("address") or "" for row in rows}
    return {key: address for key, address in found.items() if key}
