"""`import_claims FILE|URL… --user NAME`: claims that others checked, from their files and pages."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from lxml.etree import LxmlError

from claims.exchange.incoming import keeping, services
from claims.exchange.incoming.crosswalk import NEUTRAL
from claims.exchange.incoming.looking import Plan, Wrong, look_through, plan_of, told_in
from claims.exchange.incoming.sheets import COLUMNS
from claims.exchange.incoming.streams import FORMATS, Broken, UnreadableError, form_of
from claims.exchange.people import member_named, workspace_named
from provenance.accounts.models import User, Workspace
from provenance.capture.fetch import FetchError, fetch

MOST_SAID = 20
UNREADABLE = (OSError, UnreadableError, FetchError, LxmlError, ValueError)


class Command(BaseCommand):
    """`import_claims FILE|URL… --user NAME [--format F] [--dry-run] [--json]`."""

    help = "Brings in claims that others checked: ClaimReview, AVeriTeC or a table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("inputs", nargs="+", metavar="FILE|URL")
        parser.add_argument("--user", required=True, metavar="NAME", help="who brings them in")
        parser.add_argument("--workspace", metavar="SLUG", help="usual: the person's only one")
        parser.add_argument("--format", choices=FORMATS, default="", help="usual: found out")
        parser.add_argument("--dry-run", action="store_true", help="say what is in it")
        of_columns = f"FIELD=HEADING in a table; fields: {', '.join(COLUMNS)}"
        parser.add_argument("--column", action="append", default=[], help=of_columns)
        of_ratings = f"LABEL=NEUTRAL: what a rating comes to, of {', '.join(NEUTRAL)}"
        parser.add_argument("--rating", action="append", default=[], help=of_ratings)
        parser.add_argument("--rejected", metavar="FILE", help="write rows that failed here")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, say what became of it, and end with 1 if any row failed."""
        by = member_named(options["user"])
        workspace = workspace_named(options["workspace"], by)
        self.as_json, self.failed, self.said = options["json"], False, 0
        columns = _pairs(options["column"], COLUMNS, 0)
        ratings = _pairs(options["rating"], NEUTRAL, 1)
        for name in options["inputs"]:
            self.name = name
            try:
                with _opened(name) as stream:
                    form = options["format"] or form_of(stream, name)
                    plan = plan_of(stream, form, columns, ratings)
                    self._take(stream, plan, workspace, by, options)
            except UNREADABLE as error:
                self.failed = True
                self._say({"status": "failed", "error": str(error)[:500]})
        if self.failed:
            raise SystemExit(1)

    def _take(
        self, stream: BinaryIO, plan: Plan, workspace: Workspace, by: User, options: dict[str, Any]
    ) -> None:
        report = look_through(stream, plan, lambda told: keeping.is_known(told, workspace))
        told = {key: value for key, value in report.as_json().items() if key != "broken_rows"}
        if options["rejected"]:
            stream.seek(0)
            _write_rejected(Path(options["rejected"]), stream, plan)
        if options["dry_run"]:
            self.failed |= report.rows > report.good
            self._say({"status": "looked through", **told})
            return
        stream.seek(0)
        incoming = services.note_import(workspace, plan, name=self.name, outcome={}, by=by)
        incoming = services.take_in(incoming, stream, plan, by=by, each=self._row)
        counts = incoming.outcome["counts"]
        self.failed |= bool(counts.get("failed"))
        self._say({"status": "done", "import": incoming.pk, "counts": counts, **told})

    def _row(self, number: int, status: str, claim: int | None, error: str) -> None:
        """One row: as JSON all of them; in words the first that failed."""
        line = {"row": number, "status": status, "claim": claim, "error": error}
        if self.as_json:
            self._say(line)
        elif status == "failed":
            self.said += 1
            if self.said <= MOST_SAID:
                self.stdout.write(f"{self.name}, row {number}: {error}")

    def _say(self, told: dict[str, Any]) -> None:
        told = {"input": self.name, **told}
        if self.as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_in_words(told)))


def _in_words(told: dict[str, Any]) -> Iterator[str]:
    if "rows" not in told:
        yield f"{told['input']}: {told.get('error') or told['status']}"
        return
    counts = told.get("counts") or told["adds"]
    said = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    yield f"{told['input']} ({told['form']}): {told['rows']} rows, {told['broken']} broken; {said}"
    if told["status"] == "looked through":
        for wrong in told["wrong"][:MOST_SAID]:
            yield f"  row {wrong['row']}: {wrong['error']}"
    for error, number in told["errors"].items():
        yield f"  {number} times: {error}"
    for name, fates in told["fields"].items():
        yield f"  {name}: {', '.join(f'{number} {fate}' for fate, number in fates.items())}"
    for rating in told["ratings"]:
        placed = f"{rating['neutral']} (by {rating['how']})" if rating["neutral"] else "not placed"
        yield f"  rated “{rating['label']}” {rating['count']} times: {placed}"


def _write_rejected(path: Path, stream: BinaryIO, plan: Plan) -> None:
    """The rows that cannot come in, word for word where they are rows, to be mended."""
    with path.open("w", encoding="utf-8", errors="replace") as out:
        for row, told in told_in(stream, plan):
            if isinstance(told, Wrong):
                raw = None if isinstance(row.raw, Broken) else row.raw
                line = {"row": row.number, "error": told.error, "raw": raw}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _pairs(given: list[str], known: Any, side: int) -> dict[str, str]:
    """`a=b` as a mapping; the side that is a word of ours must be one. Raises CommandError."""
    found = {}
    for one in given:
        pair = one.rpartition("=")[::2] if side else one.partition("=")[::2]
        if not all(pair) or pair[side] not in known:
            raise CommandError(f"{one}: choose one of {', '.join(known)}.")
        found[pair[0]] = pair[1]
    return found


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name.startswith(("http://", "https://")):
        yield BytesIO(fetch(name, allow=settings.FETCH_ALLOW).body)
        return
    with Path(name).open("rb") as stream:
        yield stream
