"""Texts about nothing, as they would arrive, for tests of what is done with them."""

from hashlib import sha256
from typing import Any

from django.utils import timezone

from provenance.sources.arrivals import Arrival, Finding

RUMOUR = (
    "The water works of Eastbank closed one of its three wells on Monday after a routine test, "
    "the town's spokeswoman said. The other two wells supply the town without any interruption. "
    "Residents had shared pictures of brown water since the weekend, and a petition that asks "
    "for an independent laboratory collected two hundred names within a day. "
)


def arrival(text: str = RUMOUR, *, title: str = "", **fields: Any) -> Arrival:
    """A text that has arrived; its bytes are its own UTF-8 unless `raw` is given."""
    raw = fields.pop("raw", text.encode())
    findings = list(fields.pop("findings", []))
    if title:
        findings.append(finding("title", title))
    usual: dict[str, Any] = {
        "raw_sha256": sha256(raw).hexdigest(),
        "raw_bytes": len(raw),
        "warc": b"WARC " + raw,
        "warc_sha256": sha256(b"WARC " + raw).hexdigest(),
        "captured_at": timezone.now(),
        "media_type": "text/plain",
        "text": text,
        "text_sha256": sha256(text.encode()).hexdigest(),
        "extractor": "ours",
        "extractor_version": "1",
        "encoding": "utf-8",
        "regions": [{"kind": "body", "start": 0, "end": len(text)}],
    }
    return Arrival(**{**usual, **fields}, findings=findings)


def finding(field: str, value: str, **fields: Any) -> Finding:
    """One finding, chosen unless said otherwise."""
    usual: dict[str, Any] = {"known": "in_text", "confidence": 0.9, "chosen": True}
    return Finding(field, value, **{**usual, **fields})
