"""`export_workspace SLUG FILE [--json]`: everything a workspace owns, in one file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from claims.exchange.whole.services import write_workspace
from provenance.accounts.models import Workspace


class Command(BaseCommand):
    """Write a workspace into a new file."""

    help = "Writes everything that a workspace owns into one file, for import_workspace."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("file", metavar="FILE", help="new; it is never overwritten")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say how much of each kind is in it; end with 1 if it was not written."""
        told: dict[str, Any] = {"workspace": options["slug"], "file": options["file"]}
        try:
            told |= {"counts": _written(options["slug"], Path(options["file"])), "error": None}
        except (OSError, Workspace.DoesNotExist) as error:
            told |= {"counts": {}, "error": _why(error)}
        self.stdout.write(json.dumps(told) if options["json"] else _said(told))
        if told["error"]:
            raise SystemExit(1)


def _written(slug: str, path: Path) -> dict[str, int]:
    workspace = Workspace.objects.get(slug=slug)
    with path.open("xb") as out:
        path.chmod(0o600)
        try:
            return write_workspace(workspace, out, by=None)
        except BaseException:
            path.unlink()  # Half a file would look like a whole one.
            raise


def _why(error: Exception) -> str:
    if isinstance(error, Workspace.DoesNotExist):
        return "There is no such workspace."
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def _said(told: dict[str, Any]) -> str:
    if told["error"]:
        return f"{told['file']}: {told['error']}"
    counts = ", ".join(f"{number} {kind}" for kind, number in told["counts"].items())
    return f"{told['workspace']} is in {told['file']}: {counts}"
