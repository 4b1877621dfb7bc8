"""The pages on which claims of others are brought in, for the list of all pages."""

import json
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from claims.exchange.incoming import services
from provenance.accounts.models import User, Workspace

OWNER = "max"
ROWS: list[dict[str, Any]] = [
    {
        "@type": "ClaimReview",
        "claimReviewed": "The ferry stopped running in 2019.",
        "url": "https://checks.example/ferry",
        "author": {"@type": "Organization", "name": "The Checkers"},
        "reviewRating": {"@type": "Rating", "alternateName": "Wobbly"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Mira Tal"},
            "appearance": "https://post.example/ferry",
        },
    },
    {"@type": "ClaimReview", "claimReviewed": ""},
]


def of_incoming() -> Iterator[tuple[str, str, str, int]]:
    """A file in each of its states, a table, and a claim of which others told."""
    desk, owner = Workspace.objects.get(slug="demo"), User.objects.get(username=OWNER)
    files = {
        "reading": b"{}",
        "failed": b"Nothing",
        "ready": "\n".join(map(json.dumps, ROWS)).encode(),
        "table": b"Claim,Rating\nThe ferry ran.,Wobbly\n",
        "done": json.dumps([{**ROWS[0], "url": "https://checks.example/second"}]).encode(),
    }
    yield "settings-export", reverse("settings-export"), OWNER, 200
    yield "import-claims", reverse("import-claims"), OWNER, 200
    for name, payload in files.items():
        row = services.request_import(desk, name=f"{name}.json", payload=payload, by=owner)
        if name != "reading":
            row = services.read_import(row)
        if name == "done":
            row = services.run_import(services.accept_import(row, by=owner))
            claim = row.outsideverdicts.get().claim_id
            yield "claim-others-checked", reverse("claim", args=[claim]), OWNER, 200
        yield f"claim-import-{name}", reverse("claim-import", args=[row.pk]), OWNER, 200
