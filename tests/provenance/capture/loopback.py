"""A small web site on loopback, the one thing tests pretend about the outside world."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STORY = (
    "<p>The water works of Eastbank closed one of its three wells on Monday after a routine test, "
    "the town's spokeswoman Ida Roy said. The other two wells supply the town without any "
    "interruption, and samples are taken every hour.</p><p>Residents had shared pictures of brown "
    "water since the weekend. A petition that asks for an independent laboratory collected two "
    "hundred names within a day, and the council will discuss it next week in public.</p>"
)


def page(body: str = STORY, title: str = "One of three wells closed", head: str = "") -> bytes:
    """A plain news page."""
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


class Site:
    """Path -> (status, headers, body); what it holds may change while it runs.

    `sent` are the bodies that were posted; `slow` says how many seconds a path lets a POST wait.
    """

    def __init__(self, host: str) -> None:
        self.host = host
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[dict[str, str]] = []
        self.sent: list[bytes] = []
        self.slow: dict[str, float] = {}

    def put(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Serve a page; give its address."""
        kept = {"Content-Type": "text/html; charset=utf-8", **headers}
        self.pages[path] = (status, {k.replace("_", "-"): v for k, v in kept.items()}, body)
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [one["path"] for one in self.asked]


@contextmanager
def running_site() -> Iterator[Site]:
    """A site that is there inside the block."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append({**said, "path": self.path})
            status, headers, body = site.pages.get(self.path, (404, {}, b"nothing"))
            self.answer(status, headers, body)

        def do_POST(self) -> None:
            said = {name.lower(): value for name, value in self.headers.items()}
            sent = self.rfile.read(int(said.get("content-length", "0")))
            site.asked.append({**said, "path": self.path})
            site.sent.append(sent)
            time.sleep(site.slow.get(self.path, 0))
            self.answer(*site.pages.get(self.path, (404, {}, b"nothing")))

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            # Whoever has read enough hangs up; that is no trouble of ours.
            with suppress(ConnectionError):
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    site = Site(f"127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
