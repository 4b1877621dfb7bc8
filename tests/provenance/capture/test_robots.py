"""A site's own rules are asked for and kept."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from provenance.capture.fetch import FetchRefused
from provenance.capture.robots import robots_allow

RULES = b"""User-agent: *
Disallow: /archive/

User-agent: ClaimProvenance
Disallow: /closed/
"""


class Site(BaseHTTPRequestHandler):
    answer = (200, RULES)

    def do_GET(self):
        status, body = self.answer if self.path == "/robots.txt" else (200, b"")
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def allowed():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    place = f"127.0.0.1:{server.server_port}"

    def allowed(path: str, status: int = 200, body: bytes = RULES) -> bool:
        Site.answer = (status, body)
        return robots_allow(f"http://{place}{path}", allow=frozenset({place}))

    yield allowed
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/news/dam", True), ("/closed/dam", False), ("/archive/dam", True), ("/", True)],
)
def test_the_rules_for_our_name_are_kept(allowed, path, answer):
    assert allowed(path) is answer


@pytest.mark.parametrize(
    ("status", "answer"), [(404, True), (403, True), (429, False), (500, False), (503, False)]
)
def test_no_rules_allow_and_no_answer_forbids(allowed, status, answer):
    assert allowed("/news/dam", status) is answer


def test_rules_in_broken_letters_are_still_read(allowed):
    assert not allowed("/closed/dam", body=b"# \xff\xfe\n" + RULES)


def test_a_private_address_is_refused_before_any_rule():
    with pytest.raises(FetchRefused):
        robots_allow("http://127.0.0.1/robots")
