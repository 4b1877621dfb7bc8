"""Something is sent to an address. It is sent to that one alone: no redirect is followed."""

import time
from datetime import UTC, datetime

from .answers import Fetched, decoded, refusal
from .asking import NOTHING, PLAINLY, Limits, Manner
from .connecting import Guard, connections, failing_plainly, permitted
from .unpacking import body_of

BRIEF = Limits(wire=1_000_000, unpacked=1_000_000, seconds=10.0, redirects=0)


def post(
    address: str,
    body: bytes,
    *,
    kind: str,
    allow: frozenset[str] = NOTHING,
    limits: Limits = BRIEF,
    manner: Manner = PLAINLY,
) -> Fetched:
    """Send `body`, which is of media type `kind`, and give what was answered.

    The way there is guarded as that of `fetch` is. Raises FetchRefused or FetchFailed: only what
    `manner` takes returns, and a redirect is no success.
    """
    guard = Guard(allow, time.monotonic() + limits.seconds)
    with failing_plainly(limits):
        there = permitted(address, allow)
        told = {**manner.headers(), "Content-Type": kind, "Content-Length": str(len(body))}
        with (
            connections(guard) as pool,
            pool.stream("POST", there, headers=told, content=body) as answer,
        ):
            headers = decoded(answer.headers)
            if not manner.takes(answer.status):
                raise refusal(answer.status, headers)
            came = body_of(answer.iter_stream(), headers, limits, manner)
    return Fetched(
        address=address,
        final_address=there,
        redirects=(),
        status=answer.status,
        headers=headers,
        body=came,
        fetched_at=datetime.now(UTC),
        resolved_ip=guard.connected_to,
    )
