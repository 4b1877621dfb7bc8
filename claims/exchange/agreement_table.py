"""The figures of agreement as a table: one row for each figure of each group."""

import csv
from collections.abc import Iterator

from claims.reviews.agreeing import Agreement, Group, OnScale
from claims.reviews.agreement import TOO_FEW, sentence

from .tables import Echo, safe

COLUMNS = [
    "scale",
    "edition",
    "grouped_by",
    "group",
    "checks",
    "same",
    "measure",
    "value",
    "low",
    "high",
    "units",
    "left_out",
    "too_few",
    "meaning",
]


def lines(found: Agreement) -> Iterator[str]:
    """CSV lines (RFC 4180, UTF-8 with a byte order mark for spreadsheets)."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for one in found.scales:
        for kind, group in _groups(one):
            for cells in _cells(one, kind, group):
                yield writer.writerow(cells)


def _groups(one: OnScale) -> Iterator[tuple[str, Group]]:
    yield "all", one.whole
    kinds = {"people": one.people, "topic": one.topics, "outlet": one.outlets}
    for kind, groups in {**kinds, "quarter": one.quarters}.items():
        for group in groups:
            yield kind, group


def _cells(one: OnScale, kind: str, group: Group) -> Iterator[list[object]]:
    for figure in group.figures:
        numbers = [_number(each) for each in (figure.value, figure.low, figure.high)]
        yield [
            safe(one.scale.name),
            one.scale.edition,
            kind,
            safe(group.name),
            group.units,
            group.same,
            figure.name,
            *numbers,
            figure.units,
            figure.left_out,
            "yes" if figure.units < TOO_FEW else "",
            sentence(figure),
        ]


def _number(value: float | None) -> str:
    """To four places, which is more than anyone should read into it."""
    return "" if value is None else f"{value:.4f}"
