"""Whether what was read is the article, or what a site shows instead. No database.

A page from the web that shows a wall is refused with the reason. A page that someone has as a file
is what they mean, so it is kept, and marked.
"""

import re

from provenance.sources.arrivals import Finding, title_among

from . import checks
from .extract import Extraction, ExtractionError
from .failures import CaptureFailed
from .material import Material

TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
MAYBE = "This may be no article. {}"


def doubts_about(
    material: Material, extraction: Extraction, findings: tuple[Finding, ...]
) -> tuple[str, ...]:
    """What a person should look at. Raises CaptureFailed where a page shows a wall instead."""
    body, title = extraction.body, title_among(findings)
    wall, doubt = _walls(material, extraction, body, title)
    if wall and material.final_address:
        raise CaptureFailed(wall.code, wall.message)
    said = [MAYBE.format(wall.message)] if wall else []
    said += [doubt.message] if doubt else []
    return (*said, *checks.doubts(body))


def explained(error: ExtractionError, material: Material) -> CaptureFailed:
    """Where a page from the web held no article, say what it held instead."""
    trouble = None
    if error.code == "nothing_found":
        start = material.raw[: checks.SAMPLE * 40].decode("utf-8", errors="ignore")
        if material.final_address:
            trouble = checks.wall(" ".join(TAGS.sub(" ", start).split()))
        trouble = trouble or _shell(start)
    if trouble:
        return CaptureFailed(trouble.code, trouble.message)
    return CaptureFailed(error.code, error.message)


def _walls(
    material: Material, extraction: Extraction, body: str, title: str
) -> tuple[checks.Trouble | None, checks.Trouble | None]:
    """The wall and the doubt that a page gives reason for; texts and PDFs show no walls of ours."""
    if not is_page(material):
        seen = bool(material.final_address)
        return (checks.missing_article(body, extraction.text, title=title) if seen else None), None
    # Who brings in texts alone needs nothing of what reads markup.
    from . import walls  # noqa: PLC0415

    markup = material.raw.decode(extraction.encoding, errors="replace")
    judgement = walls.judge(markup, body, extraction.text, title=title)
    return judgement.wall, judgement.doubt


def _shell(markup: str) -> checks.Trouble | None:
    from . import walls  # noqa: PLC0415 - as above.

    return walls.shell(markup)


def is_page(material: Material) -> bool:
    """Whether the bytes are HTML, as far as anybody said or can see."""
    start = material.raw[:1024].lstrip()
    if start[:5] == b"%PDF-":
        return False
    if material.media_type:
        return "html" in material.media_type or "xml" in material.media_type
    return b"<html" in start.lower() or b"<!doctype html" in start.lower()
