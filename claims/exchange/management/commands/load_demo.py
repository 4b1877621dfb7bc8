"""`load_demo [--json]`: the demo newsroom and class, once; again changes nothing."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.exchange.newsroom import Newsroom


class Command(BaseCommand):
    """Load the demo."""

    help = "Load the demo newsroom and class, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The shape of the answer."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how much of each kind."""
        newsroom = Newsroom(settings.BASE_DIR / "fixtures" / "demo" / "newsroom.json")
        counts = {} if newsroom.is_loaded() else dict(newsroom.load())
        if options["json"]:
            self.stdout.write(json.dumps(counts))
        elif counts:
            said = ", ".join(f"{number} {kind}" for kind, number in counts.items())
            self.stdout.write(f"The demo is loaded: {said}.")
        else:
            self.stdout.write("The demo is there already; nothing was changed.")
        if not options["json"]:
            for title, code in newsroom.codes():
                self.stdout.write(f"{title}: students come in at /class/door/ with {code}")
