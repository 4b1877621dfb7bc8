"""Runs every benchmark on its small size and prints a table: what ``make bench`` does."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.__main__ import line, names

ROOT = Path(__file__).resolve().parent.parent
# Name -> where its data lies under the data folder, and the options of its small size.
SMALL: dict[str, tuple[str, list[str]]] = {
    "anchoring": ("extraction-zyte/dev", ["--edits", "2000"]),
    "attribution": ("polnear/dev", []),
    "checkworthy": ("clef2019-t1-debates/dev", []),
    "classroom": ("", ["--students", "10", "--minutes", "0.3", "--pause", "1"]),
    "extraction": ("extraction-zyte/dev", []),
    "graph": ("", ["--articles", "500", "--citations", "2500", "--claims", "40"]),
    "load": ("liar/dev", ["--claims", "2000", "--articles", "1000"]),
    "matching": ("checkthat2022-2a-en", []),
    "metadata": ("metadata-trafilatura/dev", []),
    "neardup": ("neardup-extractor-copies/dev.jsonl.gz", ["--distractors", "1000"]),
    "network": ("", ["--articles", "300", "--citations", "1500", "--rounds", "3"]),
    "reader": ("", ["--characters", "30000", "--marks", "200", "--rounds", "5"]),
    "republished": ("polnear/dev", []),
    "stance": ("climate-fever/dev.jsonl", []),
}


def measure(name: str, data: Path, options: Sequence[str]) -> Mapping[str, float] | None:
    """Run one benchmark in a process of its own; give its figures, None when it failed."""
    command = [sys.executable, "-m", "benchmarks", name, "--data", str(data), "--json", *options]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return None
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def report(name: str, folder: Path) -> tuple[str, bool]:
    """Give the table's row for one benchmark, and whether the benchmark did not fail."""
    part, options = SMALL.get(name, ("", []))
    data = folder / part
    if not data.exists():
        return f"{name}: SKIPPED, {data} is missing", True
    began = time.monotonic()
    figures = measure(name, data, options)
    if figures is None:
        return f"{name}: FAILED, its messages stand above", False
    return f"{line(name, figures)}  ({time.monotonic() - began:.0f} s)", True


def main(arguments: Sequence[str]) -> int:
    """Run them all; give the exit status, 1 when any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    folder = parser.parse_args(arguments).data
    rows = []
    for name in names():
        print(f"Measuring {name} ...", flush=True)
        rows.append(report(name, folder))
    print("\n" + "\n".join(row for row, _ in rows))
    return 0 if all(fine for _, fine in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
