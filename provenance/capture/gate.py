"""Answers each request of a browser through the one door to the network, within limits.

The browser asks, `fetch` goes: private addresses, odd ports and too much are refused as for any
capture. Only what a reader's browser would read is fetched; nothing is ever sent.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag

from provenance.capture.fetch import Fetched, FetchError, Limits, Manner, fetch

AT_ONCE = 6
UNWANTED = {"media", "websocket", "eventsource", "ping", "cspviolationreport"}
DROPPED = {
    "content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive",
    "set-cookie", "set-cookie2", "strict-transport-security", "alt-svc", "report-to", "nel",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much one page may load: files, bytes in all and for one file, seconds in all."""

    files: int = 150
    bytes: int = 30_000_000
    file: int = 8_000_000
    seconds: float = 40.0
    step: float = 10.0


USUAL = Allowance()


class Gate:
    """One page's way out.

    `answers` are what was fetched, by the address that was asked for; `refused` says of other
    addresses why not, `cut_short` that there was more than the allowance.
    """

    def __init__(
        self, first: Fetched, *, allow: frozenset[str], allowance: Allowance = USUAL
    ) -> None:
        self.allow = allow
        self.allowance = allowance
        self.answers: dict[str, Fetched] = {first.final_address: first}
        self.refused: dict[str, str] = {}
        self.cut_short = False
        self._left = allowance.bytes
        self._ends = time.monotonic() + allowance.seconds
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._asked: dict[str, asyncio.Future[Fetched]] = {}

    async def answer(self, route: Any) -> None:
        """Fulfil or abort one request; `route` is Playwright's."""
        request = route.request
        address = urldefrag(request.url).url
        if request.method != "GET" or request.resource_type in UNWANTED:
            self.refused.setdefault(address, "Only what a page shows is fetched.")
            await route.abort("blockedbyclient")
            return
        try:
            page = await self._fetched(address, request.headers.get("accept", "*/*"))
        except FetchError as error:
            self.refused.setdefault(address, f"{error.code}: {error.message}")
            await route.abort("accessdenied")
            return
        await route.fulfill(status=page.status, headers=shown_headers(page), body=page.body)

    async def _fetched(self, address: str, accept: str) -> Fetched:
        """What stands at an address, fetched once however often it is asked for."""
        if address in self.answers:
            return self.answers[address]
        if address not in self._asked:
            self._asked[address] = asyncio.ensure_future(self._fetch(address, accept))
        return await self._asked[address]

    async def _fetch(self, address: str, accept: str) -> Fetched:
        async with self._turns:
            limits = self._limits()
            manner = Manner(accept=accept[:200], any_status=True)
            page = await asyncio.to_thread(
                fetch, address, allow=self.allow, limits=limits, manner=manner
            )
        self._left -= len(page.body)
        self.answers[address] = page
        return page

    def _limits(self) -> Limits:
        """What is left for the next file. Raises FetchError where nothing is."""
        seconds = min(self.allowance.step, self._ends - time.monotonic())
        size = min(self.allowance.file, self._left)
        if len(self._asked) > self.allowance.files or size <= 0 or seconds <= 0:
            self.cut_short = True
            raise FetchError("enough", "The page loads more than it may.")
        return Limits(wire=size, unpacked=size, seconds=seconds)


def shown_headers(page: Fetched) -> dict[str, str]:
    """The headers a browser is shown: none about packing that is undone, and no cookies."""
    shown: dict[str, str] = {}
    for name, value in page.headers:
        if name not in DROPPED:
            shown[name] = f"{shown[name]}, {value}" if name in shown else value
    return shown
