"""What a verdict goes out with, as one person saw it: a short line that changes with any of it.

Each row is written as a letter for its kind, its id and its version: `e12.2` is evidence 12 as it
was after its first change. Two such lines tell what happened in between.
"""

import re
from collections import Counter
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from claims.evidence.models import Evidence
from claims.groundwork.models import Gap, Media, Reply, Search
from claims.records.models import Appearance, Claim
from provenance.accounts.rules import NotNow

from .models import Recheck, RollUp, Verdict

ROW = re.compile(r"([a-z])([0-9]{1,18})\.([0-9]{1,9})")
KINDS = {
    "c": "the wording of the claim",
    "a": "where it stands and who had it from whom",
    "e": "evidence",
    "s": "a search",
    "g": "a declared gap",
    "r": "a question to someone",
    "m": "a picture, film or sound",
    "p": "the rule for its parts",
    "v": "a verdict on a part",
    "q": "a question about a source that changed",
}
BEGIN = "What it rests on changed while you were looking: "
END = ". Look at it again, then publish."


class GroundsChanged(NotNow):
    """What a verdict rests on is no longer what the editor saw."""


def grounds_of(claim_id: int) -> str:
    """What a verdict on this claim would go out with now; one query."""
    of_claim = {"claim__in": Claim.objects.family(claim_id), "deleted_at": None}
    kinds = {
        "c": Claim.objects.filter(pk=claim_id),
        "a": Appearance.objects.filter(**of_claim),
        "e": Evidence.objects.filter(**of_claim),
        "s": Search.objects.filter(**of_claim),
        "g": Gap.objects.filter(**of_claim),
        "r": Reply.objects.filter(**of_claim),
        "m": Media.objects.filter(**of_claim),
        "q": Recheck.objects.waiting().of_claim(claim_id),
    }
    parts = {"claim__parent": claim_id, "claim__deleted_at": None}
    kinds["p"] = RollUp.objects.standing().filter(claim=claim_id)
    kinds["v"] = Verdict.objects.current().filter(**parts)
    first, *others = (_rows(letter, rows) for letter, rows in kinds.items())
    return " ".join(
        f"{letter}{pk}.{version}" for letter, pk, version in sorted(first.union(*others, all=True))
    )


def changes(seen: str, now: str) -> list[str]:
    """What happened between two such lines, in words; nothing where they say the same.

    Raises ValueError for what is no such line.
    """
    before, after = _read(seen), _read(now)
    found: Counter[str] = Counter()
    for row in before | after:
        if row not in before:
            found[f"{KINDS[row[0]]} was added"] += 1
        elif row not in after:
            found[f"{KINDS[row[0]]} was {'answered' if row[0] == 'q' else 'taken back'}"] += 1
        elif before[row] != after[row]:
            found[f"{KINDS[row[0]]} was changed"] += 1
    return [said if number == 1 else f"{said} ({number})" for said, number in found.items()]


def refuse_other_grounds(claim_id: int, seen: str) -> None:
    """Raise GroundsChanged, which says what changed, unless what was seen is what is there now.

    Raises ValueError for what `grounds_of` never said. The claim is locked by the caller.
    """
    found = changes(seen, grounds_of(claim_id))
    if found:
        raise GroundsChanged(f"{BEGIN}{'; '.join(found)}{END}")


def _rows(letter: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    kind = Value(letter, output_field=CharField())
    version = F("number" if letter == "v" else "version")
    told: QuerySet[Any] = rows.order_by().annotate(letter=kind, n=version)
    return told.values_list("letter", "pk", "n")


def _read(line: str) -> dict[tuple[str, str], str]:
    rows = [ROW.fullmatch(one) for one in line.split()]
    if not all(found and found[1] in KINDS for found in rows):
        raise ValueError("This says nothing about what a verdict goes out with.")
    return {(found[1], found[2]): found[3] for found in rows if found}
