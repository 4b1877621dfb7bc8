"""The reader's scripts in a real Chromium, against invented text (frontend/dev/harness.py)."""

import importlib.util
import itertools
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
BUILT = ROOT / "provenance" / "web" / "static" / "built" / "main.js"

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is missing"),
    pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built: npm run build"),
]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("harness", ROOT / "frontend/dev/harness.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["harness"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def address() -> Iterator[str]:
    server = _load().Harness()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def _open(browser: Browser, address: str, width: int, **more: Any) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800}, **more)
    page.set_default_timeout(5000)
    page.goto(address)
    return page


@pytest.fixture
def wide(browser: Browser, address: str) -> Iterator[Page]:
    page = _open(browser, address, 1280)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    page.close()
    assert troubles == []


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    page = _open(browser, address, 390, has_touch=True)
    yield page
    page.close()


SELECT = """([first, last]) => {
  const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node; (node = walker.nextNode()); ) {
    const a = node.data.indexOf(first), b = node.data.indexOf(last);
    if (a >= 0) range.setStart(node, a);
    if (b >= 0) { range.setEnd(node, b + last.length); break; }
  }
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


def _select(page: Page, first: str, last: str) -> None:
    page.evaluate(SELECT, [first, last])


def _press_with_mouse(page: Page, words: str) -> None:
    box = page.evaluate(
        """words => { const walker = document.createTreeWalker(document.getElementById('text'), 4);
        for (let node; (node = walker.nextNode()); ) { const at = node.data.indexOf(words);
          if (at < 0) continue; const r = document.createRange(); r.setStart(node, at);
          r.setEnd(node, at + words.length);
          const lines = r.getClientRects(), a = lines[0], b = lines[lines.length - 1];
          return [a.left, a.top + a.height / 2, b.right, b.top + b.height / 2]; } }""",
        words,
    )
    page.mouse.move(box[0] + 1, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 1, box[3], steps=4)
    page.mouse.up()


def test_selected_words_become_code_point_offsets_past_an_emoji(wide: Page, address: str) -> None:
    _press_with_mouse(wide, "A spokeswoman for the council")
    with wide.expect_request("**/form/**") as asked:
        wide.get_by_role("button", name="Record a claim").click()
    text = _load().short_page().canonical
    start = text.index("A spokeswoman for the council")
    assert f"start={start}&end={start + 29}" in asked.value.url
    expect(wide.locator("#panel blockquote")).to_have_text("A spokeswoman for the council")
    expect(wide.get_by_label("The claim, in one sentence")).to_be_focused()


def test_selection_may_cross_marks_and_paragraphs(wide: Page) -> None:
    _select(wide, "lead since", "told Northline")
    _select(wide, " since the winter", "in February 💧 and ")
    wide.get_by_role("button", name="Note").click()
    said = wide.locator("#panel blockquote").inner_text()
    assert said.startswith("since the winter")
    assert said.endswith("💧 and")


def test_recording_keeps_the_page_and_goes_to_the_new_note(wide: Page) -> None:
    _press_with_mouse(wide, "owns the bakery")
    wide.get_by_role("button", name="Record a claim").click()
    wide.get_by_label("The claim, in one sentence").fill("Tomas Reel owns a bakery.")
    wide.get_by_role("button", name="Record", exact=True).click()
    note = wide.locator("#note-5")
    expect(note).to_be_focused()
    expect(wide.locator("mark.on")).to_have_text("owns the bakery")
    expect(wide.locator("#panel")).to_be_empty()
    expect(wide.locator("#announce")).to_have_text("Claim recorded.")
    assert wide.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft'))") == []


def test_a_refused_form_comes_back_with_what_was_written(wide: Page) -> None:
    _press_with_mouse(wide, "owns the bakery")
    wide.get_by_role("button", name="Record a claim").click()
    wide.get_by_label("The claim, in one sentence").fill("123")
    wide.get_by_role("button", name="Record", exact=True).click()
    expect(wide.locator("#statement_error")).to_be_visible()
    expect(wide.get_by_label("The claim, in one sentence")).to_have_value("123")
    expect(wide.get_by_label("The claim, in one sentence")).to_be_focused()


def test_the_sentence_list_picks_extends_and_steps_by_words(wide: Page) -> None:
    wide.keyboard.press("s")
    expect(wide.get_by_role("option", selected=True)).to_be_focused()
    wide.keyboard.press("ArrowDown")
    expect(wide.locator(".picked-words")).to_contain_text("The town knew")
    wide.keyboard.press("Shift+ArrowDown")
    expect(wide.get_by_role("option", selected=True)).to_have_count(2)
    wide.keyboard.press("ArrowDown")
    wide.keyboard.press("{")
    expect(wide.locator(".picked-words")).to_have_text(
        "“pumping station at Hollow Lane was rebuilt in 2023 at a cost of 14.2 million crowns.”"
    )
    expect(wide.locator("#announce")).to_contain_text("Picked: pumping station")
    wide.keyboard.press("}")
    wide.keyboard.press("Enter")
    expect(wide.locator("#panel blockquote")).to_have_text(
        "pumping station at Hollow Lane was rebuilt in 2023 at a cost of 14.2 million"
    )


def test_escape_leaves_the_sentence_list_where_it_was_opened(wide: Page) -> None:
    opener = wide.get_by_role("button", name="Sentence list")
    opener.focus()
    wide.keyboard.press("Enter")
    wide.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(wide.locator(".sentences")).to_have_count(0)


def test_keys_are_dead_in_fields_and_when_switched_off(wide: Page) -> None:
    wide.get_by_role("searchbox").press_sequentially("s?")
    expect(wide.locator(".sentences")).to_have_count(0)
    wide.locator("h1").click()
    wide.keyboard.press("?")
    wide.get_by_role("checkbox").uncheck()
    wide.get_by_role("dialog").get_by_role("button", name="Close").click()
    wide.keyboard.press("s")
    expect(wide.locator(".sentences")).to_have_count(0)


def test_the_note_under_focus_stands_level_and_none_overlap(wide: Page) -> None:
    wide.locator("mark", has_text="told nobody").last.click()
    expect(wide.locator(".note.on")).to_have_count(1)
    wide.wait_for_timeout(400)
    level, boxes = wide.evaluate(
        """() => { const on = document.querySelector('.note.on').getBoundingClientRect();
        const mark = document.querySelector('mark.on').getBoundingClientRect();
        const all = [...document.querySelectorAll('.note')].filter(n => !n.hidden)
          .map(n => n.getBoundingClientRect()).map(b => [b.top, b.bottom])
          .sort((a, b) => a[0] - b[0]);
        return [Math.abs(on.top - mark.top), all]; }"""
    )
    assert level <= 2
    assert all(below[0] >= above[1] for above, below in itertools.pairwise(boxes))


def test_on_a_phone_the_note_opens_under_its_sentence(phone: Page) -> None:
    phone.locator("mark", has_text="14.2 million").tap()
    slot = phone.locator("#text .slot")
    expect(slot.locator(".note")).to_be_visible()
    before, after = phone.evaluate(
        """() => { const s = document.querySelector('.slot');
        return [s.previousSibling.textContent, s.nextSibling.textContent]; }"""
    )
    assert before.endswith("crowns.") or before == "."
    assert after.lstrip().startswith("Engineers")
    slot.get_by_role("button", name="Close").tap()
    expect(phone.locator(".slot")).to_have_count(0)


def test_an_open_note_does_not_move_the_offsets_behind_it(phone: Page) -> None:
    phone.locator("mark", has_text="14.2 million").tap()
    _select(phone, "Engineers", "northern pier")
    with phone.expect_request("**/form/**") as asked:
        phone.get_by_role("button", name="Record a claim").tap()
    start = _load().short_page().canonical.index("Engineers")
    assert f"start={start}&" in asked.value.url


@pytest.mark.parametrize("width", [390, 768, 1000, 1280, 1920])
def test_no_width_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    page = _open(browser, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_draft_is_offered_again_after_the_page_was_left(wide: Page) -> None:
    def form() -> None:
        _press_with_mouse(wide, "owns the bakery")
        wide.get_by_role("button", name="Record a claim").click()

    form()
    wide.get_by_label("The claim, in one sentence").fill("Half a thought")
    wide.wait_for_timeout(600)
    wide.reload()
    form()
    wide.get_by_role("button", name="Put them back").click()
    expect(wide.get_by_label("The claim, in one sentence")).to_have_value("Half a thought")


WATCH = """() => { window.moved = 0;
  new MutationObserver(list => window.moved += list.length).observe(
    document.getElementById('margin'), { attributes: true, attributeFilter: ['style', 'hidden'],
    subtree: true }); }"""
LAID_OUT = """() => [...document.querySelectorAll('#text [data-start]')].filter(
  block => block.firstChild.parentElement.checkVisibility({ contentVisibilityAuto: true })
    && block.getBoundingClientRect().height !== 152).length"""


def test_in_a_long_text_little_is_laid_out_and_few_notes_move(
    browser: Browser, address: str
) -> None:
    page = _open(browser, "about:blank", 1280)
    page.set_default_timeout(60_000)
    page.goto(f"{address}?long=1")
    assert page.locator("mark[data-passages='1000']").count() > 0
    assert page.evaluate(LAID_OUT) < 100
    page.wait_for_timeout(500)
    page.evaluate(WATCH)
    page.mouse.move(600, 400)
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(1000)
    assert 0 < page.evaluate("window.moved") < 400
    page.close()


DROP = """() => { const data = new DataTransfer();
  data.items.add(new File(['<p>One</p>'], 'one.html'));
  data.items.add(new File(['Two'], 'two.txt'));
  document.querySelector('.drop').dispatchEvent(
    new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }"""


def test_dropped_files_are_listed_sent_and_followed_to_the_end(wide: Page, address: str) -> None:
    wide.goto(f"{address}import/")
    wide.evaluate(DROP)
    expect(wide.locator(".chosen li")).to_have_text(["one.html10 B", "two.txt3 B"])
    expect(wide.locator("[data-chosen-count]")).to_have_text("2 files chosen")
    wide.get_by_role("button", name="Bring them in").click()
    expect(wide.get_by_role("progressbar", name="Texts brought in")).to_have_attribute("value", "1")
    expect(wide.get_by_role("heading", name="Done")).to_be_visible()
    expect(wide.get_by_role("progressbar", name="Texts brought in")).to_have_attribute("value", "3")


def test_a_chosen_theme_is_kept_in_a_cookie_for_the_server(wide: Page) -> None:
    wide.evaluate(
        """() => { const b = document.createElement('button'); b.dataset.setTheme = 'dark';
        b.textContent = 'Dark'; document.body.append(b); }"""
    )
    wide.get_by_role("button", name="Dark").click()
    assert wide.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 26)"
    assert "theme=dark" in wide.evaluate("document.cookie")
