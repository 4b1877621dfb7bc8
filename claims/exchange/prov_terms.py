"""Names and values of our PROV documents: namespaces, identifiers, clean text.

Identifiers are `{site}/id/{kind}-{number}`. The part after the last slash is a name that XML takes
as well, so that the same graph can be written in every format of PROV. Source: PROV-DM, PROV-N,
PROV-XML and PROV-O of the W3C (2013).
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from prov.identifier import Identifier, Namespace, QualifiedName
from prov.model import ProvDocument

# What our own attributes and types mean; served at `{site}/id/terms`.
TERMS: dict[str, str] = {
    "Article": "The work at an address.",
    "Snapshot": "What an article said at one moment. It is never edited.",
    "Claim": "One statement, in the self-contained wording of those who check it.",
    "Appearance": "The words of a snapshot on which a claim stands.",
    "Statement": "What one speaker of a chain is said to have said: one hop.",
    "Evidence": "What supports, contradicts or gives context to a claim.",
    "Verdict": "What was published about a claim on one day. It is never edited.",
    "Unnamed": "A speaker whom the text does not name.",
    "Outlet": "Whatever publishes.",
    "Capture": "The keeping of a snapshot.",
    "Recording": "The recording of a claim.",
    "Review": "The checking of a claim by two people.",
    "sha256": "SHA-256 of the canonical text, UTF-8, in hexadecimal.",
    "rawSha256": "SHA-256 of the bytes as they came, in hexadecimal.",
    "start": "Where words begin in the canonical text, in Unicode code points, inclusive.",
    "end": "Where words end in the canonical text, in Unicode code points, exclusive.",
    "published": "The day, month or year of publication, as exactly as it is known (ISO 8601).",
    "said": "The day, month or year on which it was said, as exactly as it is known (ISO 8601).",
    "about": "The day, month or year that a claim speaks of (ISO 8601).",
    "asOf": "The day on which a verdict holds (ISO 8601).",
    "language": "ISO 639-1.",
    "kind": "Which kind of claim, outlet or citation it is.",
    "directness": "direct, indirect, hearsay or own_voice: how near a hop is to who said it.",
    "basis": "How the speaker of a hop is said to know it.",
    "known": "How we know it: in_text, in_markup, inferred, outside or person.",
    "confidence": "How sure that is, 0 to 1.",
    "wording": "The words as this speaker had them.",
    "gap": "Why a link is missing: not_stated, withheld, lost or not_found.",
    "missing": "This link of the chain is missing, and recorded as missing.",
    "stance": "supports, contradicts or context.",
    "warrant": "Why evidence bears on the claim.",
    "origin": "primary or secondary.",
    "rating": "The label of the rating, as it read on the day.",
    "reason": "Why a verdict was changed, or what a citation rests on.",
    "title": "The title of an article.",
}
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Names:
    """The names that one site gives to its rows."""

    def __init__(self, site: str) -> None:
        self.here = Namespace("here", f"{site}/id/")
        self.terms = Namespace("terms", f"{site}/id/terms#")

    def document(self) -> ProvDocument:
        """An empty document that knows these names."""
        return ProvDocument(namespaces=[self.here, self.terms])

    def of(self, kind: str, number: int | str) -> QualifiedName:
        """The name of a row: `here:claim-9`."""
        return self.here[f"{kind}-{number}"]

    def term(self, name: str) -> QualifiedName:
        """One of our own terms. Raises KeyError for one that is not explained."""
        TERMS[name]
        return self.terms[name]

    def told(self, **values: Any) -> list[tuple[QualifiedName, Any]]:
        """Our own attributes, those that say nothing left out."""
        given = {name: _plain(value) for name, value in values.items()}
        return [
            (self.term(name), value) for name, value in given.items() if value not in ("", None)
        ]


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return NOT_XML.sub("", text)


def label(text: str) -> list[tuple[str, str]]:
    """A label, where there is one."""
    return [("prov:label", clean(text))] if text else []


def location(address: str) -> list[tuple[str, Identifier]]:
    """Where it is, where it has an address. What no IRI may hold is percent-encoded."""
    if not address:
        return []
    return [("prov:location", Identifier(quote(clean(address), safe="%/:?#[]@!$&'()*+,;=~-._")))]


def vocabulary(site: str) -> str:
    """What our own terms mean, as Turtle."""
    lines: Iterable[str] = (
        f"terms:{name} rdfs:comment {_turtle(meaning)}@en ." for name, meaning in TERMS.items()
    )
    head = [
        f"@prefix terms: <{site}/id/terms#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
    ]
    return "\n".join([*head, "", *lines, ""])


def _turtle(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value
