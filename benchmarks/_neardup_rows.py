"""Fills a database with texts for the neardup benchmark, and measures on it. Needs Django."""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from pathlib import Path
from statistics import median

from django.db import connection, transaction
from django.utils import timezone

from benchmarks._neardup_texts import Copy, distractors, read_copies, sentences
from benchmarks._snapshots import snapshot_of
from provenance.accounts.models import Workspace
from provenance.lineage.candidates import partners_of
from provenance.lineage.kinds import is_near
from provenance.lineage.models import Fingerprint
from provenance.lineage.services.fingerprints import fingerprint_snapshots
from provenance.lineage.sharing import compare
from provenance.lineage.shingles import keys_of, runs
from provenance.lineage.words import Wording
from provenance.sources.copying import copy_rows, number
from provenance.sources.models import Article, Snapshot

AT_ONCE = 200
ROUNDS = 3  # of each look-up, of which the middle one counts
ASKED = 400  # distractors that are looked up as well
TICKS = os.sysconf("SC_CLK_TCK")
SHORTEST_RUN = 5  # words in a row without which nothing can be found

# Random keys under numbers that no text has: nothing but weight on the index.
GENERATE = """
INSERT INTO lineage_key (key, fingerprint_id)
SELECT hashint8extended(text * 1000 + place, 77), 1000000000 + text
FROM generate_series(1, %s) AS text, generate_series(1, %s) AS place
"""


@dataclass(slots=True)
class Found:
    """What the look-ups and comparisons gave."""

    near: set[tuple[int, int]] = field(default_factory=set)  # pairs of records, or (record, -1)
    lookups: list[float] = field(default_factory=list)  # milliseconds
    comparisons: list[float] = field(default_factory=list)


