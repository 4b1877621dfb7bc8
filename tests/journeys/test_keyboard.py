"""Recording a claim with the keyboard alone, from any part of the text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.records.models import Claim

from .by_keys import tab_to
from .conftest import Town
from .test_main_job import RUMOUR, bring_in


def reader(town: Town, worker: Callable[[], None]) -> Page:
    ann = town.sign_in("ann")
    bring_in(ann, "Pier unsafe for months", RUMOUR, worker)
    return ann


def record_what_is_picked(page: Page, statement: str) -> None:
    """From the open form to the note, by key: nothing here is pressed with a pointer."""
    expect(page.get_by_label("The claim, in one sentence")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(statement)
    page.keyboard.press("Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.textContent.trim() === 'Record'"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".note.on")).to_be_focused()


@pytest.mark.parametrize(
    ("downs", "words"),
    [
        (0, "Pier unsafe for months"),
        (2, "The eastern pier of Arnhaven has been unsafe since the winter, a port official said "
            "on Monday."),
        (99, "Forty boats had to leave the harbour, according to the port, and twelve have not "
             "come back."),
    ],
)  # fmt: skip
def test_any_sentence_of_the_text_can_be_recorded(
    town: Town, worker: Callable[[], None], downs: int, words: str
) -> None:
    page = reader(town, worker)
    page.keyboard.press("s")
    page.keyboard.press("Home")
    for _ in range(min(downs, 12)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel blockquote")).to_have_text(words)
    record_what_is_picked(page, "The claim in our own words")
    claim = Claim.objects.get()
    assert claim.statement == "The claim in our own words"
    assert claim.first_appearance
    assert claim.first_appearance.passage.quote == words


def test_a_part_of_a_sentence_can_be_picked_by_words(
    town: Town, worker: Callable[[], None]
) -> None:
    page = reader(town, worker)
    page.keyboard.press("s")
    page.keyboard.press("End")
    for _ in range(6):
        page.keyboard.press("}")
    page.keyboard.press("{")
    page.keyboard.press("Enter")
    record_what_is_picked(page, "Forty boats left.")
    first = Claim.objects.get().first_appearance
    assert first
    assert first.passage.quote == "boats had to leave the harbour, according to the port"


def test_from_the_note_the_keys_lead_back_into_the_text(
    town: Town, worker: Callable[[], None]
) -> None:
    page = reader(town, worker)
    page.keyboard.press("s")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    record_what_is_picked(page, "Forty boats left.")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "MARK"
    page.keyboard.press("j")
    expect(page.locator(".note.on")).to_be_focused()


def test_a_form_that_is_closed_leads_back_to_its_words(
    town: Town, worker: Callable[[], None]
) -> None:
    page = reader(town, worker)
    page.keyboard.press("s")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_label("The claim, in one sentence")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_empty()
    focused = page.evaluate("document.activeElement.textContent")
    assert focused.startswith("Forty boats had to leave")


def evidence_by_keys(page: Page, claim: str, why: str) -> None:
    """Fill in the open form for evidence with the keyboard alone."""
    expect(page.get_by_label("Which claim?")).to_be_focused()
    tab_to(page, claim)
    page.keyboard.press("Space")
    tab_to(page, "Supports")
    page.keyboard.press("Space")
    tab_to(page, "Why they bear on it")
    page.keyboard.type(why)
    tab_to(page, "Add it")
    page.keyboard.press("Enter")
    expect(page.locator(".note.on")).to_be_focused()


def test_evidence_and_a_note_go_on_parts_of_a_sentence_that_is_marked_already(
    town: Town, worker: Callable[[], None]
) -> None:
    page = reader(town, worker)
    page.keyboard.press("s")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    record_what_is_picked(page, "Forty boats left.")
    page.keyboard.press("s")
    page.keyboard.press("End")
    page.keyboard.press("{")
    for _ in range(5):
        page.keyboard.press("}")
    page.keyboard.press("e")
    evidence_by_keys(page, "Forty boats left.", "The port counts its boats.")
    page.keyboard.press("s")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("[")
    page.keyboard.press("n")
    expect(page.locator("#panel").get_by_role("textbox").first).to_be_focused()
    page.keyboard.type("Who counted them?")
    tab_to(page, "Keep the note")
    page.keyboard.press("Enter")
    expect(page.locator(".note.on")).to_be_focused()
    words = "boats had to leave the harbour, according to the port, and"
    assert Evidence.objects.get(passage__quote=words)
    assert Annotation.objects.get(passage__quote__contains="Forty boats had to leave")


def test_every_sentence_of_a_text_is_in_the_list(town: Town, worker: Callable[[], None]) -> None:
    page = reader(town, worker)
    page.keyboard.press("s")
    listed = page.locator(".sentences [role=option]").all_inner_texts()
    words = [word for said in listed for word in said.split()]
    assert words == RUMOUR.split()
