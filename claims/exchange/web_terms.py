"""Terms of the W3C Web Annotation vocabulary whose values are kept for others. Pure.

Each is checked as far as the standard says MUST, so that what goes out again is never worse than
what the standard allows. Words that are no terms of the standard are kept as they are.
Source: W3C Web Annotation Data Model, 3.2 to 4.6.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

MOTIVATIONS = (
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
)  # fmt: skip
TERMS = {
    "@context", "id", "type", "body", "bodyValue", "target", "source", "selector", "state",
    "scope", "styleClass", "renderedVia", "stylesheet", "motivation", "purpose", "creator",
    "created", "modified", "generator", "generated", "audience", "accessibility", "rights",
    "canonical", "via", "format", "language", "processingLanguage", "textDirection", "value",
    "exact", "prefix", "suffix", "start", "end", "startSelector", "endSelector", "refinedBy",
    "conformsTo", "cached", "sourceDate", "sourceDateStart", "sourceDateEnd", "items", "first",
    "last", "next", "prev", "partOf", "startIndex", "total", "label", "name", "nickname", "email",
    "email_sha1", "homepage",
}  # fmt: skip
# RFC 3986; other letters than these stand as %XX.
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")

Check = Callable[[Any], bool]


class NotUnderstood(ValueError):  # noqa: N818 - It reads as what is said to a person.
    """Something sent that cannot be kept. `field` says where, `message` why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def is_uri(value: Any) -> bool:
    """Whether a value is an absolute URI with at most one fragment."""
    return isinstance(value, str) and bool(URI.fullmatch(value)) and value.count("#") < 2


def to_uri(address: str) -> str:
    """An address of the web, which may hold any letters, as a URI."""
    path, _, fragment = address.partition("#")
    safe = "/%=:;$&()+,!?*@'~"
    parts = [STRAY_PERCENT.sub("%25", quote(part, safe=safe)) for part in (path, fragment)]
    return "#".join(filter(None, parts))


def is_text(value: Any) -> bool:
    """Whether a value is words."""
    return isinstance(value, str)


def is_moment(value: Any) -> bool:
    """Whether a value is a date with a time and its zone (RFC 3339)."""
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(value.upper()).tzinfo is not None
    except ValueError:
        return False


def is_direction(value: Any) -> bool:
    """Which way a text runs."""
    return value in ("ltr", "rtl", "auto")


def is_purpose(value: Any) -> bool:
    """One of the thirteen reasons."""
    return value in MOTIVATIONS


def is_someone(value: Any) -> bool:
    """A person or program: a URI, or a description of it."""
    return is_uri(value) or (isinstance(value, dict) and bool(value))


def one_or_more(check: Check) -> Check:
    """Whether a value, or each value of a list, passes."""
    return lambda value: all(map(check, value if isinstance(value, list) and value else [value]))


LIFE: dict[str, Check] = {
    "created": is_moment,
    "modified": is_moment,
    "creator": one_or_more(is_someone),
    "rights": one_or_more(is_uri),
    "canonical": is_uri,
    "via": one_or_more(is_uri),
}
OF_ANNOTATIONS: dict[str, Check] = {
    "rights": one_or_more(is_uri),
    "canonical": is_uri,
    "via": one_or_more(is_uri),
    "generated": is_moment,
    "generator": one_or_more(is_someone),
    "audience": one_or_more(is_someone),
    "stylesheet": is_uri,
}
OF_TEXTS: dict[str, Check] = LIFE | {
    "format": one_or_more(is_text),
    "language": one_or_more(is_text),
    "processingLanguage": is_text,
    "textDirection": is_direction,
    "purpose": one_or_more(is_purpose),
}
OF_RESOURCES: dict[str, Check] = OF_TEXTS | {"type": one_or_more(is_text), "id": is_uri}
OF_TARGETS: dict[str, Check] = {
    "scope": one_or_more(is_uri),
    "rights": one_or_more(is_uri),
}


def kept(given: Mapping[str, Any], ours: set[str], checks: dict[str, Check]) -> dict[str, Any]:
    """What is kept word for word of an object, apart from the terms that are `ours` to read.

    Raises NotUnderstood for a term of the standard that cannot be kept, or has no fit value.
    """
    found = {name: value for name, value in given.items() if name not in ours}
    for name, value in found.items():
        if name in checks and not checks[name](value):
            raise NotUnderstood(name, f"This is no value that the standard allows for {name}.")
        if name in TERMS and name not in checks:
            raise NotUnderstood(name, f"{name} is not understood here; send it without.")
    return found
