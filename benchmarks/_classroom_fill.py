"""Makes the class of the benchmark in an empty database, or says what its answers hold.

Run as ``python -m benchmarks._classroom_fill --sentences N`` or ``--kept 1`` with DATA_DIR set.
The last line printed is JSON.
"""

from __future__ import annotations

import argparse
import importlib
import json
from random import Random

import django


def main() -> None:
    """Fill, or tell what is kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sentences", type=int, default=120)
    parser.add_argument("--kept", type=int, default=0)
    options = parser.parse_args()
    django.setup()
    rows = importlib.import_module("benchmarks._classroom_rows")  # Models exist from here on.
    told = rows.kept() if options.kept else rows.fill(options.sentences, Random(11))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
