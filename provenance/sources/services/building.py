"""Rows made of what arrived, before they are stored."""

from typing import Any

from ..arrivals import LONGEST_VALUE, Arrival, Finding
from ..models import Article, Fact, Snapshot, SnapshotFile


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


def new_file(arrival: Arrival, snapshot: Snapshot) -> SnapshotFile:
    """The bytes as they came."""
    return SnapshotFile(snapshot=snapshot, warc=arrival.warc, sha256=arrival.warc_sha256)


def new_fact(finding: Finding, snapshot: Snapshot, *, chosen: bool, by: Any) -> Fact:
    """One value that was found in a snapshot."""
    return Fact(
        article_id=snapshot.article_id,
        snapshot=snapshot,
        field=finding.field,
        value=finding.value[:LONGEST_VALUE],
        precision=finding.precision,
        known=finding.known,
        confidence=finding.confidence,
        start=finding.start,
        end=finding.end,
        markup=finding.markup[:200],
        note=finding.note[:300],
        chosen=chosen,
        created_by=by,
    )
