"""The picture of who had it from whom, in a real browser: by key, by button, as a file."""

from pathlib import Path

from django.core.management import call_command
from playwright.sync_api import Page, expect

from claims.records.models import Claim
from claims.records.network import network_of
from provenance.accounts.models import User

from .by_keys import LISTEN, heard
from .conftest import Town, scrolls_sideways


def picture(demo: Town, width: int = 1280) -> Page:
    """The claim of the demo with the most texts, as its owner sees it."""
    call_command("load_demo", verbosity=0)
    owner = User.objects.get(username="max")
    claims = Claim.objects.filter(workspace__slug="demo").order_by("pk")
    largest = max(claims, key=lambda one: len(network_of(claims=[one.pk], user=owner).edges))
    page = demo.known("max", width)
    page.add_init_script(LISTEN)
    page.goto(f"/claims/{largest.pk}/graph/")
    page.wait_for_function("() => performance.getEntriesByName('network-drawn').length > 0")
    return page


def test_it_is_walked_with_the_arrow_keys_and_opened_with_enter(demo: Town) -> None:
    page = picture(demo)
    canvas = page.get_by_role("application")
    canvas.focus()
    page.keyboard.press("ArrowLeft")
    heard(page, "from there.")
    told = page.locator(".network-told")
    first = told.inner_text()
    for key in ("ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp", "+", "-", "0"):
        page.keyboard.press(key)
    expect(told).not_to_be_empty()
    assert first
    link = told.get_by_role("link", name="Open")
    if link.count():
        target = link.get_attribute("href")
        canvas.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{target}")


def test_it_is_saved_as_a_picture_and_nothing_is_refused(demo: Town, tmp_path: Path) -> None:
    page = picture(demo)
    for number, button in enumerate(page.get_by_role("button", name="as PNG").all()):
        with page.expect_download() as download:
            button.click()
        kept = tmp_path / f"{number}.png"
        download.value.save_as(kept)
        assert kept.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    page.get_by_role("button", name="Closer").click()
    page.get_by_role("button", name="Show all").click()
    assert demo.troubles == []


def test_on_a_phone_it_stays_within_the_screen(demo: Town) -> None:
    assert not scrolls_sideways(picture(demo, width=390))
