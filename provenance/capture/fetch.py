"""Bring in the bytes behind an address. The only module that opens a connection.

Every hop is resolved here, checked against `guard`, and connected to at the very address
that was checked, so that a name can't change its mind in between (DNS rebinding). No
cookies, no proxies from the environment, no credentials, no redirect unseen.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as ResolvingTooLong
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from provenance.capture.guard import why_refused
from provenance.capture.inflate import BadPacking, TooMuch, gunzip, inflate, measured, megabytes
from provenance.sources.addresses import AddressError, spell

USER_AGENT = "ClaimProvenance/0.1 (claim and source-provenance tracker; keeps pages it is shown)"
ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
CONNECT_SECONDS = 10.0
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
    would show it. `each_hop` is told of the hops so far before a redirect is followed, and may
    raise to stop.
    """

    user_agent: str = USER_AGENT
    accept: str = ACCEPT
    etag: str = ""
    modified: str = ""
    any_status: bool = False
    each_hop: Callable[[Hops], None] = lambda hops: None

    def headers(self) -> dict[str | bytes, str | bytes]:
        """The headers that every request of a visit carries."""
        return {
            "User-Agent": self.user_agent,
            "Accept": self.accept,
            "Accept-Encoding": "gzip, deflate",
        }

    def conditions(self) -> dict[str | bytes, str | bytes]:
        """What makes the first request of a visit a conditional one."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}

    def takes(self, status: int) -> bool:
        """Whether an answer of that status is one, and no failure."""
        unchanged = status == 304 and bool(self.etag or self.modified)
        return 200 <= status < 300 or unchanged or self.any_status


@dataclass(frozen=True)
class Fetched:
    """A page as it came. `body` is unpacked; `headers` are as sent, names in lower case.

    `redirects` holds (status, address it led to) for each hop; `resolved_ip` is the network
    address the last connection was made to.
    """

    address: str
    final_address: str
    redirects: Hops
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    resolved_ip: str

    def header(self, name: str) -> str:
        """The first header of that name (lower case), or an empty string."""
        return _header(self.headers, name)


class FetchError(Exception):
    """No page. `code` is for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class FetchRefused(FetchError):  # noqa: N818
    """We will not go there."""


