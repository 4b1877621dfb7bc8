"""Copies the whole database into a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from provenance.archive import ArchiveError, back_up


class Command(BaseCommand):
    """`backup FILE [--json]`; exit status 1 when no file was written."""

    help = "Copies the whole database, raw captures included, into FILE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, which must not exist yet."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="One JSON object a line.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say how large it is."""
        line: dict[str, Any] = {"file": str(options["file"])}
        try:
            made = back_up(options["file"])
            line |= {"ok": True, "bytes": made.size, "sha256": made.sha256, "error": None}
            said = f"{made.path}: {made.size} bytes, SHA-256 {made.sha256}"
        except ArchiveError as error:
            line |= {"ok": False, "bytes": None, "sha256": None, "error": str(error)}
            said = str(error)
        self.stdout.write(json.dumps(line) if options["json"] else said)
        if not line["ok"]:
            raise SystemExit(1)
