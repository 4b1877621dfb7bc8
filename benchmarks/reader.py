"""How heavy a long text with many marks is: for the server, the wire and the browser.

Starts the program as `make run` does on a data folder of its own, records claims in one text of
invented words, and reads it in headless Chromium: from the request to the last frame of scrolling.
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
        with program(folder) as (port, environment, group):
            there = filled(
                "_reader_fill", environment, characters=options.characters, marks=options.marks
            )
            found = served(port, group, there, options.rounds)
            return found | (_shown(port, there) if CHROMIUM.exists() else {})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _shown(port: int, there: dict[str, Any]) -> dict[str, float]:
    """The page in the browser: how much of it there is, and how it scrolls."""
    address = f"http://127.0.0.1:{port}"
    with opened(port, there["session"], 120_000) as page:
        page.add_init_script(SHIFTS)
        page.goto(f"{address}{there['page']}")
        page.wait_for_timeout(1500)
        loaded = page.evaluate(LOADED)
        scrolled = page.evaluate(SCROLL)
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
