"""A PDF: the text of its pages with paragraphs put together again, and what it says of itself."""

from __future__ import annotations

import re

import pypdfium2

from provenance.capture.bylines import is_name, split_names
from provenance.capture.candidates import Candidate
from provenance.capture.errors import ExtractionError
from provenance.capture.reading import Reading
from provenance.capture.regions import Block, Region

_MOST_PAGES = 2000
_MOST_CHARACTERS = 10_000_000
_PASSWORD_ERROR = 4
# pdfium writes these where a hyphen cut a word at the end of its line.
_SOFT_HYPHEN = re.compile("[\ufffe\x02\u00ad]\n?")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def read(raw: bytes) -> Reading:
    """Read the text of a PDF; raises ExtractionError for locked, broken and scanned ones."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            raise ExtractionError("encrypted", "This PDF is locked with a password.") from error
        raise ExtractionError("broken_pdf", "This PDF is damaged and cannot be read.") from error
    try:
        pages, warnings = _pages(document)
        facts = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        raise ExtractionError(
            "broken_pdf", "A page of this PDF is damaged and cannot be read."
        ) from error
    finally:
        document.close()
    paragraphs = [paragraph for page in pages for paragraph in page]
    if not paragraphs:
        raise ExtractionError(
            "no_text_layer", "This PDF holds only pictures of pages, no text: run OCR on it first."
        )
    return _laid_out(paragraphs, _candidates(facts), warnings)


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[list[str]], tuple[str, ...]]:
    pages: list[list[str]] = []
    warnings: list[str] = []
    total = 0
    count = len(document)
    for number in range(min(count, _MOST_PAGES)):
        page = document[number]
        textpage = page.get_textpage()
        text = textpage.get_text_range()
        textpage.close()
        page.close()
        total += len(text)
        if total > _MOST_CHARACTERS:
            warnings.append(f"Only the first {number} of {count} pages were read.")
            break
        pages.append(rejoined(text))
    if count > _MOST_PAGES:
        warnings.append(f"Only the first {_MOST_PAGES} of {count} pages were read.")
    return pages, tuple(warnings)


def rejoined(text: str) -> list[str]:
    """Put the lines of one page together to paragraphs.

    A line goes on in the next one unless it ends a sentence well before the
    usual width; a word cut by a hyphen at the end of its line is made whole.
    """
    whole = _SOFT_HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.strip() for line in whole.replace("\x00", "").split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[int(len(lengths) * 0.7)] if lengths else 0
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line:
            ended = bool(current)
        else:
            current = _joined(current, line)
            ended = len(line) < 0.6 * usual or (line[-1] in '.!?”"' and len(line) < 0.85 * usual)
        if ended and current:
            paragraphs.append(current)
            current = ""
    return [*paragraphs, current] if current else paragraphs


def _joined(current: str, line: str) -> str:
    if not current:
        return line
    if current[-1] == "-" and current[-2:-1].isalpha() and line[0].islower():
        return current[:-1] + line
    return f"{current} {line}"


def _laid_out(
    paragraphs: list[str], candidates: list[Candidate], warnings: tuple[str, ...]
) -> Reading:
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    position = 0
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", position, position + len(paragraph)))
        position += len(paragraph) + 2
    return Reading(
        text, (Region("body", 0, len(text)),), tuple(blocks), tuple(candidates), warnings
    )


def _candidates(facts: dict[str, str]) -> list[Candidate]:
    found: list[Candidate] = []
    title = " ".join(facts.get("Title", "").split())
    # Word processors fill the title with the name of the file.
    if title and not re.search(
        r"\.(?:docx?|indd|pdf|qxd|rtf|odt)$|^Microsoft Word|^untitled", title, re.IGNORECASE
    ):
        found.append(Candidate("title", title, 0.6, "in_markup", "PDF Title"))
    names = [name for name in split_names(facts.get("Author", "")) if is_name(name)]
    found += [Candidate("author", name, 0.5, "in_markup", "PDF Author") for name in names]
    made = _DATE.match(facts.get("CreationDate", ""))
    if made and made[2] and made[3]:
        # When a file was made is only a hint at when it was published.
        found.append(
            Candidate(
                "published", "-".join(made.groups()), 0.35, "inferred", "PDF CreationDate", "day"
            )
        )
    return found
