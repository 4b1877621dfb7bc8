"""Markup in files and on pages, held against the rules of `linting`."""

import json
from dataclasses import dataclass, field
from typing import Any

from .linting import ERROR, Finding, lint, reviews_in


@dataclass(frozen=True)
class Linted:
    """One review that was found, and what is wrong with it."""

    kind: str
    url: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def status(self) -> str:
        """`ok`, `warnings` or `errors`."""
        if any(one.severity == ERROR for one in self.findings):
            return "errors"
        return "warnings" if self.findings else "ok"


def lint_text(text: str, *, page: str = "") -> list[Linted]:
    """Every review in JSON or HTML; `page` is the address where it stands. Raises ValueError."""
    reviews = reviews_in(json_in(text))
    return [Linted(_kind(one), str(one.get("url") or ""), lint(one, page=page)) for one in reviews]


def json_in(text: str) -> Any:
    """What JSON, or the scripts of JSON-LD in HTML, say. Raises ValueError."""
    if not text.lstrip().startswith("<"):
        return _parsed(text)
    from lxml import html  # noqa: PLC0415 - Few requests need it.

    tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    scripts = tree.xpath('//script[contains(@type, "ld+json")]/text()')
    return [_parsed(script) for script in scripts]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("The JSON is nested too deeply.") from None


def _kind(review: dict[str, Any]) -> str:
    kind = review.get("@type")
    return ", ".join(map(str, kind)) if isinstance(kind, list) else str(kind)
