"""Atom feeds of what was published and what was corrected.

Source: RFC 4287. A reader of feeds knows an entry by its id, so ids are addresses that stay.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, linebreaks

from claims.reviews.models import Verdict

from .published import Published

# An empty feed must not look changed each time somebody asks.
NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
# Characters that XML 1.0 cannot hold.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One entry. `said` is HTML; `publisher_address` may be empty."""

    id: str
    address: str
    title: str
    said: str
    publisher: str
    publisher_address: str
    published: datetime
    updated: datetime
    term: str
    language: str


@dataclass(frozen=True)
class Heading:
    """What stands above the entries; `address` is the feed's own, `page` one for people."""

    title: str
    address: str
    page: str


def verdict_entry(published: Published, *, id_: str, address: str) -> Entry:
    """The current verdict on a claim. It keeps its id when the verdict changes."""
    return Entry(
        id=id_,
        address=address,
        title=f"{published.rating_label}: {published.called}",
        said=_explained(published),
        publisher=published.publisher,
        publisher_address=published.publisher_address,
        published=published.first_published_at,
        updated=published.published_at,
        term=published.rating_label,
        language=published.language,
    )


def _explained(published: Published) -> str:
    """The reason, how sure it is, and what would change it."""
    said = linebreaks(published.explanation, autoescape=True)
    if published.confidence:
        said += format_html("<p>{}.</p>", published.confidence.capitalize())
    if published.would_change:
        said += format_html("<p>What would change our mind: {}</p>", published.would_change)
    return said


def correction_entry(verdict: Verdict, *, id_: str, address: str) -> Entry:
    """A verdict that replaced another, with the reason that was given in public."""
    before = verdict.supersedes
    assert before is not None
    changed = format_html(
        "<p>Before: {} ({}). Now: {}.</p>",
        before.rating_label,
        before.published_at.date().isoformat(),
        verdict.rating_label,
    )
    reason = linebreaks(verdict.reason_for_change, autoescape=True)
    return Entry(
        id=id_,
        address=address,
        title=f"{_did(verdict, before)}: {verdict.claim.called}",
        said=f"{changed}{reason}{linebreaks(verdict.summary, autoescape=True)}",
        publisher=verdict.workspace.name,
        publisher_address=verdict.workspace.homepage,
        published=verdict.published_at,
        updated=verdict.published_at,
        term=verdict.rating_label,
        language=verdict.claim.language,
    )


def _did(verdict: Verdict, before: Verdict) -> str:
    """`Withdrawn`, `Corrected to True`, `Clarified, still False`."""
    if verdict.is_withdrawal:
        return verdict.change
    same = before.rating_label == verdict.rating_label
    return f"{verdict.change}{', still' if same else ' to'} {verdict.rating_label}"


def atom(heading: Heading, entries: Iterable[Entry]) -> str:
    """The whole feed, in the order of the entries."""
    feed = _Feed(
        title=_plain(heading.title),
        link=heading.page,
        description=None,
        language="en",
        feed_url=heading.address,
        feed_guid=heading.address,
    )
    for one in entries:
        feed.add_item(
            title=_plain(one.title),
            link=one.address,
            description=_plain(one.said),
            unique_id=one.id,
            pubdate=one.published,
            updateddate=one.updated,
            author_name=_plain(one.publisher),
            author_link=one.publisher_address or None,
            categories=[_plain(one.term)],
            tongue=one.language,
        )
    return feed.writeString("utf-8")


class _Feed(Atom1Feed):
    """Django's feed; entries name their language, and an empty feed has a date that stays."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["tongue"]}

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NOTHING_YET)


def _plain(text: str) -> str:
    return UNWRITABLE.sub("", text)
