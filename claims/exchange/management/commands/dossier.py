"""Writes everything about one claim into one file that can be checked anywhere."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from claims.exchange.dossier.making import as_everyone, write_dossier
from claims.exchange.people import member_named, site_here
from claims.records.models import Claim


class Command(BaseCommand):
    """`dossier CLAIM FILE [--user NAME] [--json]`; an existing file is never overwritten."""

    help = "Writes the dossier of a claim: what everyone may see, or what one person may."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("claim", type=int, metavar="CLAIM", help="its number")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--user", metavar="NAME", help="as much as this person sees")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say what it holds."""
        user = member_named(options["user"]) if options["user"] else as_everyone()
        claim = Claim.objects.visible_to(user).filter(pk=options["claim"]).first()
        if claim is None:
            whom = options["user"] or "everyone"
            self._fail(f"There is no claim {options['claim']} that {whom} may see.", options)
        claim = claim.merged_into or claim
        path: Path = options["file"]
        try:
            with path.open("xb") as out:
                counts = self._written(claim, out, user)
        except OSError as error:
            self._fail(f"{path}: {error.strerror}.", options)
        told = {"claim": claim.pk, "file": str(path), "bytes": path.stat().st_size} | counts
        said = f"{path} holds claim {claim.pk} in {counts['files']} files."
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else said)

    def _written(self, claim: Claim, out: Any, user: Any) -> dict[str, int]:
        """The counts; half a dossier is not left lying about."""
        try:
            return write_dossier(claim, out, user=user, site=site_here().root.rstrip("/"))
        except BaseException:
            os.unlink(out.name)  # noqa: PTH108 - The file is open, and known by its name alone.
            raise

    def _fail(self, message: str, options: dict[str, Any]) -> NoReturn:
        if options["json"]:
            self.stdout.write(json.dumps({"error": message}, ensure_ascii=False))
            raise SystemExit(1)
        raise CommandError(message)