class FetchFailed(FetchError):  # noqa: N818
    """We went and came back without the page. `retry_after` is in seconds, if we were told."""

    def __init__(
        self, code: str, message: str, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(code, message)
        self.status = status
        self.retry_after = retry_after


NOTHING: frozenset[str] = frozenset()
USUAL = Limits()
PLAINLY = Manner()


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
    try:
        return _Visit(allow, limits, manner).follow(address)
    except TooMuch as error:
        raise _too_large(error.limit) from None
    except BadPacking:
        raise FetchFailed("garbled", "The page came packed in a way we cannot open.") from None
    except httpcore.TimeoutException:
        raise _too_slow(limits.seconds) from None
    except httpcore.ConnectError as error:
        raise _unconnected(error) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise FetchFailed("garbled", "The answer broke off or was garbled.") from None


class _Visit:
    """One fetch: its connection, its limits, and the hops so far."""

    def __init__(self, allow: frozenset[str], limits: Limits, manner: Manner) -> None:
        self.allow = allow
        self.limits = limits
        self.manner = manner
        self.guard = _Guard(allow, time.monotonic() + limits.seconds)
        self.hops: list[tuple[int, str]] = []

    def follow(self, given: str) -> Fetched:
        """Hop until an answer is no redirect."""
        address: str | None = self.permitted(given)
        with httpcore.ConnectionPool(ssl_context=_trust(), network_backend=self.guard) as pool:
            while address:
                here = address
                with pool.stream("GET", here, headers=self.asking()) as answer:
                    headers = _decoded(answer.headers)
                    address = self.onward(here, answer.status, headers)
                    if not address:
                        self.require_success(answer.status, headers)
                        body = b"".join(self.body(answer.iter_stream(), headers))
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

    def require_success(self, status: int, headers: tuple[tuple[str, str], ...]) -> None:
        """Raise FetchFailed where the answer is not one we take."""
        if not self.manner.takes(status):
            raise _refusal(status, headers)

    def permitted(self, address: str) -> str:
        """The address as it goes over the wire, if its scheme and port are allowed."""
        try:
            spelled = spell(address)
        except AddressError as error:
            raise FetchRefused(error.code, error.message) from None
        parts = urlsplit(spelled)
        port = parts.port or PORTS[parts.scheme]
        if port not in PORTS.values() and f"{parts.hostname}:{port}" not in self.allow:
            raise FetchRefused("port", f"Only ports 80 and 443 are opened, not {port}.")
        return spelled

    def onward(self, here: str, status: int, headers: tuple[tuple[str, str], ...]) -> str | None:
        """Where a redirect leads; None where the answer is no redirect."""
        target = _header(headers, "location")
        if status not in REDIRECTS or not target:
            return None
        address = self.permitted(urljoin(here, target))
        if address in {here, *(seen for _, seen in self.hops)}:
            raise FetchFailed("redirect_loop", "The address redirects in a circle.")
        if len(self.hops) == self.limits.redirects:
            limit = self.limits.redirects
            raise FetchFailed("redirects", f"The address redirects more than {limit} times.")
        self.hops.append((status, address))
        self.manner.each_hop(tuple(self.hops))
        return address

    def body(
        self, chunks: Iterable[bytes], headers: tuple[tuple[str, str], ...]
    ) -> Iterator[bytes]:
        """The unpacked body, within both ceilings."""
        told = _header(headers, "content-length")
        if told.isdigit() and int(told) > self.limits.wire:
            raise TooMuch(self.limits.wire)
        wire = measured(chunks, self.limits.wire)
        encoding = _header(headers, "content-encoding").strip().lower()
        if encoding in ("", "identity"):
            return measured(wire, self.limits.unpacked)
        if encoding in ("gzip", "x-gzip"):
            return gunzip(wire, self.limits.unpacked)
        if encoding == "deflate":
            return inflate(wire, self.limits.unpacked)
        raise BadPacking(f"The encoding {encoding} was not asked for.")


class _Guard(httpcore.NetworkBackend):
    """Resolves each host itself and connects only to an address that passed the check."""

    def __init__(self, allow: frozenset[str], deadline: float) -> None:
        self.allow = allow
        self.deadline = deadline
        self.connected_to = ""
        self.plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers, all of them being allowed."""
        failure: Exception = httpcore.ConnectError("no address")
        for ip in self.checked(host, port):
            patience = _left(self.deadline, timeout or CONNECT_SECONDS)
            try:
                stream = self.plain.connect_tcp(ip, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            self.connected_to = ip
            return _Timed(stream, self.deadline)
        raise failure

    def checked(self, host: str, port: int) -> list[str]:
        """Every network address of `host`. Raises FetchRefused if a single one is private."""
        addresses = _resolve(host, port, _left(self.deadline))
        if f"{host}:{port}" not in self.allow:
            for ip in addresses:
                why = why_refused(ip)
                if why:
                    message = f"{host} leads to {why} ({ip}), which is never opened."
                    raise FetchRefused("private", message)
        return addresses


class _Timed(httpcore.NetworkStream):
    """A stream whose every step must end before one common deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, waiting no longer than the deadline."""
        return self.stream.read(max_bytes, _left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, waiting no longer than the deadline."""
        self.stream.write(buffer, _left(self.deadline, timeout))

    def close(self) -> None:
        """Close the connection."""
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Turn to TLS; the certificate is checked against the name, not the address."""
        secure = self.stream.start_tls(ssl_context, server_hostname, _left(self.deadline, timeout))
        return _Timed(secure, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the plain stream knows."""
        return self.stream.get_extra_info(info)


def _left(deadline: float, step: float | None = None) -> float:
    """Seconds for the next step: what is left in all, or less where the step has its own."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return min(seconds, step or seconds)


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """Ask the system for the addresses of `host`; in a thread, as that call has no time-out."""
    resolver = ThreadPoolExecutor(1, "resolve")
    try:
        asked = resolver.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(found[4][0]) for found in asked.result(seconds)))
    except ResolvingTooLong:
        raise httpcore.ConnectTimeout("resolving took too long") from None
    except (OSError, UnicodeError):
        raise FetchFailed("unknown_host", f"No such host: {host}.") from None
    finally:
        resolver.shutdown(wait=False)


@lru_cache(1)
def _trust() -> ssl.SSLContext:
    """The certificates we believe; read once, as that takes a while."""
    return httpcore.default_ssl_context()


def _decoded(headers: list[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in headers)


def _header(headers: tuple[tuple[str, str], ...], name: str) -> str:
    return next((value for key, value in headers if key == name), "")


STATUS_CODES = {
    401: ("login", "The page is only shown after logging in."),
    402: ("login", "The page is only shown to subscribers."),
    403: ("forbidden", "The server will not show us this page."),
    404: ("not_found", "There is no page at this address."),
    410: ("gone", "The page has been taken down."),
    429: ("too_many_requests", "The server asks us to come back later."),
    451: ("legal", "The page is withheld for legal reasons."),
}


def _refusal(status: int, headers: tuple[tuple[str, str], ...]) -> FetchFailed:
    usual = ("server_error", "The server failed.") if status >= 500 else ("status", "No page came.")
    code, message = STATUS_CODES.get(status, usual)
    wait = _seconds(_header(headers, "retry-after"))
    return FetchFailed(code, f"{message} (HTTP {status})", status, wait)


def _seconds(retry_after: str) -> float | None:
    """Retry-After comes as seconds or as a date."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (when.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _too_large(limit: int) -> FetchFailed:
    return FetchFailed("too_large", f"The page is larger than {megabytes(limit)}.")


def _too_slow(seconds: float) -> FetchFailed:
    return FetchFailed("timeout", f"The page did not come within {seconds:g} seconds.")


def _unconnected(error: httpcore.ConnectError) -> FetchFailed:
    if isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error):
        return FetchFailed("certificate", "The server's certificate is not valid.")
    return FetchFailed("unreachable", "The server does not answer.")
