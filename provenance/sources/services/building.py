"""Rows made of what arrived, before they are stored."""

from datetime import datetime
from typing import Any

from ..arrivals import LONGEST_VALUE, Arrival, Finding
from ..models import Article, Snapshot


def new_article(
    arrival: Arrival, *, address_key: str, workspace: Any, visibility: str, by: Any
) -> Article:
    """An article of which this text is the first snapshot; what it shows is filled in later."""
    return Article(
        workspace=workspace,
        visibility=visibility,
        created_by=by,
        address=arrival.address,
        final_address=arrival.final_address,
        canonical_address=arrival.canonical_address,
        address_key=address_key,
        input_name=arrival.input_name[:500],
    )


def new_snapshot(arrival: Arrival, article: Article, *, number: int, by: Any) -> Snapshot:
    """What the article said, as it was read."""
    return Snapshot(
        article=article,
        number=number,
        created_by=by,
        captured_at=arrival.captured_at,
        media_type=arrival.media_type,
        encoding=arrival.encoding,
        http_status=arrival.http_status,
        raw_sha256=arrival.raw_sha256,
        raw_bytes=arrival.raw_bytes,
        text=arrival.text,
        text_sha256=arrival.text_sha256,
        characters=len(arrival.text),
        extractor=arrival.extractor,
        extractor_version=arrival.extractor_version,
        regions=list(arrival.regions),
        blocks=list(arrival.blocks),
        warnings=list(arrival.warnings),
    )


# What `file_values` and `fact_values` give, in their order: all fields but the ids of facts.
FILE = ("snapshot", "warc", "sha256")
FACT = (
    *("article", "snapshot", "field", "value", "precision", "known", "confidence"),
    *("start", "end", "markup", "note", "chosen", "created_by", "created_at"),
)


def file_values(arrival: Arrival, snapshot: Snapshot) -> tuple[Any, ...]:
    """The bytes as they came, as a row of `SnapshotFile`."""
    return snapshot.pk, arrival.warc, arrival.warc_sha256


def fact_values(
    finding: Finding, snapshot: Snapshot, *, chosen: bool, at: datetime, by: Any
) -> tuple[Any, ...]:
    """One value that was found in a snapshot, as a row of `Fact`."""
    return (
        snapshot.article_id,
        snapshot.pk,
        finding.field,
        finding.value[:LONGEST_VALUE],
        finding.precision,
        finding.known,
        finding.confidence,
        finding.start,
        finding.end,
        finding.markup[:200],
        finding.note[:300],
        chosen,
        by.pk if by else None,
        at,
    )
