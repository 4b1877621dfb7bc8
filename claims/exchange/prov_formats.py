"""The formats of W3C PROV: the same graph in each. `prov` imports what a format needs late."""

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prov.model import ProvDocument

# Ending of the address -> (name of the format in `prov`, media type).
FORMATS = {
    "provn": ("provn", "text/provenance-notation; charset=utf-8"),
    "json": ("json", "application/json"),
    "jsonld": ("jsonld", "application/ld+json"),
    "xml": ("xml", "application/provenance+xml"),
    "ttl": ("rdf", "text/turtle; charset=utf-8"),
}


def written(document: "ProvDocument", ending: str) -> bytes:
    """The document in the format of an ending. Raises KeyError for one that is not known."""
    name, _ = FORMATS[ending]
    more = {"rdf_format": "turtle"} if name == "rdf" else {}
    text = document.serialize(format=name, **more)
    assert text is not None, "without a destination the text comes back"
    return text.encode()


def as_json(document: "ProvDocument") -> dict[str, Any]:
    """The document in PROV-JSON, as values."""
    values: dict[str, Any] = json.loads(written(document, "json"))
    return values
