"""W3C Web Annotations as plain values: written as JSON-LD and read from it. Pure.

Source: W3C Web Annotation Data Model (2017). `load(dump(annotation)) == annotation`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from . import web_terms as terms
from .web_selectors import selectors_in, state_in
from .web_terms import NotUnderstood, is_uri

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PLAIN = "text/plain"
OURS = {
    "@context", "id", "type", "motivation", "creator", "created", "modified", "body",
    "bodyValue", "target",
}  # fmt: skip
MOST_BODIES = 100


@dataclass(frozen=True)
class Target:
    """What an annotation is about: `source`, and which words of it, as it was when.

    `selectors` are W3C selectors, offsets in code points of the copy at `cached`.
    """

    source: str
    selectors: tuple[Mapping[str, Any], ...] = ()
    source_date: datetime | None = None
    cached: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class WebAnnotation:
    """An annotation. What the standard leaves to others is in the three `extra`s as it came.

    `text` is the first textual body that is no tag, `bodies` are all further ones.
    """

    target: Target
    text: str = ""
    tags: tuple[str, ...] = ()
    motivations: tuple[str, ...] = ("commenting",)
    id: str = ""
    creator: str = ""
    creator_kind: str = "Person"
    created: datetime | None = None
    modified: datetime | None = None
    bodies: tuple[Any, ...] = ()
    text_extra: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


def dump(annotation: WebAnnotation) -> dict[str, Any]:
    """The annotation as JSON-LD. Dates are given in UTC."""
    said = {
        "@context": CONTEXT,
        "id": annotation.id,
        "type": "Annotation",
        "motivation": _one_or_list(annotation.motivations),
        "creator": _creator(annotation),
        "created": annotation.created and moment(annotation.created),
        "modified": annotation.modified and moment(annotation.modified),
        "body": _bodies(annotation),
        "target": _target(annotation.target),
    }
    return {name: value for name, value in said.items() if value} | dict(annotation.extra)


def load(data: Any) -> WebAnnotation:
    """Read JSON-LD. Raises NotUnderstood, which names the field and says why."""
    if not isinstance(data, dict):
        raise NotUnderstood("", "Send one annotation as a JSON object.")
    _check_kind(data)
    text, text_extra, tags, bodies = _read_bodies(_body_list(data))
    return WebAnnotation(
        target=_read_target(data.get("target")),
        text=text,
        tags=tags,
        motivations=_motivations(data.get("motivation")),
        id=data["id"] if is_uri(data.get("id")) else "",
        creator=_told(data, "name", ""),
        creator_kind=_told(data, "type", "Person"),
        created=_read_moment(data, "created"),
        modified=_read_moment(data, "modified"),
        bodies=bodies,
        text_extra=_without_usual(text_extra, data.get("motivation")),
        extra=terms.kept(data, OURS, terms.OF_ANNOTATIONS),
    )


def moment(at: datetime) -> str:
    """A date with time as the standard writes it: in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _check_kind(data: Mapping[str, Any]) -> None:
    contexts = data.get("@context")
    if contexts not in (CONTEXT, [CONTEXT]):
        raise NotUnderstood("@context", f"Only {CONTEXT} is understood here, and nothing beside.")
    kinds = data.get("type")
    if "Annotation" not in (kinds if isinstance(kinds, list) else [kinds]):
        raise NotUnderstood("type", "The type must be Annotation.")
    if "body" in data and "bodyValue" in data:
        raise NotUnderstood("bodyValue", "Send body or bodyValue, not both.")


def _bodies(annotation: WebAnnotation) -> list[Any]:
    usual = {"format": PLAIN, "purpose": _usual_purpose(annotation.motivations)}
    text = {"type": "TextualBody", "value": annotation.text} | usual | dict(annotation.text_extra)
    tags = [
        {"type": "TextualBody", "value": tag, "purpose": "tagging", "format": PLAIN}
        for tag in annotation.tags
    ]
    # A URI alone is an object here: the W3C's assertions know no lists that mix the two.
    others = [{"id": body} if isinstance(body, str) else body for body in annotation.bodies]
    return ([text] if annotation.text else []) + tags + others


def _body_list(data: Mapping[str, Any]) -> list[Any]:
    if "bodyValue" in data:
        if not isinstance(data["bodyValue"], str):
            raise NotUnderstood("bodyValue", "bodyValue is text.")
        return [{"type": "TextualBody", "value": data["bodyValue"], "format": PLAIN}]
    given = data.get("body")
    listed = given if isinstance(given, list) else [] if given is None else [given]
    if len(listed) > MOST_BODIES:
        raise NotUnderstood("body", f"Send at most {MOST_BODIES} bodies.")
    return listed


