"""A page opened in a browser: what its scripts made of it, a picture, a PDF, and all it loaded.

Its first bytes came through `fetch`, and so does all that it asks for. The browser is started for
one page, with a profile that is thrown away, and is gone when this returns or its process dies.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from . import browser
from .failures import CaptureFailed
from .fetch import USER_AGENT, Fetched
from .gate import Gate
from .material import Material, content_type
from .warc import MADE, CapturedPage, write_capture

IN_ALL = 75.0  # seconds, the start of the browser included
TO_LOAD, TO_SETTLE = 25_000, 5_000  # milliseconds
TALLEST = 8000  # pixels of the picture
LARGEST = 8_000_000  # bytes of the picture and of the PDF
TO_THE_END = """async () => {
  for (let y = 0; y < Math.min(document.documentElement.scrollHeight, 20000); y += 900) {
    window.scrollTo(0, y);
    await new Promise(done => setTimeout(done, 40));
  }
  window.scrollTo(0, 0);
}"""
PRIVATE = "The page tried to reach a private network; that was not let through."
CUT_SHORT = "The page loads more than is kept of one page; parts of it may be missing."


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the browser shows: its address at the end, HTML, and the picture and PDF if small."""

    address: str
    html: str
    picture: bytes = b""
    pdf: bytes = b""


def rendered(page: Fetched) -> Material:
    """Open a page that was fetched, and give what it became, with everything in one WARC.

    Raises CaptureFailed where there is no browser, or the page does not come to rest.
    """
    browser.require()
    media_type, _ = content_type(page.header("content-type"))
    if media_type not in (None, "text/html", "application/xhtml+xml"):
        raise CaptureFailed("no_page", f"A browser is of no use here: it is {media_type}.")
    # An event loop of its own, whatever runs in this thread.
    with ThreadPoolExecutor(1, "browser") as alone:
        shown, gate = alone.submit(asyncio.run, _opened(page)).result()
    return _material(page, shown, gate)


async def _opened(page: Fetched) -> tuple[Rendered, Gate]:
    # Playwright is an extra: only who opens pages in a browser has it.
    from playwright.async_api import Error  # noqa: PLC0415

    gate = Gate(page, allow=settings.FETCH_ALLOW)
    try:
        return await asyncio.wait_for(_shown(page, gate), IN_ALL), gate
    except TimeoutError:
        raise CaptureFailed("timeout", f"The page did not come to rest in {IN_ALL:g} s.") from None
    except Error as error:
        said = str(error).partition("\n")[0][:300]
        raise CaptureFailed("browser_failed", f"The browser could not show it: {said}") from None


async def _shown(page: Fetched, gate: Gate) -> Rendered:
    from playwright.async_api import async_playwright  # noqa: PLC0415

    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(**browser.start_options())
        try:
            context = await chromium.new_context(
                user_agent=USER_AGENT,
                viewport={"width": browser.WIDTH, "height": browser.HEIGHT},
                service_workers="block",
                accept_downloads=False,
            )
            await context.route("**/*", gate.answer)
            await context.route_web_socket("**/*", lambda socket: socket.close())
            return await _read(await context.new_page(), page.final_address)
        finally:
            await chromium.close()


async def _read(tab: Any, address: str) -> Rendered:
    """Let the page load and settle, and take it down as it then is."""
    from playwright.async_api import TimeoutError as TooSlow  # noqa: PLC0415

    tab.context.on("page", lambda other: asyncio.ensure_future(other.close()))
    with contextlib.suppress(TooSlow):
        await tab.goto(address, wait_until="load", timeout=TO_LOAD)
    with contextlib.suppress(TooSlow):
        await tab.evaluate(TO_THE_END)
        await tab.wait_for_load_state("networkidle", timeout=TO_SETTLE)
    height = await tab.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": browser.WIDTH, "height": max(1, min(height, TALLEST))}
    if not tab.url.startswith(("http:", "https:")):
        raise CaptureFailed("browser_failed", "The page led to an address that is never opened.")
    html = await tab.content()
    picture = await _if_small(tab.screenshot(clip=clip, full_page=True))
    pdf = await _if_small(tab.pdf(format="A4", print_background=True))
    return Rendered(tab.url, html, picture, pdf)


async def _if_small(made: Awaitable[bytes]) -> bytes:
    """A picture or a PDF; nothing where it is too large or fails, for the text is there."""
    from playwright.async_api import Error  # noqa: PLC0415

    try:
        content = await made
    except Error:
        return b""
    return content if len(content) <= LARGEST else b""


def _material(page: Fetched, shown: Rendered, gate: Gate) -> Material:
    raw = shown.html.encode("utf-8", errors="replace")
    private = any(why.startswith("private:") for why in gate.refused.values())
    return Material(
        raw=raw,
        captured_at=page.fetched_at,
        media_type="text/html",
        encoding="utf-8",
        address=page.address,
        final_address=shown.address,
        status=page.status,
        headers=page.headers,
        notes=(*([PRIVATE] if private else []), *([CUT_SHORT] if gate.cut_short else [])),
        packed=b"".join(map(write_capture, _records(shown, raw, gate))),
    )


def _records(shown: Rendered, raw: bytes, gate: Gate) -> Iterator[CapturedPage]:
    """What the page became, then as it came, and all that it loaded."""
    now = datetime.now(UTC)
    made = [(MADE, "text/html; charset=utf-8", raw), ("urn:view:", "image/png", shown.picture)]
    made.append(("urn:pdf:", "application/pdf", shown.pdf))
    for kind, media_type, content in made:
        if content:
            yield CapturedPage(kind + shown.address, media_type, None, (), content, now)
    for fetched in gate.answers.values():
        yield _answer(fetched)
    for fetched in gate.answers.values():
        yield from _redirects(fetched)


def _answer(fetched: Fetched) -> CapturedPage:
    media_type = content_type(fetched.header("content-type"))[0] or ""
    return CapturedPage(
        fetched.final_address,
        media_type,
        fetched.status,
        fetched.headers,
        fetched.body,
        fetched.fetched_at,
    )


def _redirects(fetched: Fetched) -> Iterator[CapturedPage]:
    """Each hop, so that a replay finds its way from the address that was asked for."""
    here = fetched.address
    for status, onward in fetched.redirects:
        yield CapturedPage(here, "", status, (("location", onward),), b"", fetched.fetched_at)
        here = onward
