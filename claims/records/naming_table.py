"""Who calls whom what: rows for those who are meant, columns for outlets. Pure.

A name or an alias is looked for in each text as whole words, whatever their case, the longest
first, so that "Mira Tal" is not counted as "Tal" too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

SHORTEST = 2  # A single letter is nobody's name.
MOST_FOUND = 5  # Different words for one person in one text.


@dataclass(frozen=True)
class Called:
    """Words for someone in one text: how we know that they are meant, and how often they stand."""

    who: str
    outlet: str
    words: str
    how: str
    number: int = 1
    url: str = ""


@dataclass(frozen=True)
class TableRow:
    """One who is meant, and in each column what they are called there."""

    who: str
    cells: tuple[tuple[Called, ...], ...]

    @property
    def different(self) -> int:
        """How many different words there are for them."""
        return len({one.words.casefold() for cell in self.cells for one in cell})


@dataclass(frozen=True)
class NamingTable:
    """Those who are called most differently come first."""

    outlets: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = field(default=())


def occurrences(text: str, names: Iterable[str]) -> list[tuple[str, int]]:
    """Each spelling of these names that stands in a text, and how often; the commonest first."""
    wanted = sorted({name.strip() for name in names if len(name.strip()) >= SHORTEST}, key=len)
    if not wanted:
        return []
    either = "|".join(map(_loosely, reversed(wanted)))
    found: dict[str, int] = defaultdict(int)
    for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE):
        found[" ".join(match[0].split())] += 1
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MOST_FOUND]


def _loosely(name: str) -> str:
    """The name with whatever white space the text has between its words."""
    return r"\s+".join(map(re.escape, name.split()))


def naming_table(called: Iterable[Called], outlets: Sequence[str]) -> NamingTable:
    """Put what was found into rows and columns; the same words for one in one outlet stand once."""
    cells: dict[str, dict[str, dict[str, Called]]] = defaultdict(lambda: defaultdict(dict))
    for one in called:
        kept = cells[one.who][one.outlet].setdefault(one.words.casefold(), one)
        if kept is not one and kept.how == one.how:
            total = replace(kept, number=kept.number + one.number)
            cells[one.who][one.outlet][one.words.casefold()] = total
    rows = [
        TableRow(who, tuple(tuple(columns.get(outlet, {}).values()) for outlet in outlets))
        for who, columns in cells.items()
    ]
    rows.sort(key=lambda row: (-row.different, row.who.casefold()))
    return NamingTable(tuple(outlets), tuple(rows))
