"""`import_workspace FILE [--json]`: a workspace from its file, into an empty database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from claims.exchange.whole.checking import ImportRefused
from claims.exchange.whole.services import import_workspace


class Command(BaseCommand):
    """Take a workspace in, all or nothing."""

    help = "Takes in a workspace that export_workspace wrote; the database must hold none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("file", metavar="FILE")
        same = "an account that is here with a user name of the file belongs to the same person"
        parser.add_argument("--join-accounts", action="store_true", help=same)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it in, and say how much of each kind came; end with 1 if nothing did."""
        told: dict[str, Any] = {"workspace": None, "file": options["file"], "counts": {}}
        try:
            with Path(options["file"]).open("rb") as given:
                workspace, counts = import_workspace(
                    given, joins_accounts=options["join_accounts"], by=None
                )
            told |= {"workspace": workspace.slug, "counts": counts}
            told |= {"error": None, "entry": None, "line": None}
        except (OSError, ImportRefused) as error:
            told |= {"error": str(error), "entry": None, "line": None}
            if isinstance(error, ImportRefused):
                told |= {"entry": error.entry or None, "line": error.line}
        self.stdout.write(json.dumps(told) if options["json"] else _said(told))
        if told["error"]:
            raise SystemExit(1)


def _said(told: dict[str, Any]) -> str:
    if told["error"]:
        return f"{told['file']}: nothing was taken in. {told['error']}"
    counts = ", ".join(f"{number} {kind}" for kind, number in told["counts"].items())
    return f"{told['workspace']} is here: {counts}"
