"""Checks that no remembered event was changed or taken away."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from provenance.accounts.models import Workspace
from provenance.audit.earlier import EarlierReport, moves, verify_earlier
from provenance.audit.services import ChainReport, chains, verify


class Command(BaseCommand):
    """`verify_audit [--json]`: one line a chain; exit status 1 when one is broken."""

    help = "Checks each workspace's chain of events, and that of the whole site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--json`: one object a line."""
        parser.add_argument("--json", action="store_true", help="One JSON object a line.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk every chain there is."""
        slugs = dict(Workspace.objects.values_list("pk", "slug"))
        reports = [verify(chain) for chain in chains()]
        for report in reports:
            name = slugs.get(report.chain) if report.chain else None
            self.stdout.write(
                _as_json(name, report) if options["json"] else _in_words(name, report)
            )
        earlier = [verify_earlier(workspace, move) for workspace, move in moves()]
        for before in earlier:
            name = slugs.get(before.workspace)
            self.stdout.write(
                _as_json(name, before, move=before.move)
                if options["json"]
                else _in_words(f"{name}, before move {before.move}", before)
            )
        if not all([report.ok for report in reports] + [before.ok for before in earlier]):
            raise SystemExit(1)


def _as_json(name: str | None, report: ChainReport | EarlierReport, **more: int) -> str:
    found = {"workspace": name, "events": report.events, "ok": report.ok}
    return json.dumps(found | {"first_broken": report.first_broken} | more)


def _in_words(name: str | None, report: ChainReport | EarlierReport) -> str:
    where = name or "the whole site"
    if report.ok:
        return f"{where}: {report.events} events, all as they were written"
    return f"{where}: event {report.first_broken} was changed or is missing"
