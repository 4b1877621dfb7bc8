"""One question to the database: everything recorded that ties articles to anything else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from provenance.sources.models import Citation, Fact

# Kinds of ties whose name may be an agency's or an outlet's.
LIKELY = frozenset({"copy", "cites", Fact.Field.REPUBLISHED_FROM.value})
COPIES = [Citation.Kind.REPUBLISHES.value, Citation.Kind.TRANSLATES.value]
CITES = [Citation.Kind.CITES.value, Citation.Kind.QUOTES.value]
# A fact that nobody chose counts where it is more likely than not and nothing else was chosen.
LEAST = 0.5

# What one person keeps to themselves counts for nobody, unless its article is among those compared
# and so known to whoever asks. UNION ends both ways upwards on a loop.
TIES = """
WITH RECURSIVE up (article, original, name, address) AS (
    SELECT c.source_id, c.target_id, c.target_name, c.target_address FROM sources_citation AS c
    WHERE c.source_id = ANY(%(ids)s) AND c.kind = ANY(%(copies)s) AND {counts}
    UNION
    SELECT up.article, c.target_id, c.target_name, c.target_address
    FROM up JOIN sources_citation AS c ON c.source_id = up.original
    WHERE c.kind = ANY(%(copies)s) AND {counts}
), owned (article, outlet) AS (
    SELECT a.id, kept.id FROM sources_article AS a
    JOIN sources_outlet AS o ON o.id = a.outlet_id
    JOIN sources_outlet AS kept ON kept.id = coalesce(o.merged_into_id, o.id)
    WHERE a.id = ANY(%(ids)s) AND kept.kind <> 'platform'
    UNION
    SELECT owned.article, top.id FROM owned
    JOIN sources_outlet AS o ON o.id = owned.outlet
    JOIN sources_outlet AS own ON own.id = o.owner_id
    JOIN sources_outlet AS top ON top.id = coalesce(own.merged_into_id, own.id)
    WHERE top.visibility <> 'me' AND top.deleted_at IS NULL
), shared AS (
    SELECT s.* FROM lineage_sharedtext AS s
    WHERE (s.one_id = ANY(%(ids)s) OR s.other_id = ANY(%(ids)s))
      AND s.deleted_at IS NULL AND s.state <> 'refused' AND s.kind <> 'coincidence'
      AND NOT EXISTS (SELECT FROM sources_article AS t
                      WHERE t.id IN (s.one_id, s.other_id) AND t.visibility = 'me'
                        AND t.id <> ALL(%(ids)s))
), sides AS (
    SELECT id, one_id AS article, one_snapshot_id AS snapshot, 'one' AS side, kind, state, passages
    FROM shared WHERE one_id = ANY(%(ids)s)
    UNION ALL
    SELECT id, other_id, other_snapshot_id, 'other', kind, state, passages
    FROM shared WHERE other_id = ANY(%(ids)s)
)
SELECT article, 'copy', original, name, address, '', NULL::bigint, 0, 0 FROM up
UNION ALL
SELECT owned.article, 'owner', o.id, o.name, '', '', NULL::bigint, 0, 0
FROM owned JOIN sources_outlet AS o ON o.id = owned.outlet
UNION ALL
SELECT c.source_id, 'cites', c.target_id, c.target_name, c.target_address, '',
       p.snapshot_id, coalesce(p.start, 0), coalesce(p.end, 0)
FROM sources_citation AS c LEFT JOIN sources_passage AS p ON p.id = c.passage_id
WHERE c.source_id = ANY(%(ids)s) AND c.kind = ANY(%(cites)s) AND {counts}
UNION ALL
SELECT article, 'text', id, '', '', state, NULL::bigint, 0, 0
FROM sides WHERE kind IN ('copy', 'names')
UNION ALL
SELECT article, 'part', id, '', '', state, snapshot, (p -> side ->> 0)::int, (p -> side ->> 1)::int
FROM sides, jsonb_array_elements(passages) AS p WHERE kind IN ('partial', 'quotation')
UNION ALL
SELECT f.article_id, f.field, NULL::bigint, f.value, '', f.known, NULL::bigint, 0, 0
FROM sources_fact AS f
WHERE f.article_id = ANY(%(ids)s) AND f.field IN ('author', 'republished_from') AND NOT f.chosen
  AND f.known IN ('outside', 'inferred') AND f.confidence >= %(least)s
  AND NOT EXISTS (SELECT FROM sources_fact AS g
                  WHERE g.article_id = f.article_id AND g.field = f.field AND g.chosen)
""".replace(
    "{counts}",
    "c.state = 'confirmed' AND c.visibility <> 'me' AND c.deleted_at IS NULL"
    " AND (c.target_id IS NULL OR c.target_id = ANY(%(ids)s) OR EXISTS ("
    "SELECT FROM sources_article AS t WHERE t.id = c.target_id AND t.visibility <> 'me'))",
)


@dataclass(frozen=True)
class Tie:
    """One thing that ties an article: an article (`target`), or a name or an address.

    `kind` is `copy`, `cites`, `owner`, `text` (the article shares its whole text), `part` (some of
    its words) or the field of a fact, which is `known` somehow. The last three say on which words.
    """

    kind: str
    target: int | None
    name: str = ""
    address: str = ""
    known: str = ""
    snapshot: int | None = None
    start: int = 0
    end: int = 0


def ties_of(ids: Iterable[int]) -> dict[int, list[Tie]]:
    """Article id -> its ties. One query."""
    found: dict[int, list[Tie]] = defaultdict(list)
    asked: dict[str, Any] = {"ids": list(ids), "copies": COPIES, "cites": CITES, "least": LEAST}
    with connection.cursor() as cursor:
        cursor.execute(TIES, asked)
        for article, *tie in cursor.fetchall():
            found[article].append(Tie(*tie))
    return found
