"""Fills an empty database with one claim in many texts that lean on each other.

Run as ``python -m benchmarks._network_fill --articles N --citations N`` with DATA_DIR set. All
of it is invented. The last line printed is JSON: the path of the page and a session.
"""

from __future__ import annotations

import argparse
import importlib
import json
from random import Random

import django


def main() -> None:
    """Fill, and say where the page is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--citations", type=int, required=True)
    options = parser.parse_args()
    django.setup()
    rows = importlib.import_module("benchmarks._network_rows")  # Models exist only from here on.
    print(json.dumps(rows.fill(options.articles, options.citations, Random(11))))


if __name__ == "__main__":
    main()
