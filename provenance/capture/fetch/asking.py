"""How we ask for something over the network, and how much we take. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

USER_AGENT = "ClaimProvenance/0.1 (claim and source-provenance tracker; keeps pages it is shown)"
ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"
Hops = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Limits:
    """How much and how long: bytes over the wire and unpacked, seconds in all, redirects."""

    wire: int = 20_000_000
    unpacked: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True)
class Manner:
    """How we ask: what we say we are and take, and what we have already.

    `etag` and `modified` are what the first address sent along last time; it may then answer 304,
    which returns with an empty body. `any_status` returns whatever a server answers, as a browser
    would show it; `beginning` keeps the beginning of what is too large and would else be no answer.
    `more` are further headers. `each_hop` is told of the hops so far before a redirect is
    followed, and may raise to stop.
    """

    user_agent: str = USER_AGENT
    accept: str = ACCEPT
    etag: str = ""
    modified: str = ""
    any_status: bool = False
    beginning: bool = False
    more: tuple[tuple[str, str], ...] = ()
    each_hop: Callable[[Hops], None] = lambda hops: None

    def headers(self) -> dict[str | bytes, str | bytes]:
        """The headers that every request of a visit carries."""
        return {
            "User-Agent": self.user_agent,
            "Accept": self.accept,
            "Accept-Encoding": "gzip, deflate",
            **dict(self.more),
        }

    def conditions(self) -> dict[str | bytes, str | bytes]:
        """What makes the first request of a visit a conditional one."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}

    def takes(self, status: int) -> bool:
        """Whether an answer of that status is one, and no failure."""
        unchanged = status == 304 and bool(self.etag or self.modified)
        return 200 <= status < 300 or unchanged or self.any_status


NOTHING: frozenset[str] = frozenset()
USUAL = Limits()
PLAINLY = Manner()
