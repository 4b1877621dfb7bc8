"""MediaReview (schema.org): what a picture, a film or a sound turned out to be. Pure.

Source: https://schema.org/MediaReview. One review for each that was judged; it stands beside the
ClaimReview, on the same page.
"""

from typing import Any
from urllib.parse import urlsplit

from .published import MediaTold, Published
from .schema_org import publisher_of, without_empty

KINDS = {"image": "ImageObject", "video": "VideoObject", "audio": "AudioObject"}
FILES = [
    "avif",
    "gif",
    "jpeg",
    "jpg",
    "png",
    "svg",
    "webp",
    "mp4",
    "mov",
    "m4v",
    "ogv",
    "webm",
    "mp3",
    "m4a",
    "oga",
    "ogg",
    "opus",
    "wav",
    "flac",
]


def dump_each(published: Published, *, address: str) -> list[dict[str, Any]]:
    """A MediaReview of each that was judged; `address` is the public page itself."""
    judged = [one for one in published.media if one.category]
    return [_dump(one, published, address) for one in judged]


def _dump(media: MediaTold, published: Published, address: str) -> dict[str, Any]:
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "MediaReview",
            "@id": f"{address}#media-{media.pk}",
            "url": address,
            "author": publisher_of(published),
            "datePublished": published.published_at.date().isoformat(),
            "mediaAuthenticityCategory": media.category,
            "originalMediaContextDescription": media.finding,
            "originalMediaLink": media.original_address,
            "itemReviewed": {
                "@type": "MediaReviewItem",
                "description": media.shows,
                "mediaItemAppearance": [_appearance(media)],
            },
        }
    )


def _appearance(media: MediaTold) -> dict[str, Any]:
    return without_empty(
        {
            "@type": KINDS[media.medium],
            "contentUrl" if _is_file(media.address) else "url": media.address,
            "archivedAt": media.archived_at,
            "description": media.shows,
            "embeddedTextCaption": media.words_in_it,
        }
    )


def _is_file(address: str) -> bool:
    """Whether an address leads to the bytes themselves, by how it ends."""
    return urlsplit(address).path.lower().rpartition(".")[2] in FILES
