"""Fills an empty database with claims made of real sentences, for the load benchmark.

Run as ``python -m benchmarks._load_fill --claims N --sentences FILE`` with DATA_DIR set. It writes
rows straight into the tables, because it makes the ground on which is measured and is not measured
itself. The last line printed is JSON: a token, a session and ids to ask for.
"""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path

import django


def main() -> None:
    """Fill, and say with which keys and ids the benchmark may ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, required=True)
    parser.add_argument("--sentences", type=Path, required=True)
    options = parser.parse_args()
    django.setup()
    rows = importlib.import_module("benchmarks._load_rows")  # Models exist only from here on.
    print(json.dumps(rows.fill(options.claims, options.sentences.read_text().splitlines())))


if __name__ == "__main__":
    main()
