"""The selection balance as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from claims.attention.balance import Balance
from claims.attention.shares import Count, Share

from .tables import safe

COLUMNS = [
    *("by", "group", "recorded", "picked", "declined", "left", "with_verdict"),
    *("share", "share_low", "share_high", "too_few"),
]


def balance_lines(balance: Balance) -> Iterator[str]:
    """CSV lines (UTF-8 with a byte order mark).

    `share` is 0 to 1: what was picked of what was recorded; for a rule its part of what was
    picked, for a verdict its part of what has one.
    """
    yield "\ufeff" + _line(COLUMNS)
    yield _line(["all", "", *_numbers(balance.whole)])
    for table in balance.tables:
        for row in table.rows:
            yield _line([table.key, row.name, *_numbers(row)])
    for name, share in balance.rules:
        yield _line(["rule", name, "", share.part, "", "", "", *_share(share)])
    for name, share in balance.verdicts:
        yield _line(["verdict", name, "", "", "", "", share.part, *_share(share)])


def _numbers(row: Count) -> list[Any]:
    numbers = [row.recorded, row.picked, row.declined, row.left, row.out]
    return [*numbers, *_share(row.picked_of_recorded)]


def _share(share: Share) -> list[Any]:
    low, high = share.interval or ("", "")
    value = "" if share.value is None else share.value
    told = [f"{one:.4f}" if isinstance(one, float) else one for one in (value, low, high)]
    return [*told, "yes" if share.is_too_small else "no"]


def _line(cells: list[Any]) -> str:
    sheet = io.StringIO()
    csv.writer(sheet).writerow([safe(cell) for cell in cells])
    return sheet.getvalue()
