"""How fast the graph around a claim is computed among many articles that lean on each other.

Starts the program as `make run` does on a data folder of its own, fills it with invented articles,
citations (3 in 100 lead forward in time, so there are loops) and claims, and counts the independent
origins of every claim: in one process by the functions that the pages use, and over loopback.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ._load_client import get, latencies
from .load import ROOT, program

WARM = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much of everything."""
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--citations", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2, help="of counting every claim")


def run(_data: Path | None, options: argparse.Namespace) -> dict[str, float]:
    """Measure; times in milliseconds."""
    folder = Path(tempfile.mkdtemp(prefix="graph-"))
    try:
        with program(folder) as (port, environment, _):
            filled = _fill(environment, options)
            figures = _inside(filled["measured"])
            return figures | _over_loopback(port, filled)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(environment: dict[str, str], options: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks._graph_fill"]
    for name in ("articles", "citations", "claims", "rounds"):
        command += [f"--{name}", str(getattr(options, name))]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    filled: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return filled


def _inside(measured: dict[str, list[float]]) -> dict[str, float]:
    return {
        "origins_p50_ms": statistics.median(measured["origins"]),
        "origins_p95_ms": _p95(measured["origins"]),
        "origins_cpu_ms": statistics.median(measured["origins_cpu"]),
        "lineage_p50_ms": statistics.median(measured["lineage"]),
        "lineage_p95_ms": _p95(measured["lineage"]),
        "lineage_cpu_ms": statistics.median(measured["lineage_cpu"]),
    }


def _over_loopback(port: int, filled: dict[str, Any]) -> dict[str, float]:
    token = f"Authorization: Token {filled['token']}\r\n"
    cookie = f"Cookie: sessionid={filled['session']}\r\n"
    warm = (filled["claims"] * (1 + WARM // len(filled["claims"])))[:WARM]
    asked = [*warm, *filled["claims"]]
    told = [get(f"/api/v1/claims/{pk}/lineage/", headers=token) for pk in asked]
    pages = [get(f"/desk/claims/{pk}/", headers=cookie) for pk in asked]
    over, page = latencies(port, told)[WARM:], latencies(port, pages)[WARM:]
    return {
        "api_p50_ms": statistics.median(over),
        "api_p95_ms": _p95(over),
        "claim_page_p50_ms": statistics.median(page),
        "claim_page_p95_ms": _p95(page),
    }


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[94]
