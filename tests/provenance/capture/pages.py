"""Small pages for tests, made of parts."""

import json
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from provenance.capture import pagefacts
from provenance.capture.markup import parse
from provenance.capture.pagefacts import PageFacts

SAVED = Path(__file__).resolve().parents[3] / "fixtures" / "pages"
ADDRESS = "https://www.fjordpost.example/news/bridge"


def saved(name: str) -> bytes:
    """Return one of the sample pages in ``fixtures/pages``."""
    return (SAVED / f"{name}.html").read_bytes()


def tree(body: str = "", head: str = "", data: Any = None) -> HtmlElement:
    """Return a page as a tree; ``data`` goes into it as JSON-LD."""
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    page = parse(f"<html><head>{head}{script}</head><body>{body}</body></html>")
    assert page is not None
    return page


def facts(
    body: str = "", head: str = "", data: Any = None, address: str | None = ADDRESS
) -> PageFacts:
    """Return what the head of such a page says."""
    return pagefacts.read(tree(body, head, data), address)
