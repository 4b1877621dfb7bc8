"""What an article points at, by its own words: links, hat tips, translations, corrections. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from provenance.capture.phrases import one_of

if TYPE_CHECKING:  # What finds links reads markup; who brings in texts needs neither.
    from provenance.capture.links import Link

Kind = Literal["cites", "quotes", "republishes", "corrects", "translates", "links"]
Known = Literal["in_text", "in_markup", "inferred"]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Something an article leans on: an address, a name or a title, and why we think so.

    ``start`` and ``end`` are where the article says so, in its canonical text.
    """

    kind: Kind
    rule: str
    says: str
    confidence: float
    known: Known
    address: str = ""
    key: str = ""
    name: str = ""
    title: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Kind
    name: str
    pattern: re.Pattern[str]
    confidence: float


_REPUBLISHED = re.compile(
    one_of(
        r"""
        \b(?:originally|first) (?:published|posted|appeared|printed|run|ran|aired)\b
        \b(?:republished|reprinted|reposted|syndicated)\b
        \bthis (?:article|piece|story|text|post|report) (?:comes|is taken|was taken|is) from\b
        \b(?:full|whole) text (?:by|from)\b
        \bzuerst (?:erschienen|veröffentlicht)\b
        \berschien (?:zuerst|zunächst|ursprünglich)\b
        \bpubliée? initialement\b
        \bpublicad[oa] originalmente\b
        """
    ),
    re.IGNORECASE,
)
_TRANSLATED = re.compile(
    one_of(
        r"""
        \btranslat(?:ed|ion) (?:from|of|by)\b
        \b(?:read|see) (?:the|this) (?:\w+ )?original\b
        \boriginal (?:text|article|version) (?:is )?in \w+
        \büberset(?:zt|zung)\b
        \baus dem \w+en von\b
        \btradu(?:it|ction|cido|zione|zido)\b
        """
    ),
    re.IGNORECASE,
)
_CITED = re.compile(
    one_of(
        r"""
        \baccording to\b
        \b(?:reports?|reported|reporting|writes|wrote|says|said|told|tells|notes?|noted)\b
        \b(?:found|finds|showed|shows|revealed|confirm(?:s|ed)?|announced|claims?|claimed)\b
        \b(?:citing|cited|quoting|quoted|via|source|statement|study|survey|interview with)\b
        \bh/t\b
        \bhat tip\b
        \b(?:laut|zufolge|berichte(?:t|te|n)|schreibt|schrieb|sagte)\b
        \b(?:selon|d.après|rapporte|según|informa|secondo)\b
        """
    ),
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\W*(?:corrections?|clarification|erratum|errata|berichtigung|korrektur|richtigstellung|"
    r"rectificati(?:f|on)|corrección|correzione)\b\s*(?:[:–—-]|$|\band\b|\bof\b)",
    re.IGNORECASE,
)
_OUR_PIECE = re.compile(
    r"\b(?:we|our|us)\b.{0,80}\b(?:published|report(?:ed)?|wrote|article|story|piece)\b|"
    r"\b(?:article|story|report|piece)\b.{0,80}\b(?:published|misstated|incorrectly|wrongly)\b|"
    r"\bcorrects?\b.{0,60}\b(?:article|story|report|piece|headline)\b",
    re.IGNORECASE | re.DOTALL,
)
_CAPITAL = r"(?-i:[^\W\d_a-z])"
_TIP = re.compile(
    rf"\(\s*(?:h/t|hat tip|via):?\s+(?:to\s+)?(?P<name>{_CAPITAL}[^()\n]{{1,60}}?)[.\s]*\)",
    re.IGNORECASE,
)
_TRANSLATED_FROM = re.compile(
    r"\btranslat(?:ed|ion)\b[^.\n]{0,40}?\b(?:from|of)\s+(?:an?\s+|the\s+)?"
    r"(?:article|text|piece|story)\s+(?:published\s+)?(?:by|in|on|from)\s+"
    rf"(?P<name>(?:the\s+)?{_CAPITAL}[^.,;\n()]{{1,60}}?)(?=[.,;()]|\s+(?:by|on|and)\b|\s*$)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[“„«\"]([^“”„«»\"\n]{12,200})[”“»\"]")
_WORDS = {
    "republishes": "which says where the text comes from",
    "translates": "which says what it is translated from",
    "corrects": "in a notice that corrects",
    "cites": "with words that credit it",
    "links": "",
}
_CONFIDENCE = {"republishes": 0.85, "translates": 0.8, "corrects": 0.85, "cites": 0.8, "links": 0.9}
_EDGE = 4  # paragraphs at either end that speak of the article itself


def of_links(links: Iterable[Link], *, length: int, title: str = "") -> Iterator[Pointer]:
    """Yield what each link says; ``length`` is that of the text, ``title`` the article's own."""
    notice = is_notice(title)
    for link in links:
        kind = kind_of(link, notice=notice, near_edge=_near_edge(link, length))
        how = _WORDS[kind]
        says = f"A link stands in “{link.worded}”" + (f", {how}." if how else ".")
        yield Pointer(
            kind, "link" if kind == "links" else f"link that {kind}", says,
            _CONFIDENCE[kind], "in_markup",
            address=link.address, key=link.key, name=link.words, start=link.start, end=link.end,
        )  # fmt: skip


def kind_of(link: Link, *, notice: bool, near_edge: bool) -> Kind:
    """Tell how an article leans on what it links to, by the sentence around the link."""
    before, after = _sentence_before(link.before), _sentence_after(link.after)
    around = f"{before}{link.words}{after}"
    if near_edge and _REPUBLISHED.search(around):
        return "republishes"
    if _TRANSLATED.search(around):
        return "translates"
    if notice and _OUR_PIECE.search(around):
        return "corrects"
    return "cites" if _CITED.search(around) else "links"


def is_notice(title: str) -> bool:
    """Tell whether a title is that of a correction."""
    return _NOTICE.match(title) is not None


def of_words(parts: Sequence[tuple[str, int]], *, title: str = "") -> Iterator[Pointer]:
    """Yield what the paragraphs of an article (with their offsets) name without a link."""
    last = len(parts) - _EDGE
    notice = is_notice(title)
    for index, (words, start) in enumerate(parts):
        for found in _TIP.finditer(words) if index >= last else ():
            yield _named("cites", "hat tip in brackets", found, start, 0.5)
        for found in _TRANSLATED_FROM.finditer(words) if index < _EDGE or index >= last else ():
            yield _named("translates", "translated from", found, start, 0.8)
        if notice or _NOTICE.match(words):
            yield from _corrected(words, start)


def _corrected(words: str, start: int) -> Iterator[Pointer]:
    """Yield the titles that a correction names."""
    for found in _TITLE.finditer(words):
        said = f"A correction names its title, “{found[1]}”."
        place = (start + found.start(1), start + found.end(1))
        yield Pointer("corrects", "title in a correction", said, 0.75, "in_text",
                      title=found[1], start=place[0], end=place[1])  # fmt: skip


def _named(kind: Kind, rule: str, found: re.Match[str], start: int, confidence: float) -> Pointer:
    name = " ".join(found["name"].split())
    says = f"The text says “{' '.join(found.group().split())}”."
    place = (start + found.start("name"), start + found.end("name"))
    return Pointer(kind, rule, says, confidence, "in_text", name=name, start=place[0], end=place[1])


def _near_edge(link: Link, length: int) -> bool:
    """Where an article comes from is said at its beginning or its end."""
    return link.start < 600 or link.end > length - 1200


def _sentence_before(words: str) -> str:
    return re.split(r"[.!?…]['’”\"]?\s", words)[-1]


def _sentence_after(words: str) -> str:
    return re.split(r"[.!?…](?:\s|$)", words)[0]
