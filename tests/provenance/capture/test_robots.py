"""A site's own rules are asked for and kept."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from provenance.capture.fetch import FetchFailed, FetchRefused
from provenance.capture.robots import Rules, rules_at

RULES = b"""User-agent: *
Disallow: /archive/

User-agent: ClaimProvenance
Disallow: /closed/
Crawl-delay: 7
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
        address = f"http://{place}{path}"
        return rules_at(address, allow=frozenset({place})).permit(address)

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


@pytest.mark.parametrize("status", [404, 403])
def test_a_site_without_rules_allows_everything(allowed, status):
    assert allowed("/closed/dam", status)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_answer_allows_nothing_for_now(allowed, status):
    with pytest.raises(FetchFailed) as failure:
        allowed("/news/dam", status)
    assert failure.value.status == status


def test_the_pause_a_site_wants_is_known():
    assert Rules(RULES.decode()).pause == 7
    assert Rules("User-agent: *\nDisallow: /x").pause == 0
    assert Rules().pause == 0
    assert Rules("User-agent: *\nCrawl-delay: soon").pause == 0


def test_rules_in_broken_letters_are_still_read(allowed):
    assert not allowed("/closed/dam", body=b"# \xff\xfe\n" + RULES)


def test_a_private_address_is_refused_before_any_rule():
    with pytest.raises(FetchRefused):
        rules_at("http://127.0.0.1/robots")
