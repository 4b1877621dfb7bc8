"""Someone at the keyboard with a screen reader: what has the focus, what is said and heard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

# Everything that a screen reader would say by itself: what changes in a live region.
LISTEN = """window.heard = [];
new MutationObserver(changes => {
  for (const { target } of changes) {
    const at = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    const region = at?.closest('[aria-live=polite], [role=status]');
    const words = region?.textContent.replace(/\\s+/g, ' ').trim();
    if (words && window.heard.at(-1) !== words) window.heard.push(words);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });"""
# What a screen reader calls the element with the focus: its label, or else its words.
FOCUSED = """() => {
  const at = document.activeElement, label = at.labels?.[0] ?? at;
  const title = at.getAttribute('aria-label') ?? label.innerText ?? '';
  return title.replace(/\\s+/g, ' ').trim();
}"""
SEEN = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return drawn && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
MOST = 80


def focused(page: Page) -> str:
    """The name of what has the focus."""
    return str(page.evaluate(FOCUSED))


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press the tabulator until something of that name has the focus, and shows that it has."""
    for _ in range(MOST):
        page.keyboard.press(key)
        if focused(page).startswith(name):
            assert page.evaluate(SEEN), f"{name} does not show that it has the focus"
            return
    raise AssertionError(f"{MOST} times Tab did not lead to {name}; now at {focused(page)}")


def heard(page: Page, words: str) -> None:
    """Wait until a live region has said these words."""
    page.wait_for_function("words => window.heard.some(said => said.includes(words))", arg=words)


def bring_in_by_keys(page: Page, title: str, text: str, worker: Callable[[], None]) -> None:
    """From the page for bringing in to the reader, without a pointer."""
    page.goto("/import/")
    tab_to(page, "Title")
    page.keyboard.type(title)
    tab_to(page, "Text")
    page.keyboard.insert_text(text)
    tab_to(page, "Bring in the text")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bringing in 1 text")).to_be_visible()
    worker()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    tab_to(page, title)
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_contain_text(text.rsplit("\n", 1)[1][:30])
