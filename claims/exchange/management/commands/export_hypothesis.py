"""Writes notes into a file that the Hypothesis client, and our own import, read."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.exchange.hypothesis.importing import export_rows
from claims.exchange.people import member_named, site_here, workspace_named


class Command(BaseCommand):
    """`export_hypothesis FILE --user NAME [--workspace SLUG] [--json]`."""

    help = "Writes the notes that a person sees as an export of the Hypothesis client."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--user", required=True, metavar="NAME", help="who reads the notes")
        parser.add_argument("--workspace", metavar="SLUG", help="usual: the person's only one")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say how many notes it holds."""
        by = member_named(options["user"])
        workspace = workspace_named(options["workspace"], by)
        text = export_rows(workspace=workspace, site=site_here(), by=by)
        try:
            Path(options["file"]).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(str(error)) from error
        count = len(json.loads(text)["annotations"])
        told = {"file": options["file"], "workspace": workspace.slug, "annotations": count}
        said = f"{count} notes of {workspace.slug} are in {options['file']}."
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else said)
