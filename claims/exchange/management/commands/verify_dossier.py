"""Checks dossiers. Needs no database and no network."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from claims.exchange.dossier.checking import check_file


class Command(BaseCommand):
    """`verify_dossier FILE… [--json]`; exit status 1 if anything does not hold."""

    help = "Checks dossiers without the database, and names what was changed."
    needs_database = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object for each file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was found in each file."""
        failed = False
        for path in options["files"]:
            checks = check_file(path)
            ok = all(one.ok for one in checks)
            failed |= not ok
            if options["json"]:
                told = [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in checks]
                said = {"file": str(path), "ok": ok, "checks": told}
                self.stdout.write(json.dumps(said, ensure_ascii=False))
                continue
            for one in checks:
                self.stdout.write(f"{'ok    ' if one.ok else 'WRONG '} {one.name}  {one.detail}")
            self.stdout.write(f"{path}: {'whole' if ok else 'not as it was written'}.")
        if failed:
            raise SystemExit(1)
