"""What the neardup benchmark measures, in a process of its own.

Run as ``python -m benchmarks._neardup_work FILE SHARED DISTRACTORS GENERATED`` with DATA_DIR set.
The last line printed is JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

import django

from provenance import postgres


def main() -> None:
    """Start PostgreSQL, make the tables, and measure."""
    data, shared, distractors, generated = sys.argv[1:]
    with postgres.running(Path(os.environ["DATA_DIR"]), throwaway=True):
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415  # Django is ready now.

        call_command("migrate", verbosity=0)
        rows = importlib.import_module("benchmarks._neardup_rows")  # Models exist only from here.
        figures = rows.measure(Path(data), Path(shared), int(distractors), int(generated))
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
