"""One hop of a chain as fixture files tell it, in the terms of the services."""

from typing import Any

from claims.records import services as records
from provenance.sources.knowing import Precision

from .dates import whole_date

Row = dict[str, Any]
PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def hop_told(row: Row, **resolved: Any) -> records.Hop:
    """The hop; `resolved` is what the file only names: speaker, cue, article, wording_at."""
    said = row.get("said")
    words = row.get("wording")
    return records.Hop(
        directness=row["directness"],
        anonymous=row["anonymous"],
        note=row.get("note", ""),
        basis=row.get("basis", ""),
        said_on=whole_date(said) if said else None,
        said_precision=PRECISIONS[len(said)] if said else "",
        wording=words if isinstance(words, str) else "",
        known=row["known"],
        confidence=row.get("confidence"),
        known_from=row.get("known_from", ""),
        gap=row.get("gap", ""),
        **resolved,
    )
