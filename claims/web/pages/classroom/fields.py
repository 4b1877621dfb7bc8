"""The fields in which each kind of task is answered, as a form without scripts. Pure.

What a form sends becomes the body that `claims.classroom.answers` reads, and the other way round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from claims.classroom.kinds import Kind
from claims.classroom.places import Place
from provenance.numbers import number_in

BLANK = 2  # Empty rows below those that are filled in.
MOST_ROWS = 60
Choices = Sequence[tuple[str, str]]
Json = dict[str, Any]

DIRECTNESS: Choices = [
    ("", "not said"),
    ("direct", "in their own words"),
    ("indirect", "reported"),
    ("hearsay", "second hand"),
    ("own_voice", "the text itself says so"),
]
STANCES: Choices = [
    ("", "not said"),
    ("supports", "speaks for it"),
    ("contradicts", "speaks against it"),
    ("context", "gives context"),
]
ORIGINS: Choices = [("", "not said"), ("primary", "a primary source"), ("secondary", "second hand")]
RELATIONS: Choices = [
    ("", "not said"),
    ("from_second", "the first has it from the second"),
    ("from_first", "the second has it from the first"),
    ("same_source", "both have it from the same source"),
    ("independent", "they are independent of each other"),
    ("unclear", "one cannot tell"),
]
SORTED: Choices = [
    ("fact", "fact"),
    ("opinion", "opinion"),
    ("quotation", "quotation"),
    ("scare_quotes", "scare quotes"),
]


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `kind`: text, long, address, number, confidence, yes, choice, place."""

    name: str
    label: str
    kind: str = "text"
    choices: Choices = ()
    most: int = 0


@dataclass(frozen=True)
class Rows:
    """Things of which there are several, each with these fields."""

    name: str
    label: str
    fields: Sequence[Field]


BECAUSE = Field("because", "Because", "long")
ASKED: dict[Kind, Sequence[Field | Rows]] = {
    Kind.FIND: [],
    Kind.CHAIN: [
        Rows(
            "hops",
            "Who",
            [
                Field("speaker", "Who says it"),
                Field("anonymous", "without a name", "yes"),
                Field("directness", "How", "choice", DIRECTNESS),
                Field("cue", "Which words say so", "place"),
                Field("note", "Note"),
            ],
        )
    ],
    Kind.TRACE: [
        Rows(
            "hops",
            "Step back",
            [
                Field("who", "Who had it"),
                Field("address", "Address", "address"),
                Field("primary", "was there, or measured it", "yes"),
                Field("note", "Note"),
            ],
        ),
        Rows(
            "searches",
            "Search",
            [
                Field("sought", "What you looked for"),
                Field("place", "Where"),
                Field("found", "What you found, or nothing"),
                Field("address", "Address", "address"),
            ],
        ),
        Field("origins", "How many independent origins does it have?", "number", most=99),
        BECAUSE,
    ],
    Kind.EVIDENCE: [
        Rows(
            "items",
            "Evidence",
            [
                Field("stance", "It", "choice", STANCES),
                Field("at", "Words of the text", "place"),
                Field("address", "Or an address", "address"),
                Field("origin", "It is", "choice", ORIGINS),
                Field("reason", "Why does it count?"),
            ],
        )
    ],
    Kind.VERDICT: [
        Field("rating", "Your verdict", "choice"),
        Field("confidence", "How sure are you, from 0 to 100?", "confidence", most=100),
        Field("reason", "Why", "long"),
    ],
    Kind.COMPARE: [Field("relation", "How they stand to each other", "choice", RELATIONS), BECAUSE],
    Kind.SORT: [BECAUSE],
    Kind.CHANGE: [BECAUSE],
}
# What is said about each mark.
ABOUT: dict[Kind, Field] = {
    Kind.FIND: Field("statement", "The claim in your own words"),
    Kind.COMPARE: Field("note", "What it shows"),
    Kind.CHANGE: Field("note", "What changed"),
}
MARKS = frozenset(ABOUT)


@dataclass(frozen=True)
class Filled:
    """A field with what stands in it. `name` is its name in the form."""

    name: str
    field: Field
    value: Any = ""
    choices: Choices = ()


