"""The bookmarklet on a foreign page: what it sends, and what happens where forms are forbidden."""

import http.server
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
BUILT = ROOT / "provenance" / "web" / "static" / "built" / "bookmarklet.js"
PAGE = "<title>Pier closed</title><p id='p'>Before</p><script>p.textContent = 'After 💧'</script>"

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is missing"),
    pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built: npm run build"),
]


class Site(http.server.BaseHTTPRequestHandler):
    """Both sites in one: pages to bookmark (/strict/ forbids forms), and where they are sent."""

    taken: list[tuple[str, str]]

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def _answer(self, body: str, policy: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body.encode())

    def do_GET(self) -> None:
        strict = "form-action 'none'" if self.path == "/strict/" else ""
        self._answer(PAGE, strict)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.taken.append((self.path, self.rfile.read(length).decode()))
        self._answer("Thank you")


@pytest.fixture
def site() -> Iterator[str]:
    Site.taken = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield chromium
        chromium.close()


def _run(browser: Browser, site: str, path: str) -> str:
    """Run it on a page of "localhost" for our site on 127.0.0.1; the address of the new tab."""
    page = browser.new_page()
    page.goto(f"http://{site.replace('127.0.0.1', 'localhost')}{path}")
    script = BUILT.read_text("utf-8").replace("__ORIGIN__", f"http://{site}")
    with page.context.expect_page() as opened:
        page.evaluate(script)
    opened.value.wait_for_load_state()
    address = opened.value.url
    page.context.close()
    return address


def test_it_sends_the_page_as_the_reader_sees_it(browser: Browser, site: str) -> None:
    address = _run(browser, site, "/news/1")
    assert address == f"http://{site}/import/bookmarklet/"
    path, body = Site.taken[0]
    assert path == "/import/bookmarklet/"
    assert "After 💧" in body
    assert "Pier closed" in body
    assert "/news/1" in body


def test_where_forms_are_forbidden_the_import_page_gets_the_address(
    browser: Browser, site: str
) -> None:
    address = _run(browser, site, "/strict/")
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
    assert query["address"] == [f"http://{site.replace('127.0.0.1', 'localhost')}/strict/"]
    assert Site.taken == []
