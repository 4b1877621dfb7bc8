"""Which stored texts share keys with a text: one question, answered inside PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

COMMON = 200  # A key that stands in so many texts is boilerplate.
FIRST = 20  # … unless most of a text is: of such a text the first few are asked.
MOST = 100

# For each key the texts that have it, the first of them only where there are too many: the index
# is left after COMMON rows, so a phrase that stands in a million texts costs no more than others.
FOUND = """
SELECT fingerprint, sum(rare)::int, sum(1 - rare)::int FROM (
    SELECT hit.fingerprint, (hit.many <= %(common)s)::int AS rare
    FROM unnest(%(keys)s::bigint[]) AS wanted(key)
    CROSS JOIN LATERAL (
        SELECT fingerprint, row_number() OVER () AS place, count(*) OVER () AS many
        FROM (
            SELECT fingerprint_id AS fingerprint FROM lineage_key
            WHERE lineage_key.key = wanted.key ORDER BY fingerprint_id LIMIT %(common)s + 1
        ) AS first_ones
    ) AS hit
    WHERE hit.many <= %(common)s OR hit.place <= %(first)s
) AS hits
WHERE fingerprint <> %(own)s
GROUP BY fingerprint
ORDER BY sum(rare) DESC, sum(1 - rare) DESC, fingerprint
LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that shares keys: how many rare ones, and how many that stand in very many texts."""

    keeper: int
    rare: int
    common: int


def texts_sharing(keys: Sequence[int], *, own: int = 0, most: int = MOST) -> list[Hit]:
    """The texts that share most keys with one that has these, `own` left out.

    Keys in more than COMMON texts count only where most of the text is made of such: then it
    stands in very many places itself, and the first of these are enough.
    """
    if not keys:
        return []
    given: dict[str, Any] = {
        "keys": list(keys),
        "own": own,
        "most": most,
        "common": COMMON,
        "first": FIRST,
    }
    with connection.cursor() as cursor:
        cursor.execute(FOUND, given)
        hits = [Hit(*row) for row in cursor.fetchall()]
    return [hit for hit in hits if hit.rare or 2 * hit.common > len(keys)]
