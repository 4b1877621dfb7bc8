"""Brings in articles from files, folders, archives and addresses."""

import json
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from provenance.accounts.models import User, Workspace
from provenance.capture.failures import CaptureFailed
from provenance.capture.importing import import_all, tell_of
from provenance.capture.results import Line, failed_line

USUAL = "demo"


class Command(BaseCommand):
    """`import_articles PATH_OR_URL… [--workspace SLUG] [--jobs N] [--user NAME] [--browser]`."""

    # What is checked here are pages and settings, at the cost of reading all pages first.
    requires_system_checks = ()
    help = "Brings in articles: HTML, text, PDF, ninjs, WARC, WACZ, zip, a folder, an address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("inputs", nargs="+", metavar="PATH_OR_URL")
        parser.add_argument("--workspace", metavar="SLUG", help=f"usual: {USUAL}, or the only one")
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
        parser.add_argument("--user", metavar="NAME", help="whose import it is; usual: nobody's")
        parser.add_argument(
            "--browser", action="store_true", help="open addresses in a browser, for their scripts"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, say what became of each input, and end with 1 if any failed."""
        say = _as_json if options["json"] else _in_words
        try:
            workspace, by = _workspace(options["workspace"]), _user(options["user"])
        except CommandError as error:
            if options["json"]:
                self.stdout.write(say(failed_line("", CaptureFailed("not_begun", str(error)))))
            raise
        snapshots, failed = [], 0
        how = {"jobs": options["jobs"], "in_browser": options["browser"]}
        for line in import_all(options["inputs"], workspace=workspace, by=by, **how):
            self.stdout.write(say(line))
            if line["snapshot"]:
                snapshots.append(line["snapshot"])
            failed += line["status"] == "failed"
        for complaint in tell_of(snapshots, by=by):
            self.stderr.write(complaint)
        if failed:
            raise SystemExit(1)


def _workspace(slug: str | None) -> Workspace:
    found = Workspace.objects.all()
    if slug:
        found = found.filter(slug=slug)
    elif found.filter(slug=USUAL).exists():
        found = found.filter(slug=USUAL)
    rows: list[Workspace] = list(found[:2])
    if len(rows) == 1:
        return rows[0]
    if slug:
        raise CommandError(f"There is no workspace called {slug}.")
    raise CommandError(
        "Name the workspace with --workspace."
        if rows
        else "There is no workspace yet: `make run` or `manage.py load_demo` opens one."
    )


def _user(name: str | None) -> User | None:
    if name is None:
        return None
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"There is nobody called {name}.")
    return user


def _as_json(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False)


def _in_words(line: Line) -> str:
    if line["status"] == "failed":
        return f"failed     {line['input']}: {line['error']}"
    parts = [line["title"] or "without a title", ", ".join(line["authors"]), line["outlet"]]
    known = {"year": 4, "month": 7}.get(line["published_precision"], 10)
    parts += [(line["published"] or "")[:known], *line["warnings"]]
    return f"{line['status']:<10} {line['input']}: {' · '.join(filter(None, parts))}"
