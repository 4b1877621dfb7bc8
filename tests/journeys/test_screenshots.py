"""Every page, full and empty, at both widths and in both colours: none scrolls sideways or breaks.

The pictures are left in var/screenshots/ to be looked at; `make screenshots` makes them anew.
"""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Error, Page

from . import pages
from .conftest import Town, scrolls_sideways
from .pages import Stop

PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
LOOKS = [(1280, "light"), (390, "dark")]


def photograph(page: Page, picture: Path) -> None:
    """Take a picture of the whole page.

    A busy machine makes Chromium give up on a picture now and then; it is asked once more.
    """
    try:
        page.screenshot(path=picture, full_page=True)
    except Error as error:
        if "Unable to capture screenshot" not in error.message:
            raise
        page.screenshot(path=picture, full_page=True)


def look(page: Page, stop: Stop, picture: Path) -> list[str]:
    """Take a picture of a page; say what is wrong with it."""
    answer = page.goto(stop.address)
    photograph(page, picture)
    wrong = [] if answer and answer.status == stop.status else [f"answers {answer}"]
    return wrong + (["scrolls sideways"] if scrolls_sideways(page) else [])


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("width", "colours"), LOOKS)
def test_no_page_scrolls_sideways_or_breaks(demo: Town, width: int, colours: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    all_stops = pages.stops(pages.furnish())
    people = {stop.who for stop in all_stops}
    open_pages = {who: demo.known(who, width, color_scheme=colours) for who in people}
    found = {}
    for stop in all_stops:
        picture = PICTURES / f"{stop.name}-{width}-{colours}.png"
        found[stop.name] = look(open_pages[stop.who], stop, picture)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
