"""Takes the keys of texts and compares them, for what was there before or after a new method."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from provenance.lineage.models import Fingerprint, SharedText
from provenance.lineage.services.comparing import compare_snapshots
from provenance.lineage.services.fingerprints import forget_fingerprints
from provenance.sources.models import Snapshot

AT_ONCE = 200


class Command(BaseCommand):
    """`fingerprint [--all] [--json]`: a line for each text; exit status 1 if any failed."""

    requires_system_checks = ()
    help = "Finds out which texts have words in common, where that was not done yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("--all", action="store_true", help="all texts, also those done before")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare what was not compared, the oldest texts first."""
        forget_fingerprints(all_of_them=options["all"], by=None)
        failed = False
        for line in lines():
            failed |= line["status"] == "failed"
            self.stdout.write(json.dumps(line) if options["json"] else in_words(line))
        if failed:
            raise SystemExit(1)


def lines() -> Iterator[dict[str, Any]]:
    """What became of each text that was not compared yet, in order."""
    rows = Snapshot.objects.filter(fingerprint=None)
    rows |= Snapshot.objects.filter(fingerprint__compared_at=None)
    wanted = list(rows.order_by("pk").values_list("pk", flat=True))
    for place in range(0, len(wanted), AT_ONCE):
        some = wanted[place : place + AT_ONCE]
        compare_snapshots(some, by=None)
        done = Fingerprint.objects.select_related("snapshot").in_bulk(some)
        for pk in some:
            yield line(pk, done.get(pk))


def line(snapshot: int, done: Fingerprint | None) -> dict[str, Any]:
    """One text: how many words were read and with how many others it shares some."""
    if done is None or done.compared_at is None:
        error = "It could not be compared; the log says why."
        return {"snapshot": snapshot, "status": "failed", "error": error}
    return {
        "snapshot": snapshot,
        "article": done.snapshot.article_id,
        "status": "compared",
        "words": done.words,
        "shared": SharedText.objects.of_snapshot(snapshot).telling().count(),
        "error": None,
    }


def in_words(line: dict[str, Any]) -> str:
    """The line for people."""
    if line["status"] == "failed":
        return f"failed     snapshot {line['snapshot']}: {line['error']}"
    said = f"{line['words']} words, shares text with {line['shared']} others"
    return f"compared   snapshot {line['snapshot']} of article {line['article']}: {said}"
