"""Keeping what texts are found again by. It follows from texts that never change."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from provenance.sources.copying import copy_rows
from provenance.sources.models import Snapshot

from ..models import Fingerprint
from ..shingles import METHOD, Keys, keys_of
from ..words import word_hashes

COPY = "COPY lineage_key (key, fingerprint_id) FROM STDIN"
# In this order, as keys know their fingerprint and fingerprints their keeper.
FORGET = [
    """
    DELETE FROM lineage_key USING lineage_fingerprint AS old
    WHERE old.snapshot_id = lineage_key.fingerprint_id AND old.method <> %(kept)s
    """,
    "DELETE FROM lineage_fingerprint AS old WHERE old.method <> %(kept)s",
]
NO_METHOD = 0
Taken = tuple[int, int, Keys]  # snapshot, workspace, keys
Wording = tuple[int, int]  # workspace, digest


@transaction.atomic
def fingerprint_snapshots(snapshots: Sequence[int], *, by: Any) -> int:  # noqa: ARG001 - Nobody's.
    """Take the keys of snapshots (ids) that have none; how many.

    Doing it again changes nothing, also when two workers do it at once. A handful of queries,
    however many there are; the texts are in memory together.
    """
    rows = Snapshot.objects.filter(pk__in=snapshots).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    new = rows.filter(fingerprint=None)
    texts = new.values_list("pk", "article__workspace", "text", "regions")
    taken = [
        (pk, workspace, keys_of(word_hashes(text, regions), workspace))
        for pk, workspace, text, regions in texts
    ]
    _keep(taken)
    return len(taken)


@transaction.atomic
def forget_fingerprints(*, by: Any, all_of_them: bool = False) -> int:  # noqa: ARG001 - Nobody's.
    """Drop what another method took, or everything, so that it is taken anew; how many texts."""
    kept = NO_METHOD if all_of_them else METHOD
    gone = Fingerprint.objects.stale(kept).count()
    if gone:
        with connection.cursor() as cursor:
            for statement in FORGET:
                cursor.execute(statement, {"kept": kept})
    return gone


def _keep(taken: Sequence[Taken]) -> None:
    """Store fingerprints, and the keys of those whose words are new to their workspace."""
    keepers = _keepers(taken)
    fingerprints, rows = [], []
    for snapshot, workspace, keys in taken:
        keeper = keepers.setdefault((workspace, keys.digest), snapshot) if keys.keys else None
        if keeper == snapshot:
            rows += [(key, snapshot) for key in keys.keys]
        fingerprints.append(
            Fingerprint(
                snapshot_id=snapshot,
                workspace_id=workspace,
                method=METHOD,
                words=keys.words,
                digest=keys.digest,
                keeper_id=keeper,
            )
        )
    copy_rows(Fingerprint, fingerprints)
    _copy(sorted(rows))


def _keepers(taken: Sequence[Taken]) -> dict[Wording, int]:
    """The texts of the same words that have keys already."""
    digests = {keys.digest for _, _, keys in taken if keys.keys}
    rows = Fingerprint.objects.filter(digest__in=digests, method=METHOD).order_by("-pk")
    wanted = rows.filter(workspace__in={workspace for _, workspace, _ in taken})
    found = wanted.values_list("workspace", "digest", "keeper")
    return {(workspace, digest): keeper for workspace, digest, keeper in found}


def _copy(rows: Sequence[tuple[int, int]]) -> None:
    """Store keys, in their order: neighbours in the index are written together."""
    if not rows:
        return
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(COPY) as copy,
    ):
        for row in rows:
            copy.write_row(row)