def measure(data: Path, shared: Path, count: int, generated: int) -> dict[str, float]:
    """The figures; see CONTRACTS for their names."""
    workspace = Workspace.objects.create(slug="neardup", name="Near copies")
    copies = read_copies(data)
    records = list(_kept((one.text for one in copies), workspace, "copy"))
    others = list(_kept(distractors(sentences(shared), count), workspace, "other"))
    _say(f"{len(records)} copies and {len(others)} others are kept")
    fingerprint_snapshots(records, by=None)
    per_second = _indexed(others)
    _say(f"fingerprinted, {per_second:.0f} a second")
    _tidy()
    found = _look_up(records)
    asked = _look_up(others[:: max(1, len(others) // ASKED)][:ASKED], compares=False)
    figures = _figures(copies, found, asked, per_second)
    if generated:
        _say(f"{figures}")
        _generate(generated)
        _tidy()
        again = _look_up(records, compares=False)
        figures["generated_p95_ms"] = _p95(again.lookups)
    return figures


def _kept(texts: Iterator[str], workspace: Workspace, name: str) -> Iterator[int]:
    """Articles with these texts, a snapshot each (ids)."""
    now = timezone.now()
    while some := list(islice(texts, 1000)):
        articles = [Article(workspace=workspace, title=name, created_at=now) for _ in some]
        number(Article, articles)
        snapshots = [
            snapshot_of(article, text) for article, text in zip(articles, some, strict=True)
        ]
        number(Snapshot, snapshots)
        for article, snapshot in zip(articles, snapshots, strict=True):
            article.latest = snapshot
        with transaction.atomic():
            copy_rows(Article, articles)
            copy_rows(Snapshot, snapshots)
        yield from (one.pk for one in snapshots)


def _indexed(snapshots: Sequence[int]) -> float:
    """Take the keys of all; how many a second of processor time, PostgreSQL's included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    began = time.process_time() + _spent(server)
    for place in range(0, len(snapshots), AT_ONCE):
        fingerprint_snapshots(snapshots[place : place + AT_ONCE], by=None)
    return len(snapshots) / max(1e-9, time.process_time() + _spent(server) - began)


def _spent(process: int) -> float:
    """Seconds of processor time of another process so far."""
    spent = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(spent[11]) + int(spent[12])) / TICKS


def _tidy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE lineage_key")
        cursor.execute("VACUUM ANALYZE lineage_fingerprint")


def _generate(count: int) -> None:
    """Put so many texts' keys into the index that stand for no text."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("ALTER TABLE lineage_key DROP CONSTRAINT lineage_key_pkey")
        cursor.execute(GENERATE, [count, _keys_a_text()])
        cursor.execute("ALTER TABLE lineage_key ADD PRIMARY KEY (key, fingerprint_id)")
    _say(f"{count} generated")


def _keys_a_text() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT round(count(*)::numeric / greatest(1, count(DISTINCT fingerprint_id)))::int"
            " FROM lineage_key"
        )
        (found,) = cursor.fetchone()
    return int(found)


def _look_up(snapshots: Sequence[int], *, compares: bool = True) -> Found:
    """Look each text up, and compare it with what was found."""
    found = Found()
    place = {pk: index for index, pk in enumerate(snapshots)}
    same = _same_words(snapshots)
    read: dict[int, Wording] = {}
    articles = Article.objects.filter(latest__in=snapshots).select_related("latest__fingerprint")
    for article in articles.order_by("pk"):
        snapshot = article.latest
        assert snapshot is not None
        words = read[snapshot.pk] = read.get(snapshot.pk) or Wording(snapshot.text)
        partners, spent = _partners(snapshot.fingerprint, article, words)
        found.lookups.append(spent)
        for pk in same[snapshot.pk] if compares else []:
            found.near.add(_pair(place[snapshot.pk], place[pk]))
        if compares:
            _compare(snapshot.pk, words, partners, place, same, read, found)
    return found


def _partners(
    fingerprint: Fingerprint, article: Article, words: Wording
) -> tuple[list[int], float]:
    """The candidates, and the milliseconds it took to find them."""
    spent = []
    partners: list[int] = []
    keys = keys_of(words.hashes, article.workspace_id).keys
    for _ in range(ROUNDS):
        began = time.perf_counter()
        partners = partners_of(fingerprint, article, keys)
        spent.append(1000 * (time.perf_counter() - began))
    return partners, median(spent)


def _compare(
    snapshot: int,
    words: Wording,
    partners: Sequence[int],
    place: dict[int, int],
    same: dict[int, list[int]],
    read: dict[int, Wording],
    found: Found,
) -> None:
    """Compare a text with its candidates; of texts of the same words one stands for all."""
    for pk, text in Snapshot.objects.filter(article__in=partners).values_list("pk", "text"):
        other = read[pk] = read.get(pk) or Wording(text)
        began = time.process_time()
        near = is_near(compare(words, other))
        found.comparisons.append(1000 * (time.process_time() - began))
        for each in [pk, *same.get(pk, [])] if near else []:
            if each != snapshot:
                found.near.add(_pair(place[snapshot], place.get(each, -1)))


def _same_words(snapshots: Sequence[int]) -> dict[int, list[int]]:
    """Snapshot -> the others of exactly its words."""
    groups: dict[int, list[int]] = defaultdict(list)
    rows = Fingerprint.objects.filter(snapshot__in=snapshots, keeper__isnull=False)
    for pk, keeper in rows.values_list("pk", "keeper"):
        groups[keeper].append(pk)
    found: dict[int, list[int]] = {pk: [] for pk in snapshots}
    for group in groups.values():
        for pk in group:
            found[pk] = [other for other in group if other != pk]
    return found


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if other == -1 else (min(one, other), max(one, other))


def _figures(
    copies: Sequence[Copy], found: Found, asked: Found, per_second: float
) -> dict[str, float]:
    pages: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(copies):
        pages[one.page].append(index)
    truth = {pair for group in pages.values() for pair in combinations(group, 2)}
    possible = _possible(copies, truth)
    right = found.near & truth
    return {
        "recall": len(right) / max(1, len(truth)),
        "recall_of_possible": len(right & possible) / max(1, len(possible)),
        "possible": len(possible) / max(1, len(truth)),
        "precision": len(right) / max(1, len(found.near)),
        "wrong": len(found.near - truth),
        "p50_ms": median(found.lookups),
        "p95_ms": _p95(found.lookups),
        "others_p95_ms": _p95(asked.lookups),
        "compare_ms": sum(found.comparisons) / max(1, len(found.comparisons)),
        "compared": len(found.comparisons) / max(1, len(copies)),
        "indexed_per_s": per_second,
    }


def _possible(copies: Sequence[Copy], truth: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pairs that have at least five words in a row in common."""
    sets = [set(runs(Wording(one.text).hashes, SHORTEST_RUN).tolist()) for one in copies]
    return {(one, other) for one, other in truth if not sets[one].isdisjoint(sets[other])}


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))] if values else 0.0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