@dataclass(frozen=True)
class FilledRows:
    """Rows with what stands in them, and empty ones to go on."""

    rows: Rows
    filled: list[list[Filled]]


def filled(kind: Kind, body: Json, places: Choices, ratings: Choices) -> list[Filled | FilledRows]:
    """The form of a task with an answer in it."""
    choices = {"place": [("", "none"), *places], "rating": [("", "none yet"), *ratings]}
    found: list[Filled | FilledRows] = []
    for one in ASKED[kind]:
        if isinstance(one, Field):
            found.append(_filled(one.name, one, body.get(one.name), choices))
            continue
        rows = [*(body.get(one.name) or []), *({} for _ in range(BLANK))]
        lines = [
            [_filled(f"{one.name}-{at}-{f.name}", f, row.get(f.name), choices) for f in one.fields]
            for at, row in enumerate(rows)
        ]
        found.append(FilledRows(one, lines))
    return found


def _filled(name: str, field: Field, value: Any, choices: Mapping[str, Choices]) -> Filled:
    given = choices.get("place" if field.kind == "place" else field.name, field.choices)
    if field.kind == "place" and value:
        value = as_choice(value)
    return Filled(name, field, "" if value is None else value, given)


def as_choice(place: Mapping[str, int]) -> str:
    """A place as the value of a choice: text, start, end."""
    return f"{place['text']}-{place['start']}-{place['end']}"


def read_form(kind: Kind, sent: QueryDict, body: Json) -> Json:
    """The body that a form says; `body` is what was kept before."""
    read: Json = {}
    for one in ASKED[kind]:
        if isinstance(one, Field):
            read[one.name] = _read(one, sent.get(one.name, ""))
        else:
            read[one.name] = [row for row in _rows(one, sent) if any(row.values())]
    if kind in MARKS:
        read["marks"] = _marks(kind, sent, body)
    if kind == Kind.SORT:
        labels = {name[6:]: value for name, value in sent.items() if name.startswith("label-")}
        read["labels"] = labels
    return read


def _rows(rows: Rows, sent: QueryDict) -> list[Json]:
    first = rows.fields[0].name
    found = []
    for at in range(MOST_ROWS):
        if f"{rows.name}-{at}-{first}" not in sent:
            break
        found.append(
            {f.name: _read(f, sent.get(f"{rows.name}-{at}-{f.name}", "")) for f in rows.fields}
        )
    return found


def _read(field: Field, value: Any) -> Any:
    words = str(value).strip()
    if field.kind == "yes":
        return bool(words)
    if field.kind in {"number", "confidence"}:
        number = number_in(words)
        return (words or None) if number is None else number
    if field.kind == "place":
        return _place(words)
    return words


def _place(words: str) -> Json | None:
    numbers = [number_in(one) for one in words.split("-")]
    if len(numbers) != len(Place._fields) or None in numbers:
        return None
    return dict(zip(Place._fields, numbers, strict=True))


def read_marks(sent: QueryDict) -> list[tuple[Json, str]]:
    """Places that are ticked, once each, and what is said about them."""
    places = [(ticked, _place(ticked)) for ticked in dict.fromkeys(sent.getlist("mark"))]
    return [(at, sent.get(f"about-{ticked}", "").strip()) for ticked, at in places if at]


def _marks(kind: Kind, sent: QueryDict, body: Json) -> list[Json]:
    """What is ticked, with what is said about it, or was where the form does not ask."""
    kept = {as_choice(mark["at"]): mark for mark in body.get("marks") or []}
    found = []
    for ticked in dict.fromkeys(sent.getlist("mark")):
        place = _place(ticked)
        if place is not None:
            found.append({**kept.get(ticked, {}), "at": place} | _about(kind, ticked, sent))
    return found


def _about(kind: Kind, ticked: str, sent: QueryDict) -> Json:
    """What is said about a mark, where the form asks for it."""
    said = sent.get(f"about-{ticked}")
    return {} if said is None else {ABOUT[kind].name: said.strip()}
