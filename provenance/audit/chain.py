"""How one event is sealed to the one before. Pure."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any


def seal(
    *,
    previous: str,
    chain: int,
    number: int,
    at: datetime,
    actor: int | None,
    via: str,
    action: str,
    target: str,
    detail: dict[str, Any],
) -> str:
    """SHA-256 (64 hex digits) over the canonical JSON of the event and the hash before it."""
    content = [
        previous,
        chain,
        number,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        actor,
        via,
        action,
        target,
        detail,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
