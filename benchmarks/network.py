"""How soon the picture of a large network can be used: for the server and for the browser.

Starts the program as `make run` does on a data folder of its own, fills it with one claim in many
invented texts that lean on each other, and opens the page in headless Chromium: from the request
until the picture is drawn and has answered to a key.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from ._served import CHROMIUM, filled, opened, served
from .load import program

# When the picture was drawn, since the navigation began, and how many boxes it has.
DRAWN = "() => performance.getEntriesByName('network-drawn')[0].startTime"
BOXES = "() => JSON.parse(document.getElementById('network-data').textContent).nodes.length"
PRESSED = """() => new Promise(done => {
  const canvas = document.querySelector(".network-canvas");
  const told = document.querySelector(".network-told");
  new MutationObserver(() => requestAnimationFrame(() => done(performance.now())))
    .observe(told, { childList: true });
  canvas.focus();
  canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
})"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How large the network is, and how often it is asked for."""
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--citations", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7, help="of asking for the page")


def run(_data: Path | None, options: argparse.Namespace) -> dict[str, float]:
    """Measure; times in milliseconds, sizes in kilobytes."""
    folder = Path(tempfile.mkdtemp(prefix="network-"))
    try:
        with program(folder) as (port, environment, group):
            there = filled(
                "_network_fill", environment, articles=options.articles, citations=options.citations
            )
            found = served(port, group, there, options.rounds)
            return found | (_shown(port, there, options.rounds) if CHROMIUM.exists() else {})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _shown(port: int, there: dict[str, Any], rounds: int) -> dict[str, float]:
    """The page in the browser: until it is drawn, and until it has answered to the first key."""
    address = f"http://127.0.0.1:{port}"
    drawn, usable, troubles = [], [], []
    with opened(port, there["session"], 60_000) as page:
        page.on("console", lambda said: troubles.append(said.text))
        for _ in range(rounds):
            page.goto(f"{address}{there['page']}", wait_until="commit")
            page.wait_for_function("() => performance.getEntriesByName('network-drawn').length > 0")
            usable.append(page.evaluate(PRESSED))
            drawn.append(page.evaluate(DRAWN))
        boxes = page.evaluate(BOXES)
    return {
        "boxes": boxes,
        "drawn_p50_ms": statistics.median(drawn),
        "usable_p50_ms": statistics.median(usable),
        "usable_max_ms": max(usable),
        "console_lines": len(troubles),
    }
