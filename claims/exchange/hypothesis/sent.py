"""What the client sends, and what stands in the rows of an export, read with care. Pure.

Only the shape is judged here. A field that was not sent is None, so that a change leaves what it
does not name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

MOST = 200  # Entries of any list; the client sends a handful.
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Sent:
    """An annotation as the client sends it. `readers` are principals: `acct:…` or `group:…`."""

    uri: str | None = None
    addresses: tuple[str, ...] = ()
    title: str = ""
    group: str | None = None
    text: str | None = None
    tags: tuple[str, ...] | None = None
    references: tuple[str, ...] = ()
    readers: tuple[str, ...] | None = None
    selectors: tuple[dict[str, Any], ...] = ()

    @property
    def is_private(self) -> bool:
        """Whether only its author reads it. What does not say that a group reads it, is."""
        return not any(one.startswith("group:") for one in self.readers or ())


def read_sent(data: Any) -> Sent:
    """Read what was sent. Raises ValidationError naming the field."""
    if not isinstance(data, Mapping):
        raise ValidationError({"": "Send one annotation as a JSON object."})
    if _holds_nul(data):
        raise ValidationError({"": "An annotation holds no NUL characters."})
    permissions = _object(data, "permissions")
    return Sent(
        uri=_text(data, "uri"),
        addresses=tuple(_addresses(data)),
        title=_title(data),
        group=_text(data, "group"),
        text=_text(data, "text"),
        tags=_texts(data, "tags"),
        references=_texts(data, "references") or (),
        readers=_texts(permissions, "read", "permissions.read"),
        selectors=tuple(_selectors(data)),
    )


def _holds_nul(value: Any) -> bool:
    """Whether there is a character in it that PostgreSQL cannot keep."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list | tuple) and any(map(_holds_nul, value))


def _addresses(data: Mapping[str, Any]) -> list[str]:
    """The address of the page, then others the page says it has, those of the web alone."""
    links = _list(_object(data, "document"), "link", "document.link")
    hrefs = [link.get("href") for link in links if isinstance(link, Mapping)]
    given = [_text(data, "uri"), *hrefs]
    web = [one for one in given if isinstance(one, str) and one.startswith(("http://", "https://"))]
    return [one for one in dict.fromkeys(web) if len(one) <= LONGEST_ADDRESS]


def _title(data: Mapping[str, Any]) -> str:
    said = _object(data, "document").get("title")
    first = said[0] if isinstance(said, list) and said else said
    return " ".join(first.split())[:500] if isinstance(first, str) else ""


def _selectors(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    targets = _list(data, "target", "target")
    if len(targets) > 1:
        raise ValidationError({"target": "An annotation has one target here."})
    if not targets:
        return []
    if not isinstance(targets[0], Mapping):
        raise ValidationError({"target": "The target must be an object."})
    found = _list(targets[0], "selector", "target.0.selector")
    for one in found:
        if not isinstance(one, Mapping) or not isinstance(one.get("type"), str):
            raise ValidationError({"target.0.selector": "Each selector is an object with a type."})
    return [dict(one) for one in found]


def _object(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ValidationError({name: "This must be an object."})
    return value


def _list(data: Mapping[str, Any], name: str, called: str) -> Sequence[Any]:
    value = data.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST:
        raise ValidationError({called: f"This must be a list of at most {MOST}."})
    return value


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise ValidationError({name: "This must be text."})
    return value


def _texts(data: Mapping[str, Any], name: str, called: str = "") -> tuple[str, ...] | None:
    if data.get(name) is None:
        return None
    found = _list(data, name, called or name)
    if not all(isinstance(one, str) for one in found):
        raise ValidationError({called or name: "This must be a list of texts."})
    return tuple(found)
