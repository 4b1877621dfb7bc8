"""Fetching stays on the public internet, within its limits, and says plainly why it stopped.

The other side is a real server on loopback, which `allow` names; everything else about the
program is as in production.
"""

import gzip
import socket
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from provenance.capture.fetch import (
    USER_AGENT,
    Fetched,
    FetchFailed,
    FetchRefused,
    Limits,
    Manner,
    fetch,
)

PAGE = b"<html><body><p>The dam at Harrow holds.</p></body></html>"
SMALL = Limits(wire=50_000, unpacked=100_000, seconds=5)


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[dict[str, str]] = []

    def do_GET(self):
        Site.seen.append({key.lower(): value for key, value in self.headers.items()})
        getattr(self, "at" + self.path.split("?")[0].replace("/", "_"), self.at_missing)()

    def send(self, status=200, body=PAGE, **headers):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def at_page(self):
        self.send(Content_Type="text/html; charset=utf-8", Set_Cookie="a=b")

    def at_missing(self):
        self.send(404, b"nothing here")

    def at_busy(self):
        self.send(429, b"", Retry_After="120")

    def at_known(self):
        known = self.headers.get("If-None-Match") == '"one"'
        self.send(304 if known else 200, b"" if known else PAGE, ETag='"one"')

    def at_led(self):
        self.send(302, b"", Location="/known")

    def at_broken(self):
        self.send(503, b"")

    def at_moved(self):
        self.send(301, b"", Location="/page?utm_source=kept")

    def at_chain(self):
        step = int(self.path.partition("?")[2])
        self.send(302, b"", Location=f"/chain?{step + 1}")

    def at_circle(self):
        self.send(302, b"", Location="/round")

    def at_round(self):
        self.send(302, b"", Location="/circle")

    def at_inside(self):
        self.send(302, b"", Location=f"http://localhost:{self.server.server_port}/page")

    def at_metadata(self):
        self.send(302, b"", Location="http://169.254.169.254/latest/")

    def at_elsewhere(self):
        self.send(302, b"", Location="file:///etc/passwd")

    def at_gzip(self):
        self.send(body=gzip.compress(PAGE), Content_Encoding="gzip")

    def at_deflate(self):
        self.send(body=zlib.compress(PAGE), Content_Encoding="deflate")

    def at_rawdeflate(self):
        self.send(body=zlib.compress(PAGE)[2:-4], Content_Encoding="deflate")

    def at_bomb(self):
        self.send(body=gzip.compress(bytes(40_000_000)), Content_Encoding="gzip")

    def at_cut(self):
        self.send(body=gzip.compress(PAGE)[:-12], Content_Encoding="gzip")

    def at_brotli(self):
        self.send(body=b"\x0b\x02\x80hello\x03", Content_Encoding="br")

    def at_big(self):
        self.send(body=b"", Content_Length="60000000")

    def at_endless(self):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 10_000)
        except OSError:
            self.close_connection = True

    def at_drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        try:
            for _ in range(50):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def get(site: str, path: str, limits: Limits = SMALL) -> Fetched:
    return fetch(f"http://{site}{path}", allow=frozenset({site}), limits=limits)


def test_a_page_comes_with_all_that_is_known_about_it(site):
    page = get(site, "/page")
    assert (page.status, page.body) == (200, PAGE)
    assert page.header("content-type") == "text/html; charset=utf-8"
    assert page.address == page.final_address == f"http://{site}/page"
    assert page.resolved_ip == "127.0.0.1"
    assert page.redirects == ()
    assert page.fetched_at.utcoffset().total_seconds() == 0


def test_we_say_who_we_are_and_keep_no_cookies(site):
    Site.seen.clear()
    get(site, "/page")
    get(site, "/page")
    assert {seen["user-agent"] for seen in Site.seen} == {USER_AGENT}
    assert not any("cookie" in seen for seen in Site.seen)


