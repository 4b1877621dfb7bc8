"""Newer versions of the text on the desk, as they would arrive, for tests of what follows."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from claims.reviews.models import Recheck
from provenance.audit.models import AuditEvent
from provenance.capture.models import Proof
from provenance.sources.models import Snapshot
from provenance.sources.services.followings import follow_passages

QUOTE = "We closed it on 3 May"
REWORDED = (QUOTE, "We closed it on 4 May")
GONE = (f"“{QUOTE},” Mira Tal told the Harbour Post. ", "")


def newer(
    snapshot: Snapshot,
    *swaps: tuple[str, str],
    text: str | None = None,
    minutes: int | None = None,
) -> Snapshot:
    """The next version of an article: as the given one, but for words that were swapped.

    It was captured an hour after the last one, or so many minutes after the given one.
    """
    text = snapshot.text if text is None else text
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    article = snapshot.article
    last = article.snapshots.in_time().reverse()[0]
    soon = last.captured_at + timedelta(hours=1)
    late = minutes and snapshot.captured_at + timedelta(minutes=minutes)
    row = Snapshot.objects.create(
        article=article,
        number=article.snapshots.count() + 1,
        captured_at=late or soon,
        media_type="text/plain",
        raw_sha256=sha256(text.encode()).hexdigest(),
        raw_bytes=len(text.encode()),
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        characters=len(text),
        extractor="plain",
        extractor_version="1",
    )
    article.latest = article.snapshots.in_time().last()
    article.save(update_fields=["latest"])
    return row


def changed(snapshot: Snapshot, *swaps: tuple[str, str], **given: Any) -> Snapshot:
    """The same, with everything followed into it, as the worker would."""
    row = newer(snapshot, *swaps, **given)
    follow_passages([snapshot.article_id], by=None)
    return row


def doubt(snapshot: Snapshot, code: str) -> None:
    """Find something against a capture."""
    Proof.objects.create(
        snapshot=snapshot, looked_for=3, found=3, quotes=1, quotes_found=0, code=code, reason="So."
    )


def events() -> list[str]:
    """What the audit tells of questions, oldest first."""
    rows = AuditEvent.objects.filter(action__startswith="recheck.").order_by("number")
    return list(rows.values_list("action", flat=True))


def waiting() -> list[Recheck]:
    """The queue, oldest first."""
    return list(Recheck.objects.waiting().order_by("pk"))
