"""What a screen reader finds and says on the way from bringing in a text to a recorded claim."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .by_keys import LISTEN, bring_in_by_keys, focused, heard, tab_to
from .conftest import Town
from .test_main_job import RUMOUR

LAST = "Forty boats had to leave the harbour, according to the port, and twelve have not come back."
SHORTER = LAST.removesuffix(" back.")


@pytest.fixture
def page(town: Town) -> Page:
    page = town.known("ann")
    page.add_init_script(LISTEN)
    return page


def tree(page: Page, selector: str = "body") -> str:
    """The accessibility tree below an element: a line for each thing, with its role and name."""
    return page.locator(selector).aria_snapshot()


def holds(tree: str, *lines: str) -> None:
    """Find these lines in the tree, in this order."""
    left = iter(line.strip().removeprefix("- ") for line in tree.splitlines())
    missing = [line for line in lines if not any(found.startswith(line) for found in left)]
    assert missing == [], tree


def test_the_page_for_bringing_in_names_its_parts_and_fields(page: Page) -> None:
    page.goto("/import/")
    holds(
        tree(page),
        'link "Skip to the page"',
        "banner",
        'navigation "Main"',
        'search "Whole site"',
        'searchbox "Search claims, articles, people"',
        'status "Messages"',
        "main",
        'heading "Bring in an article" [level=1]',
        'region "From the web"',
        'textbox "Addresses"',
        'region "From files"',
        'region "Pasted text"',
        'textbox "Title (optional)"',
        'textbox "Text"',
        'combobox "Who sees it"',
        'button "Bring in the text"',
        "contentinfo",
    )


def test_from_import_to_a_recorded_claim_everything_has_a_name_and_is_said(
    page: Page, worker: Callable[[], None]
) -> None:
    bring_in_by_keys(page, "Pier unsafe for months", RUMOUR, worker)
    the_text_is_one_article_beside_its_notes(page)
    page.keyboard.press("s")
    the_list_holds_every_sentence(page)
    page.keyboard.press("End")
    assert focused(page) == LAST
    page.keyboard.press("}")
    heard(page, f"Picked: {SHORTER}")
    page.keyboard.press("Enter")
    expect(page.get_by_label("The claim, in one sentence")).to_be_focused()
    the_form_names_every_field(page)
    tab_to(page, "Record")
    page.keyboard.press("Enter")
    heard(page, "Claim recorded.")
    expect(page.locator(".note.on")).to_be_focused()
    name = focused(page)
    assert re.fullmatch(r"Claim \d+", name)
    holds(tree(page, "#margin"), f'article "{name}"', f'heading "{SHORTER}" [level=2]')


def the_text_is_one_article_beside_its_notes(page: Page) -> None:
    holds(
        tree(page),
        "main",
        "article",
        'heading "Pier unsafe for months" [level=1]',
        'button "Sentence list"',
        f"paragraph: {LAST}",
        'complementary "Claims, evidence and notes on this text"',
    )


def the_list_holds_every_sentence(page: Page) -> None:
    holds(
        tree(page, ".sentences"),
        'dialog "Sentences"',
        'listbox "Sentences"',
        'option "Pier unsafe for months" [selected]',
        'option "The eastern pier of Arnhaven has been unsafe since the winter',
        'option "Nobody was told."',
        f'option "{LAST}"',
        'button "Start earlier ["',
        'button "Record a claim"',
        'button "Add as evidence"',
        'button "Note"',
    )


def the_form_names_every_field(page: Page) -> None:
    holds(
        tree(page, "#panel"),
        'region "Record"',
        'heading "Record a claim" [level=2]',
        f"blockquote: {SHORTER}",
        'textbox "The claim, in one sentence"',
        'combobox "Kind of claim"',
        'combobox "Can it be checked?"',
        'group "Who said it"',
        'combobox "How it is told"',
        'group "Who can see this"',
        'radio "The workspace" [checked]',
        'button "Record"',
        'button "Cancel"',
    )


def test_a_marked_sentence_and_the_form_for_it_are_told(
    page: Page, worker: Callable[[], None]
) -> None:
    bring_in_by_keys(page, "Pier unsafe for months", RUMOUR, worker)
    page.keyboard.press("s")
    page.keyboard.press("End")
    page.keyboard.press("n")
    expect(page.locator("#panel").get_by_role("textbox").first).to_be_focused()
    page.keyboard.type("Who counted them?")
    tab_to(page, "Keep the note")
    page.keyboard.press("Enter")
    heard(page, "Note kept.")
    page.keyboard.press("s")
    page.keyboard.press("End")
    holds(tree(page, ".sentences"), f'option "{LAST} (marked)" [selected]')


def test_what_a_form_refuses_is_told_and_gets_the_focus(
    page: Page, worker: Callable[[], None]
) -> None:
    bring_in_by_keys(page, "Pier unsafe for months", RUMOUR, worker)
    page.keyboard.press("s")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    statement = page.get_by_label("The claim, in one sentence")
    expect(statement).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")
    tab_to(page, "Record")
    page.keyboard.press("Enter")
    expect(statement).to_have_attribute("aria-invalid", "true")
    expect(statement).to_be_focused()
    described = statement.get_attribute("aria-describedby") or ""
    told = [page.locator(f"#{one}").inner_text() for one in described.split()]
    assert any("laim" in words for words in told), told
