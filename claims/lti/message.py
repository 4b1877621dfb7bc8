"""What a verified token of a platform says, read once and kept in plain fields. Pure.

Source: https://www.imsglobal.org/spec/lti/v1p3, and for the services
https://www.imsglobal.org/spec/lti-dl/v2p0, lti-nrps/v2p0 and lti-ags/v2p0.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from provenance.numbers import number_in

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
NAMES = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
CONTEXT_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership"
TEACHES = frozenset({"Instructor", "ContentDeveloper", "Administrator"})
STUDIES = frozenset({"Learner"})
CHOOSES, OPENS = "LtiDeepLinkingRequest", "LtiResourceLinkRequest"
LONGEST = 255  # Characters of an id; the specification allows no more.


@dataclass(frozen=True)
class Message:
    """One launch: who comes, from which course, to what, and what the platform offers there."""

    kind: str
    deployment: str
    sub: str
    name: str
    teaches: bool
    studies: bool
    context: str
    context_title: str
    link: str
    link_title: str
    assignment: int | None
    in_frame: bool
    back_to: str
    memberships_url: str
    lineitems_url: str
    lineitem_url: str
    scopes: tuple[str, ...]
    return_url: str
    data: str | None

    @property
    def chooses(self) -> bool:
        """Whether a teacher is to pick something for the platform's course."""
        return self.kind == CHOOSES

    def kept(self) -> dict[str, Any]:
        """As it is kept for the pages that follow."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Read back what was kept."""
        return cls(**{**kept, "scopes": tuple(kept["scopes"])})


def read(body: Mapping[str, Any]) -> Message:
    """The message of a token whose signature and claims were checked."""
    context, link = _part(body, CLAIM + "context"), _part(body, CLAIM + "resource_link")
    shown, linking = _part(body, CLAIM + "launch_presentation"), _part(body, LINKING)
    grades = _part(body, GRADES)
    roles = [str(one) for one in _list(body.get(CLAIM + "roles"))]
    return Message(
        kind=_word(body.get(CLAIM + "message_type")),
        deployment=_word(body.get(CLAIM + "deployment_id")),
        sub=_word(body.get("sub")),
        name=_name(body),
        teaches=has_role(roles, TEACHES),
        studies=has_role(roles, STUDIES),
        context=_word(context.get("id")),
        context_title=_word(context.get("title") or context.get("label")),
        link=_word(link.get("id")),
        link_title=_word(link.get("title")),
        assignment=_number(_part(body, CLAIM + "custom").get("assignment")),
        in_frame=shown.get("document_target") in ("iframe", "frame"),
        back_to=_address(shown.get("return_url")),
        memberships_url=_address(_part(body, NAMES).get("context_memberships_url")),
        lineitems_url=_address(grades.get("lineitems")),
        lineitem_url=_address(grades.get("lineitem")),
        scopes=tuple(str(one) for one in _list(grades.get("scope"))),
        return_url=_address(linking.get("deep_link_return_url")),
        data=_data(linking.get("data")),
    )


def has_role(roles: list[str], wanted: frozenset[str]) -> bool:
    """Whether someone has one of these roles in the very course, by its long or its short name.

    What someone is elsewhere in the school says nothing of this course.
    """
    return any(_role(role) in wanted for role in roles)


def _role(role: str) -> str:
    if role.startswith(CONTEXT_ROLE):  # "membership#Learner", "membership/Instructor#Grader"
        rest = role.removeprefix(CONTEXT_ROLE)
        return rest[1:].partition("#")[0] if rest[:1] in ("#", "/") else ""
    return role


def _name(body: Mapping[str, Any]) -> str:
    """What the platform calls someone; empty where it keeps that to itself."""
    both = f"{_word(body.get('given_name'))} {_word(body.get('family_name'))}"
    return _word(body.get("name")) or both.strip()


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: Any) -> str:
    words = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    return words.replace("\x00", "").strip()[:LONGEST]


def _address(value: Any) -> str:
    """An address over the web; everything else is none."""
    words = value.strip() if isinstance(value, str) else ""
    return words if words.startswith(("https://", "http://")) and len(words) <= 2000 else ""


def _data(value: Any) -> str | None:
    """What the platform wants back word for word."""
    return value if isinstance(value, str) else None


def _number(value: Any) -> int | None:
    return number_in(str(value or ""))
