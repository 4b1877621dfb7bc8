"""Which public addresses there are, and when each last changed, for those who index the web."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Max
from django.utils.html import escape

from claims.requests.reading import open_letterboxes
from claims.reviews.models import Verdict

SHELF = 5000  # Claims to a file: by number, so that a file changes only when one of its own does.
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True)
class Entry:
    """One address; `changed` where it is known."""

    address: str
    changed: datetime | None = None


def shelves() -> list[tuple[int, datetime]]:
    """The number of each file that has a claim in it, and its newest verdict. One query."""
    rows = _published().annotate(shelf=F("claim_id") / SHELF).values("shelf")
    return list(
        rows.annotate(newest=Max("published_at")).order_by("shelf").values_list("shelf", "newest")
    )


def letterboxes() -> list[str]:
    """Whoever takes requests from everyone, by slug."""
    return [box.workspace.slug for box in open_letterboxes()]


def on_shelf(number: int) -> list[tuple[int, datetime]]:
    """The claims of one file, each with when its verdict was published. One query."""
    first = number * SHELF
    rows = _published().filter(claim__gte=first, claim__lt=first + SHELF)
    return list(rows.order_by("claim_id").values_list("claim_id", "published_at"))


def index(entries: Iterable[Entry]) -> str:
    """The file that names the files."""
    return _file("sitemapindex", "sitemap", entries)


def listing(entries: Iterable[Entry]) -> str:
    """A file of addresses."""
    return _file("urlset", "url", entries)


def _published() -> Any:
    """Current verdicts whose claim has a public page of its own."""
    rows = Verdict.objects.visible_to(AnonymousUser()).current()
    return rows.filter(claim__merged_into=None).order_by()


def _file(root: str, each: str, entries: Iterable[Entry]) -> str:
    inner = "".join(f"<{each}>{''.join(_parts(one))}</{each}>\n" for one in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {SPACE}>\n{inner}</{root}>\n'


def _parts(entry: Entry) -> Iterator[str]:
    yield f"<loc>{escape(entry.address)}</loc>"
    if entry.changed:
        yield f"<lastmod>{entry.changed.isoformat(timespec='seconds')}</lastmod>"
