"""People at their browsers: the whole program behind a real Chromium, on a database of its own."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    sync_playwright,
)
from procrastinate.contrib.django import app

from claims.reviews.models import Rating, Scale
from claims.reviews.scales import install
from tests.people import Cast

from .pages import client_of

CHROMIUM = Path("/usr/bin/chromium")
BUILT = Path(settings.BASE_DIR, "provenance/web/static/built/main.js")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium for each module: other tests start their own, and two at once are refused."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium")
    if not BUILT.exists():
        pytest.skip("the front end is not built: make front")
    # Playwright keeps an event loop in this thread, which only waits.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@dataclass
class Town:
    """The site with its people; `troubles` are errors that any of their pages had."""

    browser: Browser
    address: str
    cast: Cast
    troubles: list[str] = field(default_factory=list)
    open: list[BrowserContext] = field(default_factory=list)

    def visitor(self, width: int = 1280, **more: Any) -> Page:
        """A browser of someone who is not signed in."""
        size = ViewportSize(width=width, height=900)
        context = self.browser.new_context(viewport=size, base_url=self.address, **more)
        self.open.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._listen)
        return page

    def sign_in(self, name: str, width: int = 1280, **more: Any) -> Page:
        """Someone signs in as people do, with name and password."""
        page = self.visitor(width, **more)
        page.goto("/account/login/")
        page.get_by_label("User name or e-mail").fill(name)
        page.get_by_label("Password").fill(f"{name}-password")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk/")
        return page

    def known(self, who: str, width: int = 1280, **more: Any) -> Page:
        """A browser in which someone is signed in already; nobody where there is no name."""
        page = self.visitor(width, **more)
        cookie = client_of(who).cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie:
            page.context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": self.address}]
            )
        return page

    def _listen(self, said: ConsoleMessage) -> None:
        # The browser writes each refused form into the console, which is no trouble.
        if said.type == "error" and "status of 4" not in said.text:
            self.troubles.append(said.text)


@pytest.fixture
def town(chromium: Browser, transactional_db: None, live_server: Any, cast: Cast) -> Iterator[Town]:
    """The site is up, with the fixed cast and the usual scales."""
    install(Scale, Rating)  # A test that commits leaves the tables empty behind it.
    town = Town(chromium, live_server.url, cast)
    yield town
    for context in town.open:
        context.close()
    assert town.troubles == []


@pytest.fixture
def demo(chromium: Browser, transactional_db: None, live_server: Any) -> Iterator[Town]:
    """The site for the demo and its people alone, which the test loads."""
    town = Town(chromium, live_server.url, cast=None)  # type: ignore[arg-type]
    yield town
    for context in town.open:
        context.close()
    assert town.troubles == []


@pytest.fixture
def worker(transactional_db: None) -> Callable[[], None]:
    """The worker does all that waits, and stops."""

    async def all_that_waits() -> None:
        waiting: Any = app.connector
        with app.replace_connector(waiting.get_worker_connector()) as here:
            async with here.open_async():
                await here.run_worker_async(
                    wait=False, listen_notify=False, install_signal_handlers=False
                )

    def work() -> None:
        asyncio.run(all_that_waits())
        connections.close_all()

    def run() -> None:
        # Playwright's event loop is in this thread, so the worker gets another.
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    return run


SPAN = """([root, words]) => {
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    node.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
    const lines = range.getClientRects(), first = lines[0], last = lines[lines.length - 1];
    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
  }
}"""


def select_with_mouse(page: Page, words: str, root: str = "#text") -> None:
    """Drag over words that stand in one stretch of the text."""
    left, top, right, bottom = page.evaluate(SPAN, [root, words])
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move(right - 1, bottom, steps=6)
    page.mouse.up()


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
