"""What an answer to each kind of task looks like, and how one is read. Pure.

A body is what the page of a task sends: JSON with the fields of `SHAPES[kind]`. Offsets are code
points, half open, in the text of the material that `text` names by its place in the assignment.
Nothing has to be there while someone is still writing; what is there has to make sense.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from .kinds import DIRECTNESS, RELATIONS, Kind
from .places import read_place

Body = dict[str, Any]
LONG, SHORT, ADDRESS = 5_000, 300, 2_000  # Characters.


@dataclass(frozen=True)
class Ground:
    """What an answer may point at: how long each text is, and the items of a task to be sorted."""

    lengths: Sequence[int] = ()
    items: Sequence[str] = ()
    choices: Sequence[str] = ()
    ratings: Sequence[str] = ()


Read = Callable[[Any, Ground], Any]


def clean_body(kind: str, body: Any, ground: Ground) -> Body:
    """The body with every field of its kind, tidied. Raises ValidationError naming the field."""
    if not isinstance(body, Mapping):
        raise ValidationError({"body": "Send the fields of the answer."})
    shape = SHAPES[Kind(kind)]
    if unknown := sorted(str(name) for name in set(body) - set(shape)):
        raise ValidationError({"body": f"An answer of this kind has no {', '.join(unknown)}."})
    return {name: _field(name, read, body.get(name), ground) for name, read in shape.items()}


def is_empty(body: Body) -> bool:
    """Whether nothing was answered yet."""
    return not any(value not in (None, "", [], {}) for value in body.values())


def _field(name: str, read: Read, value: Any, ground: Ground) -> Any:
    try:
        return read(value, ground)
    except _Wrong as wrong:
        raise ValidationError({"body": f"{name}{wrong.where}: {wrong.said}"}) from None


class _Wrong(Exception):  # noqa: N818 - It never leaves this module.
    def __init__(self, said: str, where: str = "") -> None:
        super().__init__(said)
        self.said, self.where = said, where


def _text(longest: int) -> Read:
    def read(value: Any, _: Ground) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _Wrong("write words.")
        words = value.replace("\x00", "")
        if len(words) > longest:
            raise _Wrong(f"say it in at most {longest} characters.")
        return words

    return read


def _one_of(*allowed: str) -> Read:
    def read(value: Any, _: Ground) -> str:
        if value in (None, ""):
            return ""
        if value not in allowed:
            raise _Wrong(f"choose one of {', '.join(allowed)}.")
        return str(value)

    return read


def _rating(value: Any, ground: Ground) -> str:
    return str(_one_of(*ground.ratings)(value, ground))


def _number(least: int, most: int) -> Read:
    def read(value: Any, _: Ground) -> int | None:
        if value in (None, ""):
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise _Wrong(f"give a whole number from {least} to {most}.")
        return value

    return read


def _yes(value: Any, _: Ground) -> bool:
    if value not in (None, True, False):
        raise _Wrong("say yes or no.")
    return bool(value)


def _span(value: Any, ground: Ground) -> dict[str, int] | None:
    """A place in one of the texts."""
    if value is None:
        return None
    place = read_place(value, ground.lengths)
    if place is None:
        raise _Wrong("these words are not in the texts.")
    return place._asdict()


def _rows(most: int, **columns: Read) -> Read:
    """A list of rows with these columns."""

    def read(value: Any, ground: Ground) -> list[Body]:
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > most:
            raise _Wrong(f"send a list of at most {most}.")
        return [_row(at, one, columns, ground) for at, one in enumerate(value)]

    return read


def _row(at: int, value: Any, columns: Mapping[str, Read], ground: Ground) -> Body:
    if not isinstance(value, Mapping) or set(value) - set(columns):
        raise _Wrong(f"a row has {', '.join(columns)}.", f"[{at}]")
    row = {}
    for name, read in columns.items():
        try:
            row[name] = read(value.get(name), ground)
        except _Wrong as wrong:
            raise _Wrong(wrong.said, f"[{at}].{name}{wrong.where}") from None
    return row


def _marks(**more: Read) -> Read:
    """Marked words, once each, in the order of the text."""
    rows = _rows(200, at=_span, **more)

    def read(value: Any, ground: Ground) -> list[Body]:
        found = {}
        for at, row in enumerate(rows(value, ground)):
            if row["at"] is None:
                raise _Wrong("mark the words.", f"[{at}].at")
            found[tuple(row["at"].values())] = row
        return [found[place] for place in sorted(found)]

    return read


def _labels(value: Any, ground: Ground) -> dict[str, str]:
    """Item -> the choice made for it."""
    if value is None:
        return {}
    if not isinstance(value, Mapping) or set(value) - set(ground.items):
        raise _Wrong("these are not the items of the task.")
    if wrong := {str(one) for one in value.values()} - {*ground.choices, ""}:
        raise _Wrong(f"choose one of {', '.join(ground.choices)}, not {', '.join(sorted(wrong))}.")
    return {str(item): str(choice) for item, choice in sorted(value.items()) if choice}


WORDS = _text(LONG)
SHAPES: dict[Kind, dict[str, Read]] = {
    Kind.FIND: {"marks": _marks(statement=_text(SHORT))},
    Kind.CHAIN: {
        "hops": _rows(
            30,
            speaker=_text(SHORT),
            directness=_one_of(*DIRECTNESS),
            anonymous=_yes,
            cue=_span,
            note=_text(SHORT),
        )
    },
    Kind.TRACE: {
        "hops": _rows(
            30, who=_text(SHORT), address=_text(ADDRESS), primary=_yes, note=_text(SHORT)
        ),
        "searches": _rows(
            50, sought=_text(SHORT), place=_text(SHORT), found=_text(SHORT), address=_text(ADDRESS)
        ),
        "origins": _number(0, 99),
        "because": WORDS,
    },
    Kind.EVIDENCE: {
        "items": _rows(
            50,
            stance=_one_of("supports", "contradicts", "context"),
            origin=_one_of("primary", "secondary"),
            at=_span,
            address=_text(ADDRESS),
            reason=_text(SHORT),
        )
    },
    Kind.VERDICT: {"rating": _rating, "confidence": _number(0, 100), "reason": WORDS},
    Kind.COMPARE: {
        "marks": _marks(note=_text(SHORT)),
        "relation": _one_of(*RELATIONS),
        "because": WORDS,
    },
    Kind.SORT: {"labels": _labels, "because": WORDS},
    Kind.CHANGE: {"marks": _marks(note=_text(SHORT)), "because": WORDS},
}
