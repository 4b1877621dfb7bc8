"""What ClaimReview and MediaReview have in common. Pure."""

from typing import Any

from .published import Published


def publisher_of(published: Published) -> dict[str, Any]:
    """Who published the verdict."""
    name, address = published.publisher, published.publisher_address
    return without_empty({"@type": "Organization", "name": name, "url": address})


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """The same without what says nothing."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
