"""Whether copies of a text are found among very many others, and how long that takes.

Texts are kept, fingerprinted, looked up and compared by the program's own services, on a PostgreSQL
of its own that is thrown away. A pair counts as found when one look-up leads from either text to
the other and comparing them says that much of the shorter stands in the longer
(`lineage.kinds.is_near`). The others are made of real sentences in a new order.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
USUAL_DATA = SHARED / "neardup-extractor-copies" / "dev.jsonl.gz"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Among how many others."""
    parser.add_argument("--distractors", type=int, default=2_000, help="other texts, of 800 words")
    parser.add_argument(
        "--generated", type=int, default=0, help="further texts of which there are only keys"
    )
    parser.add_argument("--kept", type=Path, help="keep the database in this folder")


def located(data: Path) -> Path:
    """The file of the set, given as itself or as the folder it would be."""
    packed = data.with_name(f"{data.name}.jsonl.gz")
    return packed if packed.exists() and not data.exists() else data


def run(data: Path | None, options: argparse.Namespace) -> dict[str, float]:
    """Measure in a process of its own, as Django is set up for one database only."""
    folder = options.kept or Path(tempfile.mkdtemp(prefix="neardup-"))
    environment = {
        **os.environ,
        "DATA_DIR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "provenance.settings",
    }
    for name in ("TESTING", "DATABASE_URL"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "benchmarks._neardup_work", str(data or USUAL_DATA)]
    command += [str(SHARED), str(options.distractors), str(options.generated)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    finally:
        if not options.kept:
            shutil.rmtree(folder, ignore_errors=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures
