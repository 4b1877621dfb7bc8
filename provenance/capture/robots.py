"""Whether a site lets programs look at a page by themselves.

A person who brings in one page is a reader; a program that comes back by itself has to ask
first. Source: RFC 9309, with the rules read by the standard library.
"""

from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from provenance.capture.fetch import (
    NOTHING,
    USER_AGENT,
    FetchError,
    FetchFailed,
    FetchRefused,
    Limits,
    fetch,
)

# RFC 9309 asks for at least 500 KiB of rules to be read.
RULES = Limits(wire=600_000, unpacked=600_000, seconds=10)
PRODUCT = USER_AGENT.partition("/")[0]


def robots_allow(address: str, *, allow: frozenset[str] = NOTHING) -> bool:
    """Whether the site's robots.txt lets our program visit `address` unasked.

    A site without rules allows everything; one that can't answer for now allows nothing.
    Raises FetchRefused for an address that is never opened.
    """
    try:
        page = fetch(urljoin(address, "/robots.txt"), allow=allow, limits=RULES)
    except FetchRefused:
        raise
    except FetchError as failure:
        status = failure.status if isinstance(failure, FetchFailed) else None
        return status is not None and 400 <= status < 500 and status != 429
    rules = RobotFileParser()
    rules.parse(page.body.decode("utf-8", "replace").splitlines())
    return rules.can_fetch(PRODUCT, address)
