"""Texts that benchmarks keep without extracting them. Imported once Django is set up."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from provenance.sources.models import Article, Snapshot

CAPTURED = datetime(2025, 8, 1, tzinfo=UTC)


def snapshot_of(article: Article, text: str, **more: Any) -> Snapshot:
    """The first version of an article, not saved yet; its bytes are its text."""
    raw = text.encode()
    digest = sha256(raw).hexdigest()
    given = {"captured_at": CAPTURED, "extractor": "plain"} | more
    return Snapshot(
        article=article,
        number=1,
        media_type="text/plain",
        raw_sha256=digest,
        raw_bytes=len(raw),
        text=text,
        text_sha256=digest,
        characters=len(text),
        extractor_version="1",
        **given,
    )
