"""Someone brings in a page that scripts build, watches it, and sees what the visits find."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from provenance.capture.models import Host
from tests.provenance.capture.loopback import STORY, Site, running_site
from tests.provenance.capture.scripted import CHROMIUM, put_app

from .conftest import Town


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.RENDER, settings.CHROMIUM = "unsandboxed", str(CHROMIUM)
    with running_site() as one:
        settings.FETCH_ALLOW = frozenset({one.host})
        yield one


def test_a_page_built_by_scripts_is_brought_in_watched_and_found_changed(
    town: Town, worker: Callable[[], None], site: Site
) -> None:
    page = town.sign_in("ann")
    page.goto("/import/")
    page.get_by_label("Addresses").fill(put_app(site))
    page.get_by_label("The page is built by scripts").check()
    page.get_by_role("button", name="Bring in", exact=True).click()
    page.wait_for_url("**/import/*-*/")
    worker()
    page.reload()
    page.get_by_role("link", name="One of three wells closed").click()
    page.get_by_text("Watch it").click()
    assert page.get_by_label("Open it in a browser").is_checked()
    page.get_by_role("button", name="Watch", exact=True).click()
    page.get_by_role("button", name="Visit now").click()
    worker()
    page.reload()
    assert "it says what we have" in page.locator("#watch").inner_text()
    put_app(site, body=STORY.replace("Monday", "Tuesday"))
    Host.objects.update(free_at=timezone.now())  # the usual pause is over
    page.get_by_role("button", name="Visit now").click()
    worker()
    page.reload()
    assert "a new version was kept" in page.locator("#watch").inner_text()
    assert "on Tuesday after a routine test" in page.locator("#text").inner_text()
    page.goto("/watched/")
    assert "changed" in page.locator(".rows").inner_text()
