"""From the bytes of a page, a text file or a PDF to canonical text with its regions and metadata."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.capture import decode, plaintext
from provenance.capture.candidates import Candidate, Chosen
from provenance.capture.choice import choose
from provenance.capture.errors import ExtractionError
from provenance.capture.languages import language_of
from provenance.capture.regions import Block, Region, text_of

__all__ = ["EXTRACTOR", "EXTRACTOR_VERSION", "Extraction", "ExtractionError", "extract"]

EXTRACTOR = "trafilatura+ours"
EXTRACTOR_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one file.

    ``text`` is the canonical text that every offset counts in (Unicode code
    points), ``article_start`` the offset where the running text begins. For HTML and PDF it is made of blocks with a blank line between
    them; for plain text it is the decoded file, its newlines made ``\\n``.
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
        """The running text: the body without the headline, the byline and the standfirst over it."""
        start = self.article_start
        regions = [Region(r.kind, max(r.start, start), r.end) for r in self.regions if r.end > start]
        return text_of(self.text, regions)


def extract(
    raw: bytes,
    *,
    media_type: str | None,
    encoding: str | None = None,
    address: str | None = None,
) -> Extraction:
    """Read ``raw``, which is HTML, plain text or PDF.

    ``media_type`` is what the sender or the file name says (``text/html``);
    None means: look. ``encoding`` is what the sender says; ``address`` is where
    the file came from. Raises ExtractionError, and nothing else.
    """
    if not raw.strip():
        raise ExtractionError("empty", "The file is empty.")
    kind = _kind(raw, media_type)
    if kind == "pdf":
        return _from_pdf(raw)
    binary = decode.binary_kind(raw)
    if binary:
        raise ExtractionError("binary", f"This is {binary}, not a page or a text.")
    decoded = decode.decode(raw, encoding=encoding, markup=kind == "html")
    if not decoded.text.strip():
        raise ExtractionError("empty", "The file holds nothing but white space.")
    if kind == "html":
        return _from_html(decoded, address)
    return _from_text(decoded)


def _kind(raw: bytes, media_type: str | None) -> str:
    """Tell html, text or pdf; the bytes win over the sender for PDF, the sender over the bytes else."""
    if raw.lstrip()[:5] == b"%PDF-":
        return "pdf"
    stated = (media_type or "").split(";")[0].strip().lower()
    if "html" in stated or "xml" in stated:
        return "html"
    if stated.startswith("text/"):
        return "text"
    if stated == "application/pdf":
        raise ExtractionError(
            "not_pdf", "This was said to be a PDF, but it does not begin like one."
        )
    start = raw[:1024].lstrip().lower()
    looks_like_markup = start.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--")
    )
    return (
        "html" if looks_like_markup or b"<html" in start or b"<p>" in start else "text"
    )


def _from_text(decoded: decode.Decoded) -> Extraction:
    reading = plaintext.read(decoded.text)
    return Extraction(
        text=decoded.text,
        regions=reading.regions,
        blocks=reading.blocks,
        language=language_of(decoded.text),
        encoding=decoded.encoding,
        article_start=reading.article_start,
        candidates=reading.candidates,
        warnings=decoded.warnings + reading.warnings,
    )


def _from_html(decoded: decode.Decoded, address: str | None) -> Extraction:
    # The libraries behind HTML take half a second to load; a folder of texts needs none of them.
    from provenance.capture import webpage

    page = webpage.read(decoded.text, address)
    return Extraction(
        text=page.text,
        regions=page.regions,
        blocks=page.blocks,
        language=language_of(page.text),
        encoding=decoded.encoding,
        article_start=page.article_start,
        candidates=page.candidates,
        warnings=decoded.warnings + page.warnings,
    )


def _from_pdf(raw: bytes) -> Extraction:
    from provenance.capture import pdf

    document = pdf.read(raw)
    return Extraction(
        text=document.text,
        regions=document.regions,
        blocks=document.blocks,
        language=language_of(document.text),
        encoding="binary",
        candidates=document.candidates,
        warnings=document.warnings,
    )
