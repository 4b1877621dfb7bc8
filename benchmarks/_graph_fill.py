"""Fills an empty database with articles that lean on each other, for the graph benchmark.

Run as ``python -m benchmarks._graph_fill --articles N --citations N --claims N --rounds N`` with
DATA_DIR set. The last line printed is JSON: keys and ids to ask with, and what was measured in
this process.
"""

from __future__ import annotations

import argparse
import importlib
import json

import django


def main() -> None:
    """Fill, measure here, and say with which keys and ids the benchmark may ask."""
    parser = argparse.ArgumentParser()
    for name in ("articles", "citations", "claims", "rounds"):
        parser.add_argument(f"--{name}", type=int, required=True)
    options = parser.parse_args()
    django.setup()
    rows = importlib.import_module("benchmarks._graph_rows")  # Models exist only from here on.
    filled = rows.fill(options.articles, options.citations, options.claims)
    filled["measured"] = rows.measure(filled["owner"], filled["claims"], options.rounds)
    print(json.dumps(filled))


if __name__ == "__main__":
    main()
