"""How soon the picture of a large network can be used: for the server and for the browser.

Starts the program as `make run` does on a data folder of its own, fills it with one claim in many
invented texts that lean on each other, and opens the page in headless Chromium: from the request
until the picture is drawn and has answered to a key.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ._load_client import Connection, get
from .load import ROOT, _program
from .reader import CHROMIUM, WARM, _processor_ms

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
        with _program(folder) as (port, environment, group):
            filled = _fill(environment, options)
            served = _served(port, group, filled, options.rounds)
            return served | (_shown(port, filled, options.rounds) if CHROMIUM.exists() else {})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(environment: dict[str, str], options: argparse.Namespace) -> dict[str, Any]:
    sizes = ["--articles", str(options.articles), "--citations", str(options.citations)]
    command = [sys.executable, "-m", "benchmarks._network_fill", *sizes]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    filled: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return filled


def _served(port: int, group: int, filled: dict[str, Any], rounds: int) -> dict[str, float]:
    """The page as the server sends it; its processor time holds that of PostgreSQL too."""
    cookie = f"Cookie: sessionid={filled['session']}\r\n"
    connection = Connection(port)
    for _ in range(WARM):
        connection.ask(get(filled["page"], headers=cookie))
    before = _processor_ms(group)
    answers = [connection.ask(get(filled["page"], headers=cookie)) for _ in range(rounds)]
    spent = (_processor_ms(group) - before) / rounds
    assert {status for status, _, _ in answers} == {200}
    body = answers[-1][1]
    return {
        "server_cpu_ms": spent,
        "server_p50_ms": 1000 * statistics.median(seconds for _, _, seconds in answers),
        "page_kb": len(body) / 1000,
        "gzip_kb": len(gzip.compress(body, 6)) / 1000,
    }


def _shown(port: int, filled: dict[str, Any], rounds: int) -> dict[str, float]:
    """The page in the browser: until it is drawn, and until it has answered to the first key."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - A tool of the tests.

    address = f"http://127.0.0.1:{port}"
    drawn, usable, troubles = [], [], []
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(60_000)
        page.on("console", lambda said: troubles.append(said.text))
        cookie = {"name": "sessionid", "value": filled["session"], "url": address}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        for _ in range(rounds):
            page.goto(f"{address}{filled['page']}", wait_until="commit")
            page.wait_for_function("() => performance.getEntriesByName('network-drawn').length > 0")
            usable.append(page.evaluate(PRESSED))
            drawn.append(page.evaluate(DRAWN))
        boxes = page.evaluate(BOXES)
        browser.close()
    return {
        "boxes": boxes,
        "drawn_p50_ms": statistics.median(drawn),
        "usable_p50_ms": statistics.median(usable),
        "usable_max_ms": max(usable),
        "console_lines": len(troubles),
    }
