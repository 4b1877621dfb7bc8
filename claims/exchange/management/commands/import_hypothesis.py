"""Brings in annotations made with the Hypothesis client."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from claims.exchange.hypothesis.files import FileError, read_rows
from claims.exchange.hypothesis.importing import Line, import_rows
from claims.exchange.people import member_named, site_here, workspace_named


class Command(BaseCommand):
    """`import_hypothesis FILE… --user NAME [--workspace SLUG] [--json]`."""

    help = "Brings in Hypothesis annotations: an export of the client, or rows of the API."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="- for the standard input")
        parser.add_argument("--user", required=True, metavar="NAME", help="whose notes they become")
        parser.add_argument("--workspace", metavar="SLUG", help="usual: the person's only one")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, say what became of each annotation, and end with 1 if any failed."""
        by = member_named(options["user"])
        workspace = workspace_named(options["workspace"], by)
        failed = False
        for name in options["files"]:
            for line in _lines(name, workspace, by):
                failed |= line.status == "failed"
                told = {"input": name, **asdict(line)}
                said = json.dumps(told, ensure_ascii=False) if options["json"] else _said(told)
                self.stdout.write(said)
        if failed:
            raise SystemExit(1)


def _lines(name: str, workspace: Any, by: Any) -> Iterator[Line]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        rows = read_rows(text)
    except (OSError, UnicodeDecodeError, FileError) as error:
        yield Line("", "failed", error=str(error))
        return
    yield from import_rows(rows, workspace=workspace, site=site_here(), by=by)


def _said(told: dict[str, Any]) -> str:
    kept = f"note {told['annotation']}" if told["annotation"] else told["error"]
    return f"{told['status']:<10} {told['id'] or told['input']}: {kept}"
