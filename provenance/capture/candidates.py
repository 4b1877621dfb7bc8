"""What may be said about a text from the outside of it: title, author, date and so on.

A candidate is one value for one field together with how it is known. Several
may contradict each other; all are kept and only a choice among them is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal[
    "title",
    "author",
    "outlet",
    "published",
    "language",
    "republished_from",
    "canonical",
    "description",
    "image",
]
Known = Literal["in_text", "in_markup", "inferred"]
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value of one field.

    ``published`` values are ISO 8601 as far as they are known (2017-12-11,
    2017-12 or 2017) and carry a ``precision``. ``start`` and ``end`` are set
    when the value stands in the canonical text. ``markup`` names the rule or
    the place in the markup, for people to read.
    """

    field: Field
    value: str
    confidence: float
    known: Known
    markup: str
    precision: Precision | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best value of each field; nothing where nothing is known well enough."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    precision: Precision | None = None
    language: str | None = None
    republished_from: str | None = None
