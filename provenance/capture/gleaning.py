"""Everything that one snapshot tells of whom its article leans on, read from its text and bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit
from zlib import crc32

from provenance.sources.addresses import AddressError, key, outlet_domain
from provenance.sources.models import Snapshot, SnapshotFile

from . import pointers, readback, wordings
from .pointers import Pointer
from .regions import Block, Region
from .wordings import Quotation, Words


@dataclass(frozen=True)
class Gleaned:
    """A snapshot, and what was read in it; quotations and words are worked out when asked for."""

    snapshot: Snapshot
    pointers: tuple[Pointer, ...]

    @cached_property
    def regions(self) -> list[Region]:
        """What of the text is the article."""
        return [Region(**one) for one in self.snapshot.regions]

    @cached_property
    def quotations(self) -> list[Quotation]:
        """What stands within quotation marks."""
        blocks = [Block(**one) for one in self.snapshot.blocks]
        return wordings.quotations(self.snapshot.text, self.regions, blocks)

    @cached_property
    def words(self) -> Words:
        """The words of the article."""
        return wordings.body_words(self.snapshot.text, self.regions)

    @cached_property
    def runs(self) -> set[int]:
        """What the article may be found by; see `wordings`."""
        return wordings.numbers_of(self.words.words)

    @cached_property
    def quoted(self) -> set[int]:
        """What its quotations may be found by."""
        return wordings.numbers_of_quotations(self.snapshot.text, self.quotations)

    @property
    def links(self) -> set[int]:
        """Numbers of the addresses it points at."""
        return {number_of(one.key) for one in self.pointers if one.key}


def glean(snapshot: Snapshot) -> Gleaned:
    """Read a snapshot with its article; two queries, one for the bytes of a page."""
    title = snapshot.article.title
    found = [*pointers.of_words(_paragraphs(snapshot), title=title), *_of_page(snapshot, title)]
    return Gleaned(snapshot, tuple(found))


def number_of(address_key: str) -> int:
    """A number of 32 bits for an address, as PostgreSQL counts them: with a sign."""
    return crc32(address_key.encode()) - 2**31


def _paragraphs(snapshot: Snapshot) -> Sequence[tuple[str, int]]:
    body = [(one["start"], one["end"]) for one in snapshot.regions if one["kind"] == "body"]
    return [
        (snapshot.text[one["start"] : one["end"]], one["start"])
        for one in snapshot.blocks
        if any(start <= one["start"] < end for start, end in body)
    ]


def _of_page(snapshot: Snapshot, title: str) -> list[Pointer]:
    """Its links, and the address it calls its own where that is another site's."""
    if "html" not in snapshot.media_type and "xml" not in snapshot.media_type:
        return []
    # Who brings in no pages needs nothing that reads markup.
    from . import links  # noqa: PLC0415

    file = SnapshotFile.objects.filter(pk=snapshot.pk).first()
    raw = readback.stored_bytes(bytes(file.warc), snapshot.raw_sha256) if file else None
    if raw is None:
        return []
    try:
        markup = raw.decode(snapshot.encoding or "utf-8", errors="replace")
    except LookupError:
        markup = raw.decode("utf-8", errors="replace")
    article = snapshot.article
    address = article.final_address or article.address or article.canonical_address
    regions = [Region(**one) for one in snapshot.regions]
    found = links.links_of(markup, address=address, text=snapshot.text, regions=regions)
    told = list(pointers.of_links(found, length=len(snapshot.text), title=title))
    return [*told, *_canonical(links.canonical_link(markup, address=address), address)]


def _canonical(stated: str, address: str) -> list[Pointer]:
    try:
        elsewhere = stated and address and outlet_domain(stated) != outlet_domain(address)
        known_as = key(stated) if elsewhere else ""
    except (AddressError, ValueError):
        return []
    if "/" not in known_as:
        return []  # Broken templates name the home page of somebody.
    says = "The page names an address on another site as its own."
    host = (urlsplit(stated).hostname or "").removeprefix("www.")
    return [
        Pointer(
            "republishes", "canonical link", says, 0.5, "in_markup",
            address=stated, key=known_as, name=host,
        )
    ]  # fmt: skip
