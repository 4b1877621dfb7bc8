"""The working page in a real Chromium: things happen in place, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from claims.records.services import Hop, edit_claim, replace_chain
from claims.reviews.models import Rating, Review, Scale
from claims.reviews.scales import install

CHROMIUM = Path("/usr/bin/chromium")
BUILT = Path(settings.BASE_DIR, "provenance/web/static/built/main.js")

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is missing"),
    pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built: npm run build"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which only waits.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def signed_in(
    chromium: Browser,
    transactional_db: None,
    live_server: Any,
    desk: Any,
) -> Iterator[Callable[..., Page]]:
    """Opens a page as someone; every page must be free of troubles at the end."""
    install(Scale, Rating)  # A test that commits leaves the tables empty behind it.
    troubles: list[str] = []
    contexts = []

    def opened(name: str, path: str, width: int = 1280) -> Page:
        cookie = desk.browser(name).cookies[settings.SESSION_COOKIE_NAME].value
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: _listen(said, troubles))
        page.goto(f"{live_server.url}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def _listen(said: Any, troubles: list[str]) -> None:
    """A refused form is no trouble; the browser writes each 400 into the console."""
    if said.type == "error" and "status of 4" not in said.text:
        troubles.append(said.text)


def test_evidence_is_added_and_taken_back_without_leaving_the_page(desk, signed_in):
    claim = desk.claim()
    page = signed_in("ann", f"/desk/claims/{claim.pk}/")
    page.get_by_role("link", name="Add evidence").click()
    form = page.locator(f"#sheet-add-evidence-{claim.pk}")
    form.get_by_label("The exact words").fill("Forty boats had to leave")
    form.get_by_role("button", name="Add it").click()
    expect(form.get_by_text("Say why this bears on the claim.")).to_be_visible()
    expect(form.get_by_label("The exact words")).to_have_value("Forty boats had to leave")
    form.get_by_label("Supports it").check()
    form.get_by_label("Why it bears on the claim").fill("The port says so.")
    form.get_by_role("button", name="Add it").click()
    side = page.get_by_label("Supports")
    expect(side.get_by_text("“Forty boats had to leave”")).to_be_visible()
    expect(form).to_have_count(0)
    side.get_by_role("button", name="Withdraw").click()
    expect(page.locator("#messages")).to_contain_text("The evidence is withdrawn.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Supports").get_by_text("The port says so.")).to_be_visible()


def test_one_who_is_slower_sees_what_the_other_wrote_in_the_form(desk, signed_in):
    claim = desk.claim()
    page = signed_in("ann", f"/desk/claims/{claim.pk}/")
    page.get_by_role("link", name="Change the wording").click()
    words = page.get_by_label("The claim, in one sentence")
    words.fill("My own words.")
    edit_claim(claim, statement="Bea was quicker.", by=desk.cast.bea)
    page.get_by_role("button", name="Keep this wording").click()
    expect(page.get_by_text("Bea changed this while you were writing")).to_be_visible()
    expect(page.get_by_text("It says now: Bea was quicker.")).to_be_visible()
    expect(words).to_have_value("My own words.")
    page.get_by_role("button", name="Keep this wording").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My own words.")


def test_a_note_being_written_survives_another_change_on_the_page(desk, signed_in):
    claim = desk.claim()
    desk.evidence(claim)
    page = signed_in("ann", f"/desk/claims/{claim.pk}/")
    page.get_by_role("link", name="Write a note").click()
    note = page.get_by_label("Note", exact=True)
    note.fill("Half a thought")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("#messages")).to_contain_text("The evidence is withdrawn.")
    expect(note).to_have_value("Half a thought")


def test_someone_signed_out_meanwhile_keeps_what_they_wrote(desk, signed_in):
    claim = desk.claim()
    page = signed_in("ann", f"/desk/claims/{claim.pk}/")
    page.get_by_role("link", name="Write a note").click()
    note = page.get_by_label("Note", exact=True)
    note.fill("Half a thought")
    page.context.clear_cookies()
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("#messages")).to_contain_text("your draft is kept")
    expect(note).to_have_value("Half a thought")


def test_someone_whose_session_ended_keeps_what_they_wrote(desk, signed_in):
    claim = desk.claim()
    page = signed_in("ann", f"/desk/claims/{claim.pk}/")
    page.get_by_role("link", name="Write a note").click()
    note = page.get_by_label("Note", exact=True)
    note.fill("Half a thought")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("#messages")).to_contain_text("You are signed out.")
    expect(note).to_have_value("Half a thought")


def test_a_chain_is_put_together_by_buttons(desk, signed_in):
    place = desk.claim().first_appearance
    page = signed_in("ann", f"/desk/claims/{place.claim_id}/", width=390)
    page.get_by_role("link", name="Change who had it from whom").click()
    form = page.locator(f"#sheet-chain-{place.pk}")
    form.get_by_role("button", name="Add someone").click()
    form.get_by_label("Name").fill("Mira Tal")
    form.get_by_role("button", name="Add a missing link before all").click()
    expect(form.locator(".hop")).to_have_count(2)
    form.get_by_role("button", name="Keep this chain").last.click()
    strip = page.locator("#chain ol.chain li")
    expect(strip).to_have_count(3)
    expect(strip.first).to_have_class("missing")
    expect(strip.nth(1)).to_contain_text("Mira Tal")


def test_hops_are_moved_by_keyboard_and_a_kept_chain_is_taken_back(desk, signed_in):
    place = desk.claim().first_appearance
    replace_chain(place, [Hop("Mira Tal"), Hop("Noa Brand")], by=desk.cast.ann)
    page = signed_in("ann", f"/desk/claims/{place.claim_id}/")
    page.get_by_role("link", name="Change who had it from whom").click()
    form = page.locator(f"#sheet-chain-{place.pk}")
    form.get_by_role("button", name="Earlier").focus()
    page.keyboard.press("Enter")
    expect(form.get_by_label("Name").first).to_have_value("Noa Brand")
    expect(form.get_by_role("button", name="Later")).to_be_focused()
    form.get_by_role("button", name="Keep this chain").last.click()
    strip = page.locator("#chain ol.chain li")
    expect(strip.first).to_contain_text("Noa Brand")
    page.get_by_role("button", name="Undo").click()
    expect(strip.first).to_contain_text("Mira Tal")


def test_a_review_is_written_and_handed_on(desk, signed_in):
    claim = desk.claim()
    page = signed_in("ann", f"/desk/claims/{claim.pk}/")
    page.get_by_role("button", name="Begin a review").click()
    page.get_by_role("link", name="Go on with the draft").click()
    page.get_by_label("False Wrong in what it says.").check()
    page.get_by_role("button", name="Hand it to a second person").click()
    expect(page.get_by_text("Say why, in words a reader understands.")).to_be_visible()
    page.get_by_label("Why").fill("The log begins in June.")
    page.get_by_role("button", name="Hand it to a second person").click()
    expect(page.get_by_text("Waiting for a second person.")).to_be_visible()
    assert Review.objects.get().round.state == "submitted"


def test_the_other_claim_is_found_by_its_words(desk, signed_in):
    kept = desk.claim(statement="The eastern pier closed on 3 May.")
    other = desk.claim(statement="On 3 May the eastern pier was closed.")
    page = signed_in("ann", f"/desk/claims/{kept.pk}/merge/")
    page.get_by_label(other.statement).check()
    page.get_by_label("Why the two are one claim").fill("The same pier.")
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_text("The two are one claim now.")).to_be_visible()
    expect(page.locator("#related")).to_contain_text(other.statement)
