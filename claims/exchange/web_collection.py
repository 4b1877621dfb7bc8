"""W3C annotation collections and their pages, as JSON-LD. Pure.

Source: W3C Web Annotation Protocol (2017), 4.2, and Data Model, 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import urlencode

from .web_annotation import CONTEXT, moment

LDP_CONTEXT = "http://www.w3.org/ns/ldp.jsonld"
MINIMAL = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
IRIS = "http://www.w3.org/ns/oa#PreferContainedIRIs"
DESCRIPTIONS = "http://www.w3.org/ns/oa#PreferContainedDescriptions"


class Shape(Enum):
    """How the annotations of a container are given."""

    DESCRIPTIONS = 0
    IRIS = 1


@dataclass(frozen=True)
class Wish:
    """What a client would like: a shape, and whether the first page comes along."""

    shape: Shape
    minimal: bool

    @property
    def applied(self) -> str:
        """The same in the words of `Preference-Applied`."""
        shape = IRIS if self.shape is Shape.IRIS else DESCRIPTIONS
        named = f"{MINIMAL} {shape}" if self.minimal else shape
        return f'return=representation; include="{named}"'


def wish(prefer: str, shape: Shape = Shape.DESCRIPTIONS) -> Wish:
    """What a `Prefer` header asks for; `shape` is the one that the address names already.

    A header that asks for both shapes asks for nothing.
    """
    iris, descriptions = IRIS in prefer, DESCRIPTIONS in prefer
    if iris != descriptions:
        shape = Shape.IRIS if iris else Shape.DESCRIPTIONS
    return Wish(shape, MINIMAL in prefer)


@dataclass(frozen=True)
class Collection:
    """A container as one person sees it. `query` narrows it and is part of its name."""

    address: str
    label: str
    total: int
    modified: datetime | None
    per_page: int
    query: Mapping[str, str]

    @property
    def last(self) -> int:
        """The number of the last page; pages count from 0, and there is always one."""
        return max(0, (self.total - 1) // self.per_page)

    def name(self, shape: Shape, page: int | None = None) -> str:
        """The IRI of the container, or of one of its pages, in a shape."""
        further: dict[str, str] = {"iris": str(shape.value)}
        if page is not None:
            further["page"] = str(page)
        return f"{self.address}?{urlencode(dict(self.query) | further)}"


def dump_collection(
    collection: Collection, shape: Shape, first: Sequence[Any] | None
) -> dict[str, Any]:
    """The container; with its first page where `first` holds the items of that."""
    page: Any = collection.name(shape, 0)
    if first is not None:
        page = _page(collection, shape, 0, first)
    return {
        "@context": [CONTEXT, LDP_CONTEXT],
        "id": collection.name(shape),
        "type": ["BasicContainer", "AnnotationCollection"],
        "label": collection.label,
        **_modified(collection),
        "total": collection.total,
        "first": page,
        "last": collection.name(shape, collection.last),
    }


def dump_page(
    collection: Collection, shape: Shape, number: int, items: Sequence[Any]
) -> dict[str, Any]:
    """One page, which stands by itself."""
    whole = {
        "id": collection.name(shape),
        "label": collection.label,
        **_modified(collection),
        "total": collection.total,
        "first": collection.name(shape, 0),
        "last": collection.name(shape, collection.last),
    }
    page = _page(collection, shape, number, items)
    return {"@context": CONTEXT, **page, "partOf": whole}


def _page(
    collection: Collection, shape: Shape, number: int, items: Sequence[Any]
) -> dict[str, Any]:
    """A page; annotations in it need no context of their own, but may be taken out with it."""
    said: dict[str, Any] = {
        "id": collection.name(shape, number),
        "type": "AnnotationPage",
        "startIndex": number * collection.per_page,
        "items": list(items),
    }
    if number > 0:
        said["prev"] = collection.name(shape, number - 1)
    if number < collection.last:
        said["next"] = collection.name(shape, number + 1)
    return said


def _modified(collection: Collection) -> dict[str, str]:
    return {"modified": moment(collection.modified)} if collection.modified else {}
