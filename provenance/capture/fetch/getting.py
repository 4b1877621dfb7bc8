"""A page is asked for, from hop to hop. No cookies, no credentials, no redirect unseen."""

import time
from datetime import UTC, datetime
from urllib.parse import urljoin

from .answers import Fetched, FetchFailed, Headers, decoded, header, refusal
from .asking import NOTHING, PLAINLY, USUAL, Limits, Manner
from .connecting import Guard, connections, failing_plainly, permitted
from .unpacking import body_of

REDIRECTS = {301, 302, 303, 307, 308}


def fetch(
    address: str,
    *,
    allow: frozenset[str] = NOTHING,
    limits: Limits = USUAL,
    manner: Manner = PLAINLY,
) -> Fetched:
    """Get the page at `address`, following redirects within `limits`.

    `allow` names `host:port` pairs that may be reached although they are private; it is for
    tests and development. Raises FetchRefused or FetchFailed: only what `manner` takes returns.
    """
    with failing_plainly(limits):
        return _Visit(allow, limits, manner).follow(address)


class _Visit:
    """One fetch: its connection, its limits, and the hops so far."""

    def __init__(self, allow: frozenset[str], limits: Limits, manner: Manner) -> None:
        self.allow = allow
        self.limits = limits
        self.manner = manner
        self.guard = Guard(allow, time.monotonic() + limits.seconds)
        self.hops: list[tuple[int, str]] = []

    def follow(self, given: str) -> Fetched:
        """Hop until an answer is no redirect."""
        address: str | None = permitted(given, self.allow)
        with connections(self.guard) as pool:
            while address:
                here = address
                with pool.stream("GET", here, headers=self.asking()) as answer:
                    headers = decoded(answer.headers)
                    address = self.onward(here, answer.status, headers)
                    if not address:
                        self.require_success(answer.status, headers)
                        body = body_of(answer.iter_stream(), headers, self.limits, self.manner)
        return Fetched(
            address=given,
            final_address=here,
            redirects=tuple(self.hops),
            status=answer.status,
            headers=headers,
            body=body,
            fetched_at=datetime.now(UTC),
            resolved_ip=self.guard.connected_to,
        )

    def asking(self) -> dict[str | bytes, str | bytes]:
        """The headers of the next request; what we have already is of the first address."""
        return self.manner.headers() | ({} if self.hops else self.manner.conditions())

    def require_success(self, status: int, headers: Headers) -> None:
        """Raise FetchFailed where the answer is not one we take."""
        if not self.manner.takes(status):
            raise refusal(status, headers)

    def onward(self, here: str, status: int, headers: Headers) -> str | None:
        """Where a redirect leads; None where the answer is no redirect."""
        target = header(headers, "location")
        if status not in REDIRECTS or not target:
            return None
        address = permitted(urljoin(here, target), self.allow)
        if address in {here, *(seen for _, seen in self.hops)}:
            raise FetchFailed("redirect_loop", "The address redirects in a circle.")
        if len(self.hops) == self.limits.redirects:
            limit = self.limits.redirects
            raise FetchFailed("redirects", f"The address redirects more than {limit} times.")
        self.hops.append((status, address))
        self.manner.each_hop(tuple(self.hops))
        return address
