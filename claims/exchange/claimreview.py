"""ClaimReview (schema.org, with Google's profile). Pure.

Source: https://schema.org/ClaimReview and Google's "Fact Check (ClaimReview) structured data".
The claim's `datePublished` is when it was made, not when it was checked.
"""

import json
from collections.abc import Sequence
from typing import Any

from .mediareview import dump_each
from .published import Party, Place, Published
from .schema_org import publisher_of, without_empty

# Of an update more is known; what was said before was no mistake.
CORRECTS = {"correct", "clarify"}


def dump(published: Published, *, address: str) -> dict[str, Any]:
    """The ClaimReview of one published claim; `address` is its public page itself."""
    covered = {"isFamilyFriendly": False} if published.sensitive else {}
    corrected = {"correction": _correction(published)} if published.kind in CORRECTS else {}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address,
        "claimReviewed": published.statement,
        "inLanguage": published.language,
        **covered,
        "author": publisher_of(published),
        "datePublished": published.published_at.date().isoformat(),
        **corrected,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": published.rating_label,
            "ratingValue": published.rating_value,
            "bestRating": published.best,
            "worstRating": published.worst,
            "ratingExplanation": published.explanation,
        },
        "itemReviewed": _item(published, address),
    }


def reviews_of(published: Published, *, address: str) -> list[dict[str, Any]]:
    """The ClaimReview, and a MediaReview of each thing it is about that was judged."""
    return [dump(published, address=address), *dump_each(published, address=address)]


def feed(
    items: Sequence[tuple[Published, str]], *, address: str, following: str = ""
) -> dict[str, Any]:
    """Published claims with the addresses of their pages, as a DataFeed.

    `address` is the feed's own, `following` that of its next page, if there is one.
    """
    newest = max((one.published_at for one, _ in items), default=None)
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "DataFeed",
            "url": address,
            "dateModified": newest and newest.isoformat(),
            "hasPart": {"@type": "DataFeed", "url": following} if following else None,
        }
    ) | {"dataFeedElement": [_feed_item(one, page) for one, page in items]}


def _feed_item(published: Published, page: str) -> dict[str, Any]:
    return {
        "@type": "DataFeedItem",
        "dateCreated": published.first_published_at.isoformat(),
        "dateModified": published.published_at.isoformat(),
        "url": page,
        "item": reviews_of(published, address=page),
    }


def script(data: dict[str, Any]) -> str:
    """JSON that is safe inside a `<script type="application/ld+json">` element."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _correction(published: Published) -> dict[str, Any]:
    """Why it says something else than before, as it was told in public."""
    return {
        "@type": "CorrectionComment",
        "text": published.reason_for_change,
        "datePublished": published.published_at.date().isoformat(),
    }


def _item(published: Published, address: str) -> dict[str, Any]:
    return without_empty(
        {
            "@type": "Claim",
            "@id": f"{address}#claim",
            "author": _party(published.claimant) if published.claimant else None,
            "datePublished": published.made,
            "firstAppearance": _work(published.first) if published.first else None,
            "appearance": [_work(place) for place in published.others],
        }
    )


def _work(place: Place) -> dict[str, Any]:
    return without_empty(
        {
            "@type": "CreativeWork",
            "url": place.address,
            "headline": place.title,
            "datePublished": place.published,
            "author": [_party(party) for party in place.authors],
            "publisher": {"@type": "Organization", "name": place.outlet} if place.outlet else None,
        }
    )


def _party(party: Party) -> dict[str, Any]:
    return without_empty({"@type": party.kind, "name": party.name, "sameAs": party.same_as})
