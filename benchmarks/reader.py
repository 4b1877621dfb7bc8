"""How heavy a long text with many marks is: for the server, the wire and the browser.

Starts the program as `make run` does on a data folder of its own, records claims in one text of
invented words, and reads it in headless Chromium: from the request to the last frame of scrolling.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from ._load_client import Connection, get
from .load import ROOT, _program

WARM = 8  # Pages before it counts, so that each process has read its templates.
DEEPEST = 5  # Generations of processes.
CHROMIUM = Path("/usr/bin/chromium")
# Scrolls from the top to the end, 120 pixels a frame, and measures every frame on the way.
SCROLL = """() => new Promise(done => {
  const frames = [], tasks = [];
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(task => task.duration)))
    .observe({ type: "longtask", buffered: false });
  let before = performance.now();
  const step = now => {
    frames.push(now - before);
    before = now;
    const at = window.scrollY;
    window.scrollBy(0, 120);
    if (window.scrollY > at && frames.length < 3000) requestAnimationFrame(step);
    else setTimeout(() => done({ frames: frames.slice(1), tasks }), 200);
  };
  requestAnimationFrame(step);
})"""
LOADED = """() => ({
  nodes: document.getElementsByTagName("*").length,
  loaded: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  shift: window.shifts ?? 0,
})"""
SHIFTS = """window.shifts = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries())
  if (!entry.hadRecentInput) window.shifts += entry.value; })
  .observe({ type: "layout-shift", buffered: true });"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long, and how many."""
    parser.add_argument("--characters", type=int, default=100_000)
    parser.add_argument("--marks", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=9, help="of asking for the page")


def run(_data: Path | None, options: argparse.Namespace) -> dict[str, float]:
    """Measure; times in milliseconds, sizes in kilobytes."""
    folder = Path(tempfile.mkdtemp(prefix="reader-"))
    try:
        with _program(folder) as (port, environment, group):
            filled = _fill(environment, options)
            served = _served(port, group, filled, options.rounds)
            return served | (_shown(port, filled) if CHROMIUM.exists() else {})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(environment: dict[str, str], options: argparse.Namespace) -> dict[str, Any]:
    sizes = ["--characters", str(options.characters), "--marks", str(options.marks)]
    command = [sys.executable, "-m", "benchmarks._reader_fill", *sizes]
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


def _processor_ms(launcher: int) -> float:
    """Processor time of the program and of all that it started, so far."""
    spent, parents = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            parents[int(file.parent.name)] = int(fields[1])
            spent[int(file.parent.name)] = int(fields[11]) + int(fields[12])
    ours = {launcher}
    for _ in range(DEEPEST):
        ours |= {pid for pid, parent in parents.items() if parent in ours}
    return 1000 * sum(spent.get(pid, 0) for pid in ours) / os.sysconf("SC_CLK_TCK")


def _shown(port: int, filled: dict[str, Any]) -> dict[str, float]:
    """The page in the browser: how much of it there is, and how it scrolls."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - A tool of the tests.

    address = f"http://127.0.0.1:{port}"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(120_000)
        cookie = {"name": "sessionid", "value": filled["session"], "url": address}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.add_init_script(SHIFTS)
        page.goto(f"{address}{filled['page']}")
        page.wait_for_timeout(1500)
        loaded = page.evaluate(LOADED)
        scrolled = page.evaluate(SCROLL)
        browser.close()
    frames = sorted(scrolled["frames"])
    return {
        "nodes": loaded["nodes"],
        "ready_ms": loaded["loaded"],
        "layout_shift": loaded["shift"],
        "frame_p50_ms": statistics.median(frames),
        "frame_p95_ms": frames[int(0.95 * len(frames))],
        "frame_max_ms": frames[-1],
        "long_tasks": len(scrolled["tasks"]),
        "longest_task_ms": max(scrolled["tasks"], default=0),
    }