def test_proxies_in_the_environment_are_not_used(site, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert get(site, "/page").status == 200


def test_redirects_are_followed_and_noted_with_their_query(site):
    page = get(site, "/moved")
    assert page.address == f"http://{site}/moved"
    assert page.final_address == f"http://{site}/page?utm_source=kept"
    assert page.redirects == ((301, page.final_address),)


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/rawdeflate"])
def test_packed_pages_are_unpacked(site, path):
    assert get(site, path).body == PAGE


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/missing", "not_found"),
        ("/broken", "server_error"),
        ("/circle", "redirect_loop"),
        ("/chain?0", "redirects"),
        ("/bomb", "too_large"),
        ("/big", "too_large"),
        ("/endless", "too_large"),
        ("/cut", "garbled"),
        ("/brotli", "garbled"),
    ],
)
def test_a_page_that_does_not_come_says_why(site, path, code):
    with pytest.raises(FetchFailed) as failure:
        get(site, path)
    assert failure.value.code == code
    assert failure.value.message[0].isupper()


def test_a_busy_server_tells_when_to_come_back(site):
    with pytest.raises(FetchFailed) as failure:
        get(site, "/busy")
    assert (failure.value.status, failure.value.retry_after) == (429, 120.0)


def test_a_slow_drip_ends_at_the_deadline(site):
    began = time.monotonic()
    with pytest.raises(FetchFailed) as failure:
        get(site, "/drip", Limits(seconds=0.4))
    assert failure.value.code == "timeout"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("path", "code"),
    [("/inside", "port"), ("/metadata", "private"), ("/elsewhere", "scheme")],
)
def test_a_redirect_is_checked_like_the_first_address(site, path, code):
    with pytest.raises(FetchRefused) as refusal:
        get(site, path)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.20.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:8.8.8.8]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[ff02::1]/",
        "https://127.0.0.1/",
    ],
)
def test_private_places_are_refused_however_they_are_spelled(address):
    with pytest.raises(FetchRefused) as refusal:
        fetch(address)
    assert refusal.value.code == "private"
    assert "never opened" in refusal.value.message


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("http://ann:secret@example.org/", "credentials"),
        ("http://example.org:22/", "port"),
        ("http://", "host"),
    ],
)
def test_addresses_that_are_not_pages_are_refused(address, code):
    with pytest.raises(FetchRefused) as refusal:
        fetch(address)
    assert refusal.value.code == code


def test_allowing_one_port_on_loopback_allows_no_other(site):
    with pytest.raises(FetchRefused):
        fetch("http://127.0.0.1/", allow=frozenset({site}))


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    def answers(host, port, **_):
        return [(2, 1, 6, "", (ip, port)) for ip in ("93.184.215.14", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(FetchRefused, match="private network"):
        fetch("http://two-faced.example/")


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    """A name that changes its mind between check and connection must not matter."""
    real, asked = socket.getaddrinfo, []
    port = site.rpartition(":")[2]
    place = f"rebind.example:{port}"

    def answers(host, *rest, **options):
        if host != "rebind.example":
            return real(host, *rest, **options)
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "10.0.0.1", *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    page = fetch(f"http://{place}/page", allow=frozenset({place}))
    assert (page.body, page.resolved_ip) == (PAGE, "127.0.0.1")
    assert asked == ["rebind.example"]
    assert Site.seen[-1]["host"] == place


def test_a_host_that_does_not_exist_is_named():
    with pytest.raises(FetchFailed, match=r"no-such-host\.invalid"):
        fetch("http://no-such-host.invalid/")


def test_a_closed_port_is_unreachable():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(FetchFailed) as failure:
            fetch(f"http://{place}/", allow=frozenset({place}))
    assert failure.value.code == "unreachable"


def ask(site: str, path: str, **manner) -> Fetched:
    return fetch(f"http://{site}{path}", allow=frozenset({site}), manner=Manner(**manner))


def test_what_we_have_already_is_not_sent_again(site):
    page = ask(site, "/known", etag='"one"', modified="Mon, 04 May 2026 10:00:00 GMT")
    assert (page.status, page.body) == (304, b"")
    assert Site.seen[-1]["if-modified-since"] == "Mon, 04 May 2026 10:00:00 GMT"
    assert ask(site, "/known", etag='"two"').body == PAGE


def test_what_we_have_from_one_address_is_not_told_to_the_next(site):
    page = ask(site, "/led", etag='"one"')
    assert (page.status, page.body) == (200, PAGE)
    assert "if-none-match" in Site.seen[-2]
    assert "if-none-match" not in Site.seen[-1]


def test_any_status_is_an_answer_only_to_who_takes_it(site):
    assert ask(site, "/missing", any_status=True).status == 404
    with pytest.raises(FetchFailed):
        ask(site, "/missing")
