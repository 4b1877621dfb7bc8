"""`match_claim TEXT… [--limit 5] [--json]`: claims that resemble each text."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims.search.matching import similar
from provenance.accounts.models import User


class Command(BaseCommand):
    """Find claims like a text."""

    help = "Find recorded claims that resemble each text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Texts, how many matches, as whom, and the shape of the answer."""
        parser.add_argument("text", nargs="+")
        parser.add_argument("--limit", type=int, default=5)
        parser.add_argument("--user", help="See what this person may see; else what is public.")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a text."""
        by = User.objects.filter(username=options["user"]).first()
        for text in options["text"]:
            matches = similar(text, by=by, limit=options["limit"])
            rows = [
                {"claim": m.claim, "text": m.text, "score": m.score, "verdict": m.verdict}
                for m in matches
            ]
            if options["json"]:
                self.stdout.write(json.dumps({"query": text, "matches": rows}))
            else:
                self.stdout.write(f"{text}: {len(rows)} alike")
                for row in rows:
                    verdict = row["verdict"] or "not checked"
                    self.stdout.write(f"  {row['score']:.2f}  {row['text']}  ({verdict})")
