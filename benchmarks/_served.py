"""One page of the running program, measured for the server; and a browser that opens it."""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ._load_client import Connection, get
from .load import ROOT

WARM = 8  # Pages before it counts, so that each process has read its templates.
DEEPEST = 5  # Generations of processes.
CHROMIUM = Path("/usr/bin/chromium")


def filled(module: str, environment: dict[str, str], **sizes: int) -> dict[str, Any]:
    """What a filling module says of what it put there: at least `page` and `session`."""
    given = [word for name, size in sizes.items() for word in (f"--{name}", str(size))]
    command = [sys.executable, "-m", f"benchmarks.{module}", *given]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def served(port: int, group: int, there: dict[str, Any], rounds: int) -> dict[str, float]:
    """The page as the server sends it; its processor time holds that of PostgreSQL too."""
    cookie = f"Cookie: sessionid={there['session']}\r\n"
    connection = Connection(port)
    for _ in range(WARM):
        connection.ask(get(there["page"], headers=cookie))
    before = processor_ms(group)
    answers = [connection.ask(get(there["page"], headers=cookie)) for _ in range(rounds)]
    spent = (processor_ms(group) - before) / rounds
    assert {status for status, _, _ in answers} == {200}
    body = answers[-1][1]
    return {
        "server_cpu_ms": spent,
        "server_p50_ms": 1000 * statistics.median(seconds for _, _, seconds in answers),
        "page_kb": len(body) / 1000,
        "gzip_kb": len(gzip.compress(body, 6)) / 1000,
    }


def processor_ms(launcher: int) -> float:
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


@contextmanager
def opened(port: int, session: str, patience_ms: int) -> Iterator[Any]:
    """A page of headless Chromium in which that session is signed in; nothing is loaded yet."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - A tool of the tests.

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(patience_ms)
        address = f"http://127.0.0.1:{port}"
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        yield page
        browser.close()
