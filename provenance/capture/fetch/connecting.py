"""Where connections are opened: to public addresses alone, and within one deadline.

A name is resolved here, every address it has is checked against `guard`, and the connection goes to
the very address that was checked, so that a name can't change its mind in between (DNS rebinding).
"""

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as ResolvingTooLong
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpcore

from provenance.capture.guard import why_refused
from provenance.capture.inflate import BadPacking, TooMuch
from provenance.sources.addresses import AddressError, spell

from .answers import FetchFailed, FetchRefused, too_large, too_slow
from .asking import Limits

PORTS = {"http": 80, "https": 443}
CONNECT_SECONDS = 10.0


def permitted(address: str, allow: frozenset[str]) -> str:
    """The address as it goes over the wire. Raises FetchRefused for its scheme or port."""
    try:
        spelled = spell(address)
    except AddressError as error:
        raise FetchRefused(error.code, error.message) from None
    parts = urlsplit(spelled)
    port = parts.port or PORTS[parts.scheme]
    if port not in PORTS.values() and f"{parts.hostname}:{port}" not in allow:
        raise FetchRefused("port", f"Only ports 80 and 443 are opened, not {port}.")
    return spelled


def connections(guard: "Guard") -> httpcore.ConnectionPool:
    """Connections that `guard` lets through; no proxy of the environment is asked."""
    return httpcore.ConnectionPool(ssl_context=trust(), network_backend=guard)


@contextmanager
def failing_plainly(limits: Limits) -> Iterator[None]:
    """Turn whatever goes wrong on the way into FetchFailed."""
    try:
        yield
    except TooMuch as error:
        raise too_large(error.limit) from None
    except BadPacking:
        raise FetchFailed("garbled", "The page came packed in a way we cannot open.") from None
    except httpcore.TimeoutException:
        raise too_slow(limits.seconds) from None
    except httpcore.ConnectError as error:
        raise _unconnected(error) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise FetchFailed("garbled", "The answer broke off or was garbled.") from None


class Guard(httpcore.NetworkBackend):
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
            patience = left(self.deadline, timeout or CONNECT_SECONDS)
            try:
                stream = self.plain.connect_tcp(ip, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            self.connected_to = ip
            return Timed(stream, self.deadline)
        raise failure

    def checked(self, host: str, port: int) -> list[str]:
        """Every network address of `host`. Raises FetchRefused if a single one is private."""
        addresses = resolve(host, port, left(self.deadline))
        if f"{host}:{port}" not in self.allow:
            for ip in addresses:
                why = why_refused(ip)
                if why:
                    message = f"{host} leads to {why} ({ip}), which is never opened."
                    raise FetchRefused("private", message)
        return addresses


class Timed(httpcore.NetworkStream):
    """A stream whose every step must end before one common deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, waiting no longer than the deadline."""
        return self.stream.read(max_bytes, left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, waiting no longer than the deadline."""
        self.stream.write(buffer, left(self.deadline, timeout))

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
        secure = self.stream.start_tls(ssl_context, server_hostname, left(self.deadline, timeout))
        return Timed(secure, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the plain stream knows."""
        return self.stream.get_extra_info(info)


def left(deadline: float, step: float | None = None) -> float:
    """Seconds for the next step: what is left in all, or less where the step has its own."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return min(seconds, step or seconds)


def resolve(host: str, port: int, seconds: float) -> list[str]:
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
def trust() -> ssl.SSLContext:
    """The certificates we believe; read once, as that takes a while."""
    return httpcore.default_ssl_context()


def _unconnected(error: httpcore.ConnectError) -> FetchFailed:
    if isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error):
        return FetchFailed("certificate", "The server's certificate is not valid.")
    return FetchFailed("unreachable", "The server does not answer.")
