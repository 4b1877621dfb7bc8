"""Comparing texts with those kept before. It follows from texts and from what is known of them."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from provenance.sources.models import Article, Snapshot
from provenance.sources.services.proposals import offer_citations

from ..candidates import partners_of
from ..judging import judge
from ..models import Fingerprint, SharedText
from ..proposing import Compared, proposal_of
from ..shingles import keys_of
from ..sides import texts_of
from ..words import Wording
from .fingerprints import fingerprint_snapshots, forget_fingerprints

AT_ONCE = 200  # texts whose keys are taken in one transaction
PARTNERS_AT_ONCE = 25  # texts held in memory beside the one that is compared
MOST_PAIRS = 50  # that are kept of one text, those that share most
PATIENCE = timedelta(minutes=10)  # after which a text's own task is taken for lost
# What a comparison may change in a pair that was kept before.
MEASURED = ["one_snapshot_id", "other_snapshot_id", "kind", "words", "one_share", "other_share"]
MEASURED += ["passages", "direction", "reasons"]
WITH = ["latest", "outlet__merged_into"]

_log = logging.getLogger(__name__)


def compare_snapshots(snapshots: Sequence[int], *, by: Any) -> int:
    """Take the keys of snapshots (ids) and compare each with what was kept; how many pairs.

    One that fails stays behind for `compare_left_out` and keeps no other back.
    """
    for place in range(0, len(snapshots), AT_ONCE):
        fingerprint_snapshots(snapshots[place : place + AT_ONCE], by=by)
    found = 0
    for snapshot in snapshots:
        try:
            found += len(compare_snapshot(snapshot, by=by))
        except Exception:  # Whatever is wrong with one text, the others are compared.
            _log.exception("Snapshot %s could not be compared", snapshot)
    return found


def compare_left_out(*, by: Any) -> int:
    """Compare what a lost task left out, and all texts anew after the method changed; how many."""
    forget_fingerprints(by=by)
    old = Snapshot.objects.filter(created_at__lt=timezone.now() - PATIENCE)
    lacking = old.filter(fingerprint=None) | old.filter(fingerprint__compared_at=None)
    wanted = list(lacking.order_by("pk").values_list("pk", flat=True))
    compare_snapshots(wanted, by=by)
    return len(wanted)


@transaction.atomic
def compare_snapshot(snapshot: int, *, by: Any) -> list[SharedText]:
    """Compare one text with those that share keys with it; the pairs that say something.

    Only newest versions are compared. What a person decided about a pair stays. Pairs that
    say more than coincidence are proposed as citations where it is clear who had it first.
    """
    fingerprint = Fingerprint.objects.select_for_update().get(pk=snapshot)
    fingerprint.compared_at = timezone.now()
    fingerprint.save(update_fields=["compared_at"])
    found = Article.objects.filter(latest=snapshot, deleted_at=None)
    article = found.select_related(*WITH).first()
    if article is None:
        return []
    words = Wording(article.latest.text, article.latest.regions)
    partners = partners_of(fingerprint, article, keys_of(words.hashes, article.workspace_id).keys)
    parts = [
        partners[place : place + PARTNERS_AT_ONCE]
        for place in range(0, len(partners), PARTNERS_AT_ONCE)
    ]
    pairs = [pair for part in parts for pair in _compared(article, words, part)]
    rows: list[SharedText] = _keep(
        article, sorted(pairs, key=lambda pair: -pair.judgement.sharing.words)
    )
    _propose(rows, pairs, by)
    return [row for row in rows if row.kind != SharedText.Kind.COINCIDENCE]


def _compared(article: Article, words: Wording, partners: Sequence[int]) -> Iterator[Compared]:
    """The article beside each of its partners."""
    found = Article.objects.filter(pk__in=partners, deleted_at=None, latest__isnull=False)
    others = list(found.select_related(*WITH).order_by("pk"))
    texts = texts_of([article, *others], {article.pk: words})
    for other in others:
        one, two = sorted([article, other], key=lambda each: each.pk)
        ours, theirs = texts[one.pk], texts[two.pk]
        yield Compared(one, two, ours, theirs, judge(ours, theirs))


def _keep(article: Article, pairs: Sequence[Compared]) -> list[SharedText]:
    """Store what came out, beside what was kept before; a new coincidence is not worth a row."""
    known = {
        (row.one_id, row.other_id): row
        for row in SharedText.objects.of_article(article.pk).select_for_update(no_key=True)
    }
    new, changed = [], []
    for pair in pairs:
        row = known.get((pair.one.pk, pair.other.pk))
        if row is None and pair.judgement.kind != "coincidence":
            new.append(_measured(SharedText(workspace_id=article.workspace_id), pair))
        elif row is not None:
            before = _values(row)
            if _values(_measured(row, pair)) != before:
                changed.append(row)
    new = new[: max(0, MOST_PAIRS - len(known))]
    SharedText.objects.bulk_create(new, ignore_conflicts=True)
    for row in changed:
        row.touch()
    return [*known.values(), *new]


def _measured(row: SharedText, pair: Compared) -> SharedText:
    """Put into a row what came out; who was first stays as a person said."""
    found = pair.judgement
    row.one, row.other = pair.one, pair.other
    if pair.one.latest and pair.other.latest:
        row.one_snapshot, row.other_snapshot = pair.one.latest, pair.other.latest
    row.kind, row.words = found.kind, found.sharing.words
    row.one_share, row.other_share = found.sharing.one_share, found.sharing.other_share
    row.passages = [asdict(passage) for passage in found.sharing.passages]
    row.reasons = [asdict(reason) for reason in found.reasons]
    if row.state != SharedText.State.DECIDED:
        row.direction = found.direction
    return row


def _values(row: SharedText) -> list[Any]:
    # As JSON has them: a span is a list there.
    return [orjson.dumps(getattr(row, name)) for name in MEASURED]


def _propose(rows: Sequence[SharedText], pairs: Sequence[Compared], by: Any) -> None:
    """Propose as citations what nobody has decided about."""
    open_ones = {(row.one_id, row.other_id) for row in rows if row.state == SharedText.State.OPEN}
    telling = [pair for pair in pairs if (pair.one.pk, pair.other.pk) in open_ones]
    proposals = [proposal_of(pair) for pair in telling]
    offer_citations([one for one in proposals if one is not None], by=by)
