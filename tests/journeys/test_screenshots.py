"""Every page, full and empty, at both widths and in both colours: none scrolls sideways or breaks.

The pictures are left in var/screenshots/ to be looked at; `make screenshots` makes them anew.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from provenance.accounts.models import Membership, User, Workspace

from . import pages
from .conftest import Town, scrolls_sideways
from .pages import Stop

PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
NEW = "first-day"
# What someone sees on the first day of a workspace, when there is nothing yet.
EMPTY = ["desk", "articles", "claims", "search", "settings", "settings-scales", "settings-audit"]
LOOKS = [(1280, "light"), (390, "dark")]


@pytest.fixture
def demo(chromium: Browser, transactional_db: None, live_server: Any) -> Iterator[Town]:
    """The site with the demo and its people alone."""
    town = Town(chromium, live_server.url, cast=None)  # type: ignore[arg-type]
    yield town
    for context in town.open:
        context.close()
    assert town.troubles == []


def empty_stops() -> Iterator[Stop]:
    """The pages of a workspace in which nobody has done anything yet."""
    owner = User.objects.create_user(NEW, "first@day.example", pages.PASSWORD, name="Ines")
    workspace = Workspace.objects.create(slug="first-day", name="First Day")
    Membership.objects.create(workspace=workspace, user=owner, role="owner")
    for view in EMPTY:
        yield Stop(f"empty-{view}", reverse(view), NEW)
    yield Stop("empty-search-asked", f"{reverse('search')}?q=lead", NEW)


def visitor(town: Town, who: str, width: int, colours: str) -> Page:
    """A browser of that person, signed in; of a stranger where there is no name."""
    page = town.visitor(width, color_scheme=colours)
    cookie = pages.client_of(who).cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie:
        session = {"name": cookie.key, "value": cookie.value, "url": town.address}
        page.context.add_cookies([session])  # type: ignore[list-item]
    return page


def look(page: Page, stop: Stop, picture: Path) -> list[str]:
    """Take a picture of a page; say what is wrong with it."""
    answer = page.goto(stop.address)
    page.screenshot(path=picture, full_page=True)
    wrong = [] if answer and answer.status == stop.status else [f"answers {answer}"]
    return wrong + (["scrolls sideways"] if scrolls_sideways(page) else [])


@pytest.mark.parametrize(("width", "colours"), LOOKS)
def test_no_page_scrolls_sideways_or_breaks(demo: Town, width: int, colours: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    all_stops = [*pages.stops(pages.furnish()), *empty_stops()]
    open_pages = {who: visitor(demo, who, width, colours) for who in {s.who for s in all_stops}}
    found = {}
    for stop in all_stops:
        picture = PICTURES / f"{stop.name}-{width}-{colours}.png"
        found[stop.name] = look(open_pages[stop.who], stop, picture)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
