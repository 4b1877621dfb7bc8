"""From the bytes of a page, a text file or a PDF to canonical text, regions and metadata."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.capture import decode, plaintext
from provenance.capture.candidates import Candidate, Chosen
from provenance.capture.choice import choose
from provenance.capture.errors import ExtractionError
from provenance.capture.languages import language_of
from provenance.capture.reading import Reading
from provenance.capture.regions import Block, Region, text_of

__all__ = ["EXTRACTOR", "EXTRACTOR_VERSION", "Extraction", "ExtractionError", "extract"]

EXTRACTOR = "trafilatura+ours"
EXTRACTOR_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one file.

    ``text`` is the canonical text that every offset counts in (Unicode code
    points). For HTML and PDF it is made of blocks with a blank line between
    them; for plain text it is the decoded file, its newlines made ``\\n``.
    ``article_start`` is the offset where the running text begins, after the
    headline and what stands with it.
    """

    text: str
    regions: tuple[Region, ...]
    blocks: tuple[Block, ...]
    language: str | None
    encoding: str
    article_start: int = 0
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[str, ...] = ()
    extractor: str = EXTRACTOR
    extractor_version: str = EXTRACTOR_VERSION

    @property
    def chosen(self) -> Chosen:
        """The best value of each field of the metadata."""
        return choose(self.candidates)

    @property
    def body(self) -> str:
        """The article alone, without comments, captions and boilerplate."""
        return text_of(self.text, self.regions)

    @property
    def article(self) -> str:
        """The running text: the body without the headline, byline and standfirst over it."""
        start = self.article_start
        regions = [
            Region(r.kind, max(r.start, start), r.end) for r in self.regions if r.end > start
        ]
        return text_of(self.text, regions)


def extract(
    raw: bytes,
    *,
    media_type: str | None,
    encoding: str | None = None,
    address: str | None = None,
) -> Extraction:
    """Read ``raw``, which is HTML, plain text, PDF or a ninjs item of an agency.

    ``media_type`` is what the sender or the file name says (``text/html``);
    None means: look. ``encoding`` is what the sender says; ``address`` is where
    the file came from. Raises ExtractionError, and nothing else.
    """
    if not raw.strip():
        raise ExtractionError("empty", "The file is empty.")
    kind = _kind(raw, media_type)
    if kind == "pdf":
        return _extraction(_read_pdf(raw), "binary", ())
    binary = decode.binary_kind(raw)
    if binary:
        raise ExtractionError("binary", f"This is {binary}, not a page or a text.")
    decoded = decode.decode(raw, encoding=encoding, markup=kind == "html")
    if not decoded.text.strip():
        raise ExtractionError("empty", "The file holds nothing but white space.")
    readers = {"html": lambda text: _read_page(text, address), "ninjs": _read_item}
    reading = readers.get(kind, plaintext.read)(decoded.text)
    return _extraction(reading, decoded.encoding, decoded.warnings)


def _extraction(reading: Reading, encoding: str, warnings: tuple[str, ...]) -> Extraction:
    language = language_of(reading.text, reading.article_start)
    told = (Candidate("language", language, 0.8, "inferred", "its words"),) if language else ()
    return Extraction(
        text=reading.text,
        regions=reading.regions,
        blocks=reading.blocks,
        language=language,
        encoding=encoding,
        article_start=reading.article_start,
        candidates=reading.candidates + told,
        warnings=warnings + reading.warnings,
    )


def _kind(raw: bytes, media_type: str | None) -> str:
    """Tell html, text, pdf or ninjs; for PDF the bytes win, else the sender does."""
    if raw.lstrip()[:5] == b"%PDF-":
        return "pdf"
    stated = (media_type or "").split(";")[0].strip().lower()
    if stated == "application/json" or stated.endswith("+json"):
        return "ninjs"
    if "html" in stated or "xml" in stated:
        return "html"
    if stated.startswith("text/"):
        return "text"
    if stated == "application/pdf":
        raise ExtractionError(
            "not_pdf", "This was said to be a PDF, but it does not begin like one."
        )
    start = raw[:1024].lstrip().lower()
    if start.startswith(b"{") and _is_item(raw):
        return "ninjs"
    looks_like_markup = start.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--")
    )
    return "html" if looks_like_markup or b"<html" in start or b"<p>" in start else "text"


def _read_page(text: str, address: str | None) -> Reading:
    # The libraries behind HTML take half a second to load; a folder of texts needs none of them.
    from provenance.capture import webpage  # noqa: PLC0415

    return webpage.read(text, address)


def _read_pdf(raw: bytes) -> Reading:
    # As above: only who brings in PDFs loads a library for them.
    from provenance.capture import pdf  # noqa: PLC0415

    return pdf.read(raw)


def _read_item(text: str) -> Reading:
    # As above: what reads the text of an item is a library for HTML.
    from provenance.capture import ninjs  # noqa: PLC0415

    return ninjs.read(text)


def _is_item(raw: bytes) -> bool:
    from provenance.capture import ninjs  # noqa: PLC0415

    return ninjs.is_item(raw)
