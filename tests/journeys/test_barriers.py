"""No page puts a barrier before people who see, hear or point differently: axe-core and pa11y.

axe-core looks at each page light and dark, 1280 and 390 pixels wide; pa11y checks WCAG 2.1 AA.
On the way no page may jump while it loads, nor scroll sideways at 320 pixels or magnified twice.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from . import pages
from .conftest import CHROMIUM, Town, scrolls_sideways
from .node import node, package
from .pages import Stop

WIDTHS = (1280, 390)
COLOURS = ("light", "dark")
MOST_SHIFT = 0.1  # What counts as good; most pages move by nothing at all.
SHIFTS = """window.shifts = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries())
  if (!entry.hadRecentInput) window.shifts += entry.value; })
  .observe({ type: 'layout-shift', buffered: true });"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """([tags, only]) => axe.run(document, {
  runOnly: only ? {type: "rule", values: only} : {type: "tag", values: tags},
  resultTypes: ["violations"],
}).then(({violations}) => violations.map(({id, nodes}) => {
  const told = nodes.map(({html, any}) => html.slice(0, 160) + " " + (any[0]?.message ?? ""));
  return id + ": " + told.slice(0, 3).join(" | ");
}))"""


def complaints_of_axe(page: Page, only: list[str] | None = None) -> list[str]:
    said: list[str] = page.evaluate(AXE, [RULES, only])
    return said


def barriers_on(page: Page, stop: Stop, axe: str) -> Iterator[str]:
    """What axe-core finds: by all rules at both widths, by contrast in the other colours too."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(stop.address)
    page.evaluate(axe)
    yield from misfits(page, stop)
    for width, colours in zip(WIDTHS, COLOURS, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        for said in complaints_of_axe(page):
            yield f"{stop.name} at {width}: {said}"
        page.emulate_media(color_scheme="dark")
        for said in complaints_of_axe(page, ["color-contrast"]):
            yield f"{stop.name}, {colours} at {width}: {said}"


def misfits(page: Page, stop: Stop) -> Iterator[str]:
    """What moved while the page was loading, and what small or magnified windows cut off."""
    shifted = page.evaluate("window.shifts")
    if shifted > MOST_SHIFT:
        yield f"{stop.name} jumps by {shifted:.3f}"
    for width in (320, WIDTHS[0] // 2):
        page.set_viewport_size({"width": width, "height": 900})
        if scrolls_sideways(page):
            yield f"{stop.name} scrolls sideways at {width}"


@pytest.mark.timeout(900)
def test_axe_finds_no_barrier_on_any_page(demo: Town) -> None:
    axe = package("axe-core/axe.min.js").read_text()
    listed = pages.stops(pages.furnish())
    people = {who: demo.known(who) for who in {stop.who for stop in listed}}
    for page in people.values():
        page.add_init_script(SHIFTS)
    found = [said for stop in listed for said in barriers_on(people[stop.who], stop, axe)]
    assert "\n".join(map(str, found)) == ""


@pytest.mark.timeout(900)
def test_pa11y_finds_no_barrier_on_any_page(demo: Town) -> None:
    package("pa11y/package.json")
    listed = pages.stops(pages.furnish())
    people = {who: demo.known(who).context for who in {stop.who for stop in listed}}
    cookies = {who: context.cookies() for who, context in people.items()}
    asked = [
        {"name": stop.name, "address": demo.address + stop.address, "cookies": cookies[stop.who]}
        for stop in listed
    ]
    given = json.dumps({"chromium": str(CHROMIUM), "pages": asked})
    script = Path(__file__).with_name("pa11y.mjs")
    done = subprocess.run([node(), script], input=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