def _read_bodies(
    given: list[Any],
) -> tuple[str, dict[str, Any], tuple[str, ...], tuple[Any, ...]]:
    """The words with what is said about them, the tags, and every other body."""
    text, text_extra = "", {}
    tags, others = [], []
    for body in given:
        if not _is_text(body):
            others.append(_resource(body))
            continue
        about = terms.kept(body, {"type", "value"}, terms.OF_TEXTS)
        if about.get("purpose") in ("tagging", ["tagging"]):
            tags.append(body["value"])
        elif not text:
            text, text_extra = body["value"], about
        elif body["value"]:
            others.append(body)
    return text, text_extra, tuple(tags), tuple(others)


def _is_text(body: Any) -> bool:
    return isinstance(body, dict) and isinstance(body.get("value"), str) and "id" not in body


def _resource(body: Any) -> Any:
    """A body on the web, kept as it is: a URI, or an object with `id` or `source`."""
    if is_uri(body):
        return body
    if isinstance(body, dict) and body.keys() == {"id"} and is_uri(body["id"]):
        return body["id"]
    if not isinstance(body, dict) or not (is_uri(body.get("id")) or is_uri(body.get("source"))):
        raise NotUnderstood("body", "A body is text, a URI, or an object with id or source.")
    terms.kept(body, {"source"}, terms.OF_RESOURCES)
    return body


def _target(target: Target) -> Any:
    state = {
        "type": "TimeState",
        "sourceDate": target.source_date and moment(target.source_date),
        "cached": target.cached,
    }
    known = {name: value for name, value in state.items() if value}
    said = {
        "type": "SpecificResource",
        "source": target.source,
        "selector": [dict(one) for one in target.selectors],
        "state": known if target.source_date else None,
    }
    whole = {name: value for name, value in said.items() if value} | dict(target.extra)
    return target.source if whole.keys() == {"type", "source"} else whole


def _read_target(given: Any) -> Target:
    if isinstance(given, list) and len(given) == 1:
        given = given[0]
    if is_uri(given):
        return Target(given)
    if not isinstance(given, dict):
        raise NotUnderstood("target", "Name one target: a URI, or an object with a source.")
    source: Any = given.get("source", given.get("id"))
    if isinstance(source, dict):
        source = source.get("id")
    if not is_uri(source):
        raise NotUnderstood("target", "The source of the target must be one URI.")
    date, cached = state_in(given.get("state"))
    read = {"id", "type", "source", "selector", "state", "creator", "created", "modified"}
    return Target(
        source=source,
        selectors=selectors_in(given.get("selector")),
        source_date=date,
        cached=cached,
        extra=terms.kept(given, read, terms.OF_TARGETS),
    )


def _motivations(given: Any) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given] if given else ["commenting"]
    if not listed or not all(map(terms.is_purpose, listed)):
        known = ", ".join(terms.MOTIVATIONS)
        raise NotUnderstood("motivation", f"Choose among {known}.")
    return tuple(dict.fromkeys(listed))


def _usual_purpose(motivations: Any) -> str:
    return "replying" if "replying" in (motivations or ()) else "commenting"


def _without_usual(about: Mapping[str, Any], motivation: Any) -> dict[str, Any]:
    """What is said about the words beyond what `dump` says by itself."""
    usual = {"format": PLAIN, "purpose": _usual_purpose(motivation)}
    return {name: value for name, value in about.items() if usual.get(name) != value}


def _creator(annotation: WebAnnotation) -> dict[str, str] | None:
    if not annotation.creator:
        return None
    return {"type": annotation.creator_kind, "name": annotation.creator}


def _told(data: Mapping[str, Any], name: str, otherwise: str) -> str:
    """What is said of the creator, if it is a word."""
    creator = data.get("creator")
    said = creator.get(name) if isinstance(creator, dict) else None
    return said if isinstance(said, str) and said else otherwise


def _read_moment(data: Mapping[str, Any], name: str) -> datetime | None:
    given = data.get(name)
    if given is None:
        return None
    if not terms.is_moment(given):
        raise NotUnderstood(name, f"{name} is a date with time and zone, 2024-05-04T12:00:00Z.")
    return datetime.fromisoformat(given.upper())


def _one_or_list(values: tuple[str, ...]) -> Any:
    return values[0] if len(values) == 1 else list(values)
