"""j and k lead from change to change where two versions are compared, in a real Chromium."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
BUILT = ROOT / "provenance" / "web" / "static" / "built" / "main.js"
PAGE = """<!doctype html><html lang="en"><title>x</title><main><input aria-label="Words">
<div data-comparison>{rows}</div></main><script src="main.js"></script></html>"""
ROW = (
    '<p style="height:40rem">As before.</p><div id="change-{n}" tabindex="-1" data-change>{n}</div>'
)

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is missing"),
    pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built: npm run build"),
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    rows = "".join(ROW.format(n=n) for n in (1, 2, 3))
    (tmp_path / "index.html").write_text(PAGE.format(rows=rows))
    (tmp_path / "main.js").write_bytes(BUILT.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_keys_lead_from_change_to_change(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 700})
        page.goto(address)
        been = []
        for key in ("j", "j", "j", "j", "k", "k", "k"):
            page.keyboard.press(key)
            been.append(page.evaluate("document.activeElement.id"))
        assert been == [f"change-{n}" for n in (1, 2, 3, 3, 2, 1, 1)]
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 700
        page.focus("input")
        page.keyboard.press("j")
        assert page.input_value("input") == "j"
        browser.close()
