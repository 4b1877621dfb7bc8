"""Whether a site lets programs look at a page by themselves.

A person who brings in one page is a reader; a program that comes back by itself has to ask
first. Source: RFC 9309, with the rules read by the standard library.
"""

from dataclasses import dataclass
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from provenance.capture.fetch import (
    NOTHING,
    USER_AGENT,
    FetchFailed,
    Limits,
    fetch,
)

# RFC 9309 asks for at least 500 KiB of rules to be read.
RULES = Limits(wire=600_000, unpacked=600_000, seconds=10)
PRODUCT = USER_AGENT.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks of programs, as it wrote it; an empty text asks for nothing."""

    text: str = ""

    def permit(self, address: str) -> bool:
        """Whether our program may visit `address` unasked."""
        return self._read().can_fetch(PRODUCT, address)

    @property
    def pause(self) -> float:
        """Seconds that the site wants between two visits of ours; 0 where it says nothing."""
        return float(self._read().crawl_delay(PRODUCT) or 0)

    def _read(self) -> RobotFileParser:
        rules = RobotFileParser()
        rules.parse(self.text.splitlines())
        return rules


def rules_at(address: str, *, allow: frozenset[str] = NOTHING) -> Rules:
    """The rules of the site that `address` belongs to.

    A site without rules allows everything; one that can't answer for now allows nothing: then
    FetchFailed says why. Raises FetchRefused for an address that is never opened.
    """
    try:
        page = fetch(urljoin(address, "/robots.txt"), allow=allow, limits=RULES)
    except FetchFailed as failure:
        if failure.status is None or failure.status >= 500 or failure.status == 429:
            raise
        return Rules()
    return Rules(page.body.decode("utf-8", "replace").replace("\0", ""))
