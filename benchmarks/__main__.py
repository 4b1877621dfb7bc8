"""``python -m benchmarks NAME --data PATH [--json]``: run one benchmark and print its figures.

Each benchmark is a module ``benchmarks/NAME.py`` with
``run(data: Path, options: argparse.Namespace) -> dict[str, float]`` and, where
it takes more options, ``add_arguments(parser)``; ``located(data)`` where a set has several
spellings. The last line printed is
``NAME: figure=value …``; with ``--json`` it is the same as one JSON object.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

import benchmarks


def names() -> list[str]:
    """Return the names of all benchmarks: the modules here that do not start with an underscore."""
    return sorted(
        found.name
        for found in pkgutil.iter_modules(benchmarks.__path__)
        if not found.name.startswith("_")
    )


def parser_for(name: str, benchmark: ModuleType) -> argparse.ArgumentParser:
    """Return the parser of one benchmark's options."""
    parser = argparse.ArgumentParser(
        prog=f"python -m benchmarks {name}", description=benchmark.__doc__
    )
    parser.add_argument("--data", type=Path, help="the folder or file to measure on")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    if hasattr(benchmark, "add_arguments"):
        benchmark.add_arguments(parser)
    return parser


def line(name: str, figures: Mapping[str, float]) -> str:
    """Return the last line of a run, such as ``extraction: f1=0.966 exact=0.405``."""
    return f"{name}: " + " ".join(f"{key}={_short(value)}" for key, value in figures.items())


def _short(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.4g}"


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark that the first argument names; return the exit status."""
    known = names()
    if not arguments or arguments[0] not in known:
        wanted = (
            ""
            if not arguments or arguments[0].startswith("-")
            else f"There is no benchmark {arguments[0]!r}. "
        )
        usage = "Usage: python -m benchmarks NAME --data PATH [--json]; NAME is one of:"
        print(f"{wanted}{usage} {', '.join(known)}.")
        return 0 if arguments and arguments[0] in ("-h", "--help") else 2
    name = arguments[0]
    benchmark = importlib.import_module(f"benchmarks.{name}")
    options = parser_for(name, benchmark).parse_args(arguments[1:])
    if options.data is not None and hasattr(benchmark, "located"):
        options.data = benchmark.located(options.data)
    if options.data is not None and not options.data.exists():
        print(
            f"{options.data} does not exist: give --data the folder or file to measure on.",
            file=sys.stderr,
        )
        return 2
    figures: dict[str, float] = benchmark.run(options.data, options)
    print(json.dumps(figures) if options.json else line(name, figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
