"""A small HTTP client whose own cost is low, since it shares the machine with what it measures."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Sequence


class Connection:
    """One kept-alive connection to a server on loopback."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._open()

    def _open(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def ask(self, request: bytes) -> tuple[int, bytes, float]:
        """Status, body and seconds until the whole answer was here."""
        began = time.perf_counter()
        self.socket.sendall(request)
        head, _, body = self._until(b"\r\n\r\n").partition(b"\r\n\r\n")
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            body = self._chunked(body)
        elif b"content-length:" in lower:
            length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
            while len(body) < length:
                body += self._more()
        seconds = time.perf_counter() - began
        if b"connection: close" in lower:
            self.socket.close()
            self.socket = self._open()
        return int(head[9:12]), body, seconds

    def _until(self, mark: bytes) -> bytes:
        seen = b""
        while mark not in seen:
            seen += self._more()
        return seen

    def _chunked(self, body: bytes) -> bytes:
        while not body.endswith(b"0\r\n\r\n"):
            body += self._more()
        return body

    def _more(self) -> bytes:
        got = self.socket.recv(262_144)
        if not got:
            raise ConnectionError("The server closed the connection.")
        return got


def get(path: str, *, headers: str) -> bytes:
    """A GET request as bytes; `headers` ends with a line break."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


def post(path: str, body: bytes, *, headers: str) -> bytes:
    """A POST request of JSON as bytes."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def latencies(port: int, requests: Sequence[bytes], *, expect: int = 200) -> list[float]:
    """Milliseconds of each request, one after the other on one connection."""
    connection = Connection(port)
    taken = []
    for request in requests:
        status, body, seconds = connection.ask(request)
        if status != expect:
            raise RuntimeError(f"{status} for {request[:120]!r}: {body[:300]!r}")
        taken.append(seconds * 1000)
    return taken


def rate(port: int, request: Callable[[int], bytes], *, seconds: float, clients: int) -> float:
    """Requests answered with 200 a second, by several connections at once."""
    answered = [0] * clients
    stop = time.perf_counter() + seconds

    def run(place: int) -> None:
        connection = Connection(port)
        number = place
        while time.perf_counter() < stop:
            status, body, _ = connection.ask(request(number))
            if status != 200:
                raise RuntimeError(f"{status}: {body[:300]!r}")
            answered[place] += 1
            number += clients

    threads = [threading.Thread(target=run, args=(place,)) for place in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answered) / (time.perf_counter() - began)
