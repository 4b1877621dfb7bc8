"""The comparison of a class with the desk as CSV: a line for each figure, without names."""

import csv
from collections.abc import Iterator, Sequence

from claims.classroom.compared import Comparison
from claims.classroom.comparing import Compared, Found, Share

from .tables import Echo, safe

Row = list[str | int]
HEAD = ["task", "kind", "about", "what", "count", "of", "percent", "desk", "value", "low", "high"]
SILENT = ("", "", "")  # No value and no interval.


def comparison_lines(found: Comparison) -> Iterator[str]:
    """CSV lines (RFC 4180, UTF-8 with a byte order mark); no cell is taken for a formula."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEAD)
    for number, one in enumerate(found.tasks, 1):
        for row in [*_figures(one, found.with_key), *_agreed(found, one.task.id)]:
            cells = [number, str(one.task.kind), *row]
            yield writer.writerow([safe(c) if isinstance(c, str) else str(c) for c in cells])


def _figures(one: Compared, with_key: bool) -> Iterator[Row]:
    yield ["answered", "", one.answered, "", "", "", *SILENT]
    yield from _bars("answer", one.bars, with_key)
    for item in one.items:
        yield from _bars(item.quote, item.shares, with_key)
    yield from _bars("found", one.found, with_key)
    yield from _chain(one)
    yield from _sure(one)
    yield from _marks(one)


def _bars(about: str, bars: Sequence[Share] | Sequence[Found], with_key: bool) -> Iterator[Row]:
    for bar in bars:
        desk = ("yes" if bar.is_key else "no") if with_key else ""
        yield [about, bar.label, bar.count, bar.of, bar.percent, desk, *SILENT]


def _chain(one: Compared) -> Iterator[Row]:
    if one.overlay is None:
        return
    for hop in one.overlay.hops:
        yield ["got at least to", hop.label, hop.count, hop.of, hop.percent, "yes", *SILENT]
        yield ["stopped at", hop.label, hop.stopped, hop.of, "", "yes", *SILENT]
    if one.overlay.hops:
        yield ["stopped at", "none of these", one.overlay.nowhere, one.answered, "", "", *SILENT]
    for other in one.overlay.others:
        yield ["also named", other.label, other.count, other.of, other.percent, "no", *SILENT]


def _sure(one: Compared) -> Iterator[Row]:
    if one.calibration is None:
        return
    for each in one.calibration.bins:
        yield ["sure", each.label, each.count, each.of, each.percent, "", *SILENT]
        if each.right is not None:
            yield ["sure and as the desk", each.label, each.right, each.count, "", "", *SILENT]
    if one.calibration.brier is not None:
        brier = f"{one.calibration.brier:.4f}"
        yield ["Brier score", "", one.calibration.people, "", "", "", brier, "", ""]


def _marks(one: Compared) -> Iterator[Row]:
    for text, stretches in enumerate(one.heat, 1):
        for each in stretches:
            if each.count or each.is_key:
                place = f"characters {each.start} to {each.end}"
                desk = "yes" if each.is_key else "no"
                yield [f"marked in text {text}", place, each.count, each.of, each.percent, desk,
                       *SILENT]  # fmt: skip


def _agreed(found: Comparison, task: str) -> Iterator[Row]:
    for each in found.agreed.get(task, []):
        numbers = ["" if one is None else f"{one:.4f}" for one in (each.value, each.low, each.high)]
        yield ["agreement", each.name, "", "", "", "", *numbers]
