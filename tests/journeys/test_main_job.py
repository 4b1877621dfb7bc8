"""The main job, as people do it: bring in, read, mark, find evidence, review, second, publish."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from claims.records.models import Claim
from provenance.audit.services import verify

from .conftest import Town, scrolls_sideways, select_with_mouse

RUMOUR = (
    "Pier unsafe for months\n\nBy Noa Brand 💧👩\u200d👧 e\u0301\n\n"
    "The eastern pier of Arnhaven has been unsafe since the winter, a port official said on "
    "Monday. Nobody was told. “We closed it as soon as we knew,” the official added.\n\n"
    "Forty boats had to leave the harbour, according to the port, and twelve have not come back."
)
LOG = (
    "Log of the harbour master\n\n"
    "12 February. Divers looked at the eastern pier. No cracks were found in the piles.\n\n"
    "3 May. Crack in pile seven. The pier was closed the same afternoon."
)
WORDS = "The eastern pier of Arnhaven has been unsafe since the winter"
CLAIM = "The eastern pier of Arnhaven was unsafe from the winter of 2023/24 until May 2024"


def bring_in(page: Page, title: str, text: str, worker: Callable[[], None]) -> None:
    page.goto("/import/")
    form = page.locator("form", has=page.locator("textarea[name=text]"))
    form.get_by_label("Title").fill(title)
    form.locator("textarea").fill(text)
    form.get_by_role("button", name="Bring in the text").click()
    expect(page.get_by_role("heading", name="Bringing in 1 text")).to_be_visible()
    worker()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    page.locator("#batch").get_by_role("link", name=title).click()
    expect(page.locator("#text")).to_contain_text(text.rsplit("\n", 1)[1][:30])


def test_from_a_pasted_text_to_a_public_verdict(town: Town, worker: Callable[[], None]) -> None:
    ann = town.sign_in("ann")
    record(ann, worker)
    claim = Claim.objects.get()
    assert claim.statement == CLAIM
    assert claim.first_appearance
    assert claim.first_appearance.passage.quote == WORDS
    add_evidence(ann, worker)
    review(ann, claim)
    second_and_publish(town, claim)
    look_as_a_stranger(town, claim)
    assert verify(town.cast.desk.pk).ok


def record(ann: Page, worker: Callable[[], None]) -> None:
    """Ann reads the rumour and records a claim on words she selects, with who said it."""
    bring_in(ann, "Pier unsafe for months", RUMOUR, worker)
    select_with_mouse(ann, WORDS)
    ann.get_by_role("button", name="Record a claim").click()
    panel = ann.locator("#panel")
    expect(panel.locator("blockquote")).to_have_text(WORDS)
    statement = panel.get_by_label("The claim, in one sentence")
    expect(statement).to_be_focused()
    expect(statement).to_have_value(WORDS)
    statement.fill(CLAIM)
    panel.get_by_label("The date it speaks of").fill("2024-05")
    panel.get_by_label("First").select_option("unnamed")
    panel.get_by_label("Name").fill("a port official")
    select_with_mouse(ann, "a port official said on Monday")
    panel.get_by_role("button", name="Use selected words").click()
    expect(panel.get_by_label("Words that say so")).to_have_value("a port official said on Monday")
    panel.get_by_role("button", name="Record", exact=True).click()
    note = ann.locator(".note.on")
    expect(note).to_be_focused()
    expect(note).to_contain_text(CLAIM)
    expect(note).to_contain_text("Said by a port official (unnamed).")
    expect(note).to_contain_text("Not checked yet")
    expect(ann.locator("mark.hi.on")).to_have_text(WORDS)
    expect(panel).to_be_empty()
    expect(ann.locator("#voices")).to_contain_text("1 claim rests on one voice")


def add_evidence(ann: Page, worker: Callable[[], None]) -> None:
    """Ann finds words against it in a second text, and links exactly those."""
    bring_in(ann, "Log of the harbour master", LOG, worker)
    select_with_mouse(ann, "No cracks were found in the piles")
    ann.get_by_role("button", name="Add as evidence").click()
    panel = ann.locator("#panel")
    panel.get_by_label("Which claim?").fill("the eastern pier was unsafe")
    panel.get_by_role("radio", name=re.compile("The eastern pier of Arnhaven")).check()
    panel.get_by_label("Contradicts it").check()
    panel.get_by_label("Primary").check()
    panel.get_by_role("button", name="Add it").click()
    expect(panel.get_by_text("Say why these words bear on the claim.")).to_be_visible()
    expect(panel.get_by_label("Contradicts it")).to_be_checked()
    panel.get_by_label("Why they bear on it").fill("Divers saw the piles whole in February.")
    panel.get_by_role("button", name="Add it").click()
    note = ann.locator(".note.on")
    expect(note).to_contain_text("Contradicts")
    note.get_by_role("link", name=re.compile("The eastern pier")).click()
    expect(ann.get_by_role("heading", level=1)).to_have_text(CLAIM)
    against = ann.get_by_label("Contradicts")
    expect(against).to_contain_text("“No cracks were found in the piles”")


def review(ann: Page, claim: Claim) -> None:
    """Ann weighs it and hands it on."""
    ann.get_by_role("button", name="Begin a review").click()
    ann.get_by_role("link", name="Go on with the draft").click()
    ann.get_by_role("radio", name=re.compile("^False")).first.check()
    ann.locator("textarea[name=summary]").fill("The log says the piles were whole in February.")
    ann.get_by_role("button", name="Hand it to a second person").click()
    expect(ann.get_by_text("Waiting for a second person.")).to_be_visible()


def second_and_publish(town: Town, claim: Claim) -> None:
    """Bea agrees; Eve lets it out."""
    bea = town.sign_in("bea")
    bea.goto(f"/desk/claims/{claim.pk}/")
    bea.get_by_role("link", name="Look at it as the second person").click()
    bea.get_by_label("I agree").check()
    bea.get_by_role("button", name="Give your answer").click()
    expect(bea.get_by_text("You and Ann agree. Waiting for an editor.")).to_be_visible()
    eve = town.sign_in("eve")
    eve.goto(f"/desk/claims/{claim.pk}/")
    eve.get_by_role("link", name="Publish the verdict").click()
    eve.get_by_role("button", name="Publish", exact=True).click()
    expect(eve.locator(".verdict-card .verdict").first).to_have_text("False")


def look_as_a_stranger(town: Town, claim: Claim) -> None:
    """Someone who belongs to nothing reads the verdict, and so does their program."""
    stranger = town.visitor()
    stranger.goto(f"/claims/{claim.pk}/")
    expect(stranger.get_by_role("heading", level=1)).to_have_text(CLAIM)
    expect(stranger.locator(".verdict-card .verdict")).to_have_text("False")
    expect(stranger.get_by_text("Seen by: everyone")).to_be_visible()
    expect(stranger.get_by_label("Contradicts")).to_contain_text("No cracks were found")
    written = stranger.locator("script[type='application/ld+json']").text_content() or ""
    said = json.loads(written)
    assert said["@type"] == "ClaimReview"
    assert said["claimReviewed"] == CLAIM
    assert said["reviewRating"]["alternateName"] == "False"
    assert said["url"].endswith(f"/claims/{claim.pk}/")
    assert stranger.goto("/articles/1/")
    stranger.wait_for_url("**/account/login/**")


def test_a_checked_claim_wears_its_verdict_where_it_stands(
    town: Town, worker: Callable[[], None]
) -> None:
    ann = town.sign_in("ann")
    record(ann, worker)
    claim = Claim.objects.get()
    reader = ann.url
    ann.goto(f"/desk/claims/{claim.pk}/")
    review(ann, claim)
    second_and_publish(town, claim)
    ann.goto(reader)
    expect(ann.locator("mark")).to_have_class("l1-false end-false")
    shape = "getComputedStyle(document.querySelector('mark'), '::after').content"
    assert "✕" in ann.evaluate(shape)


def test_what_was_recorded_by_mistake_is_undone_from_its_note(
    town: Town, worker: Callable[[], None]
) -> None:
    ann = town.sign_in("ann")
    record(ann, worker)
    ann.locator(".note.on").get_by_role("button", name="Undo").click()
    expect(ann.get_by_text("Taken back.")).to_be_visible()
    expect(ann.locator("mark")).to_have_count(0)
    expect(ann.locator("#text")).to_contain_text(WORDS)


def test_on_a_phone_the_form_opens_under_the_sentence_and_nothing_scrolls_sideways(
    town: Town, worker: Callable[[], None]
) -> None:
    ann = town.sign_in("ann", width=390, has_touch=True)
    bring_in(ann, "Pier unsafe for months", RUMOUR, worker)
    assert not scrolls_sideways(ann)
    select_with_mouse(ann, "Nobody was told")
    ann.get_by_role("button", name="Note", exact=True).tap()
    slot = ann.locator("#text .slot")
    slot.get_by_label("Note").fill("Who should have been told?")
    assert not scrolls_sideways(ann)
    slot.get_by_role("button", name="Keep the note").tap()
    expect(ann.locator("#text .slot .note")).to_contain_text("Who should have been told?")
    assert not scrolls_sideways(ann)
    ann.locator(".provenance > summary").tap()
    expect(ann.get_by_text("SHA-256 of the bytes")).to_be_hidden()
    expect(ann.get_by_text("One voice or many?")).to_be_visible()
    assert not scrolls_sideways(ann)


def test_where_it_comes_from_is_corrected_in_place(town: Town, worker: Callable[[], None]) -> None:
    ann = town.sign_in("ann")
    bring_in(ann, "Pier unsafe for months", RUMOUR, worker)
    fact = ann.locator(".fact", has_text="Outlet")
    fact.hover()
    fact.get_by_role("link", name="Correct outlet").click()
    form = fact.locator("form.sheet")
    form.get_by_label("Outlet").fill("Harbour Post")
    form.get_by_role("button", name="Keep it").click()
    expect(ann.locator(".fact", has_text="Outlet")).to_contain_text("entered by Ann")
    expect(ann.locator("#byline")).to_contain_text("Harbour Post")
    expect(ann.locator("#messages")).to_contain_text("What was there before stays")
    title = ann.locator(".fact", has_text="Title")
    title.hover()
    title.get_by_role("link", name="Correct title").click()
    title.get_by_label("Title").fill("Pier unsafe since the winter")
    title.get_by_role("button", name="Keep it").click()
    expect(ann.get_by_role("heading", level=1)).to_have_text("Pier unsafe since the winter")


def test_a_thread_of_notes_is_kept_in_place(town: Town, worker: Callable[[], None]) -> None:
    ann = town.sign_in("ann")
    bring_in(ann, "Pier unsafe for months", RUMOUR, worker)
    select_with_mouse(ann, "Nobody was told")
    ann.get_by_role("button", name="Note", exact=True).click()
    ann.locator("#panel").get_by_label("Note").fill("Who should have been told?")
    ann.get_by_role("button", name="Keep the note").click()
    note = ann.locator(".note.on")
    expect(note).to_contain_text("Who should have been told?")
    note.get_by_role("link", name="Answer Ann").click()
    note.locator("textarea").fill("The skippers, says the harbour law.")
    note.get_by_role("button", name="Keep the answer").click()
    expect(note.locator(".thread-note")).to_have_count(2)
    note.locator(".thread-note").last.get_by_role("button", name="Delete").click()
    expect(note.locator(".thread-note")).to_have_count(1)
    expect(ann.locator("#messages")).to_contain_text("The note is deleted.")
