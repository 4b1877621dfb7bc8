"""What arrives to be kept: one text with its bytes, its addresses and what was found out about it.

Pure values. `capture` makes them, `services.snapshots` turns them into rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .addresses import AddressError, key, trusts_canonical
from .likeness import resembles
from .names import fold

Json = Mapping[str, Any]
LONGEST_VALUE = 500
LONGEST_KEY = 2000


@dataclass(frozen=True, slots=True)
class Finding:
    """One value for one field, before it is a Fact. `chosen` marks what the article shows.

    `published` values are ISO 8601 as far as known (`2017-12`). `start` and `end` are code points
    of the text. `known`, `field` and `precision` take the values of the models.
    """

    field: str
    value: str
    known: str
    confidence: float
    precision: str = ""
    start: int | None = None
    end: int | None = None
    markup: str = ""
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """One text as it was read. `final_address` is set only where we know who sent the bytes."""

    raw_sha256: str
    raw_bytes: int
    warc: bytes
    warc_sha256: str
    captured_at: datetime
    media_type: str
    text: str
    text_sha256: str
    extractor: str
    extractor_version: str
    encoding: str = ""
    http_status: int | None = None
    regions: Sequence[Json] = ()
    blocks: Sequence[Json] = ()
    warnings: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    address: str = ""
    final_address: str = ""
    canonical_address: str = ""
    input_name: str = ""
    # The key of the article that a visit was made for: what is found there is that article's.
    known_as: str = ""

    @property
    def title(self) -> str:
        """The chosen title, or nothing."""
        return title_among(self.findings)


def title_among(findings: Sequence[Finding]) -> str:
    """The title chosen among findings, or nothing."""
    return next((f.value for f in findings if f.field == "title" and f.chosen), "")


def address_keys(arrival: Arrival) -> list[str]:
    """Keys this text may be known under, the most trusted first; none for a mere file.

    A canonical link is believed only where it is a plain respelling of the address that answered.
    """
    if arrival.known_as:
        return [arrival.known_as]
    final = arrival.final_address or arrival.address
    if not final:
        return []
    canonical = arrival.canonical_address
    trusted = canonical if canonical and trusts_canonical(final, canonical) else ""
    return list(dict.fromkeys(filter(None, map(_key, filter(None, [trusted, final])))))


def stated_key(arrival: Arrival) -> str:
    """The address a mere file says it comes from; anybody may write anything into a file.

    Home pages are left out: that is what broken templates name.
    """
    stated = "" if arrival.final_address or arrival.address else arrival.canonical_address
    spelled = _key(stated) if stated else ""
    return spelled if "/" in spelled or "?" in spelled else ""


def same_work(arrival: Arrival, *, title: str, text: str) -> bool:
    """Whether a text found under the same file name or stated address is the same article.

    File names such as `index.html` and wrong canonical links are common, so the texts must
    resemble each other or carry the same title.
    """
    same_title = bool(title) and fold(title) == fold(arrival.title)
    return same_title or resembles(text, arrival.text)


def date_of(value: str) -> tuple[date, str] | None:
    """Read `2017-12-11`, `2017-12` or `2017` as a date and its precision, else give None."""
    precision = {4: "year", 7: "month", 10: "day"}.get(len(value))
    if precision is None or not value.isascii():
        return None
    try:
        return date.fromisoformat((value + "-01-01")[:10]), precision
    except ValueError:
        return None


def _key(address: str) -> str:
    try:
        spelled = key(address)
    except (AddressError, ValueError):
        return ""
    return spelled if len(spelled) <= LONGEST_KEY else ""
