"""Puts a backup in the place of everything in the database."""

import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from provenance.archive import ArchiveError, back_up, check, is_empty, restore
from provenance.ready import bring_up_to_date


class Command(BaseCommand):
    """`restore FILE [--json]`; exit status 1 when nothing was restored."""

    help = (
        "Replaces everything in the database by what is in FILE, made by `backup`. What was there "
        "is first copied into the data folder."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file to restore from."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="One JSON object a line.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep what is there, restore, and bring the tables up to date."""
        line: dict[str, Any] = {"file": str(options["file"]), "kept": None}
        try:
            check(options["file"])
            line["kept"] = keep()
            restore(options["file"])
            bring_up_to_date()
            line |= {"ok": True, "error": None}
            said = (
                f"{line['file']} was restored. What was there before: {line['kept'] or 'nothing'}"
            )
        except ArchiveError as error:
            line |= {"ok": False, "error": str(error)}
            said = str(error)
        self.stdout.write(json.dumps(line) if options["json"] else said)
        if not line["ok"]:
            raise SystemExit(1)


def keep() -> str | None:
    """Back up what the restore is about to replace; give the file's name, None if empty."""
    if is_empty():
        return None
    folder = settings.DATA_DIR / "before-restore"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(back_up(folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.dump").path)
