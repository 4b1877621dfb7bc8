"""How fast the whole program answers with many claims in it, and how much memory it takes.

Starts the program as `make run` does (PostgreSQL, one worker, the web server with two processes) on
a data folder of its own, fills it with claims made of real sentences, and asks over loopback.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ._load_client import Connection, get, latencies, post, rate

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = ROOT.parent / "shared" / "data" / "liar" / "dev"
WORDS = 800
WARM = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much of everything."""
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=3_000, help="for the bulk import")
    parser.add_argument("--requests", type=int, default=300, help="of each measured kind")
    parser.add_argument("--seconds", type=float, default=8.0, help="of asking for the list")


def run(data: Path | None, options: argparse.Namespace) -> dict[str, float]:
    """Measure; see CONTRACTS for the names of the figures."""
    sentences = read_sentences(data or SENTENCES)
    folder = Path(tempfile.mkdtemp(prefix="load-"))
    try:
        with program(folder) as (port, environment, group):
            filled = _fill(folder, environment, sentences, options.claims)
            return _measure(port, environment, group, filled, sentences, folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_sentences(data: Path) -> list[str]:
    """Sentences of 5 to 60 words from TSV files (their longest column) or JSON lists of `text`."""
    files = sorted(data.rglob("*")) if data.is_dir() else [data]
    found: dict[str, None] = {}
    for file in files:
        if file.suffix == ".tsv":
            rows = (
                max(line.split("\t"), key=len) for line in file.read_text().splitlines() if line
            )
        elif file.suffix == ".json":
            rows = (row["text"] for row in json.loads(file.read_text()))
        else:
            continue
        found |= {
            s: None for s in (" ".join(row.split()) for row in rows) if 5 <= s.count(" ") < 60
        }
    if not found:
        raise SystemExit(f"There are no sentences in {data}: give --data a folder of TSV or JSON.")
    return list(found)


@contextmanager
def program(folder: Path) -> Iterator[tuple[int, dict[str, str], int]]:
    """The program on a free port: port, its environment, its process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATA_DIR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "provenance.settings",
        "RATE_PERSON": "10000000/min",
        "RATE_WRITE": "10000000/min",
    }
    environment.pop("TESTING", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # As the Makefile does.
    command = [sys.executable, "-m", "provenance.launch", "--no-demo", "--port", str(port)]
    program = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, program)
        yield port, environment, program.pid
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(timeout=60)


def _wait(port: int, program: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and program.poll() is None:
        try:
            Connection(port).ask(get("/", headers=""))
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The program did not start.")


def _fill(
    folder: Path, environment: dict[str, str], sentences: Sequence[str], claims: int
) -> dict[str, Any]:
    listed = folder / "sentences.txt"
    listed.write_text("\n".join(sentences))
    arguments = ["--claims", str(claims), "--sentences", str(listed)]
    command = [sys.executable, "-m", "benchmarks._load_fill", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    filled: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return filled


def _measure(
    port: int,
    environment: dict[str, str],
    group: int,
    filled: dict[str, Any],
    sentences: Sequence[str],
    folder: Path,
    options: argparse.Namespace,
) -> dict[str, float]:
    dice = random.Random(11)
    token = f"Authorization: Token {filled['token']}\r\n"
    cookie = f"Cookie: sessionid={filled['session']}\r\n"
    count = options.requests
    claims = f"/api/v1/claims/?workspace=load&page_size=50&cursor=b{max(filled['claims'])}"
    one_page = get(claims, headers=token)
    searches = [
        get(f"/api/v1/search/?workspace=load&q={asked}", headers=token)
        for asked in _questions(sentences, count + WARM, dice)
    ]
    pages = [
        get(f"/desk/claims/{pk}/", headers=cookie)
        for pk in dice.choices(filled["claims"], k=count + WARM)
    ]
    public = [
        get(f"/claims/{pk}/", headers="")
        for pk in dice.choices(filled["published"], k=count + WARM)
    ]
    factchecks = [
        get(f"/v1alpha1/claims:search?query={asked}", headers="")
        for asked in _questions(sentences, count + WARM, dice)
    ]
    new = _new_claims(token, filled["snapshots"], count + WARM, dice)
    rate(port, lambda _: one_page, seconds=2, clients=4)
    figures: dict[str, float] = {
        "list_rps": rate(port, lambda _: one_page, seconds=options.seconds, clients=4)
    }
    found = latencies(port, searches)[WARM:]
    figures["search_p50_ms"], figures["search_p95_ms"] = _p50(found), _p95(found)
    figures["claim_page_p95_ms"] = _p95(latencies(port, pages)[WARM:])
    figures["public_page_p95_ms"] = _p95(latencies(port, public)[WARM:])
    figures["factcheck_p95_ms"] = _p95(latencies(port, factchecks)[WARM:])
    figures["create_p50_ms"] = _p50(latencies(port, new, expect=201)[WARM:])
    figures["memory_mb"] = memory_mb(group)
    figures["import_per_s"] = _import(folder, environment, sentences, options.articles, dice)
    return figures


def _questions(sentences: Sequence[str], count: int, dice: random.Random) -> list[str]:
    """Two words that stand together in one sentence, so that there is something to find."""
    asked: list[str] = []
    while len(asked) < count:
        words = re.findall(r"[a-z]{4,}", dice.choice(sentences).lower())
        if len(set(words)) > 1:
            asked.append("+".join(dice.sample(sorted(set(words)), 2)))
    return asked


def _new_claims(
    token: str, snapshots: Sequence[tuple[int, int]], count: int, dice: random.Random
) -> list[bytes]:
    """Claims to record, each on words of its own somewhere in a real text."""
    made = []
    for number in range(count):
        snapshot, length = dice.choice(snapshots)
        start = dice.randrange(0, max(1, length - 120))
        claim = {
            "workspace": "load",
            "statement": f"Statement {number} of {dice.random():.9f} about what the text says.",
            "kind": "event",
            "appearance": {"snapshot": snapshot, "start": start, "end": start + 40 + number % 60},
            "attributions": [{"speaker": f"Author {number % 400}", "directness": "indirect"}],
        }
        made.append(post("/api/v1/claims/", json.dumps(claim).encode(), headers=token))
    return made


def _import(
    folder: Path,
    environment: dict[str, str],
    sentences: Sequence[str],
    count: int,
    dice: random.Random,
) -> float:
    """Articles of 800 words a second, from the first to the last line of the command's answer."""
    texts = folder / "articles"
    texts.mkdir()
    for number in range(count):
        (texts / f"{number:06}.txt").write_text(_article(sentences, number, dice))
    command = [sys.executable, "manage.py", "import_articles", str(texts), "--json"]
    began, lines = time.perf_counter(), 0
    with subprocess.Popen(
        [*command, "--workspace", "load", "--jobs", "2"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as importing:
        assert importing.stdout is not None
        for line in importing.stdout:
            if json.loads(line)["status"] != "imported":
                raise RuntimeError(line)
            lines += 1
    if lines != count:
        raise RuntimeError(f"{lines} of {count} articles were imported.")
    return lines / (time.perf_counter() - began)


def _article(sentences: Sequence[str], number: int, dice: random.Random) -> str:
    paragraphs, words = [f"Notes on what was said, part {number}", "3 May 2019"], 0
    while words < WORDS:
        said = dice.sample(sentences, 4)
        words += sum(sentence.count(" ") + 1 for sentence in said)
        paragraphs.append(" ".join(said))
    return "\n\n".join(paragraphs)


def memory_mb(group: int) -> float:
    """Megabytes of web server, worker and launcher; pages they share are counted once (PSS)."""
    total = 0
    for pid in _family(group):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"postgres" in command.split(b"\0")[0]:
            continue
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return total / 1024


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += _family(int(path.parent.name))
    return found


def _p50(values: Sequence[float]) -> float:
    return statistics.median(values)


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100)[94]
