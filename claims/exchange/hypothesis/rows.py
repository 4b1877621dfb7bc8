"""Notes, claims and evidence as rows of the Hypothesis API. Pure.

A row is no W3C annotation: it has its own fields, and the client decides by `permissions` and
`actions` which buttons a person gets. Source: the API of h, `h.readthedocs.io/en/latest/api`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from provenance.accounts.roles import Visibility

from .site import Site

PUBLIC = "public"  # The group of what everyone sees; nobody writes into it.
EVERYONE = "group:__world__"
KINDS = ("note", "appearance", "evidence")
STATES = {"pending": "PENDING", "approved": "APPROVED", "denied": "DENIED", "spam": "SPAM"}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One annotation as one person sees it, before it is a row.

    `username` is empty for what nobody in particular made; `flags` is None for all but moderators.
    `may` holds what the person may do with it: update, delete, moderate. `page` shows it on our
    site, `context` in the client, beside its words.
    """

    kind: str
    pk: int
    created: datetime
    updated: datetime
    text: str
    group: str
    uri: str
    username: str = ""
    name: str = ""
    title: str = ""
    page: str = ""
    context: str = ""
    tags: Sequence[str] = ()
    visibility: str = Visibility.WORKSPACE
    references: Sequence[str] = ()
    selectors: Sequence[Mapping[str, Any]] = ()
    may: frozenset[str] = frozenset()
    state: str = "approved"
    own: bool = False
    flagged: bool = False
    flags: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def name_of(kind: str, pk: int) -> str:
    """How an annotation is called: `note-5`."""
    return f"{kind}-{pk}"


def named(name: str) -> tuple[str, int] | None:
    """Kind and number behind such a name; None for a name that was never given."""
    kind, _, number = name.partition("-")
    good = kind in KINDS and number.isascii() and number.isdecimal() and len(number) < 19
    return (kind, int(number)) if good else None


def row(shown: Shown, site: Site, viewer: str = "") -> Json:
    """The row of one annotation; `viewer` is the user name of whoever reads it, or empty."""
    account = site.account(shown.username or "desk")
    target: Json = {"source": shown.uri}
    if shown.selectors:
        target["selector"] = list(shown.selectors)
    told: Json = {
        **shown.extra,
        "id": name_of(shown.kind, shown.pk),
        "created": moment(shown.created),
        "updated": moment(shown.updated),
        "user": account,
        "user_info": {"display_name": shown.name or None},
        "uri": shown.uri,
        "text": shown.text,
        "tags": list(shown.tags),
        "group": shown.group,
        "permissions": _permissions(shown, account, site.account(viewer) if viewer else ""),
        "target": [target],
        "document": {"title": [shown.title] if shown.title else []},
        "links": _without_empty({"html": shown.page, "incontext": shown.context}),
        "mentions": [],
        "flagged": shown.flagged,
        "hidden": shown.state != "approved" and not shown.own,
        "actions": ["moderate"] if "moderate" in shown.may else [],
    }
    if shown.visibility != Visibility.ME:
        told["moderation_status"] = STATES[shown.state]
    if shown.references:
        told["references"] = list(shown.references)
    if shown.flags is not None:
        told["moderation"] = {"flagCount": shown.flags}
    return told


def group_row(slug: str, name: str, site: Site) -> Json:
    """A workspace, or what everyone sees, as a group that stands for no page in particular."""
    everyone = slug == PUBLIC
    return {
        "id": slug,
        "groupid": f"group:{slug}@{site.authority}",
        "name": name,
        # Everyone reads a restricted group and only its members write into it.
        "type": "restricted" if everyone else "private",
        "public": everyone,
        "scoped": False,
        "pre_moderated": False,
        "organization": None,
        "scopes": {"enforced": False, "uri_patterns": []},
        "links": {"html": site.at("/" if everyone else "/desk/")},
    }


def _without_empty(links: dict[str, str]) -> dict[str, str]:
    return {name: link for name, link in links.items() if link}


def moment(when: datetime) -> str:
    """ISO 8601 in UTC with microseconds: the client asks for what comes after such a moment."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _permissions(shown: Shown, account: str, viewer: str) -> Json:
    readers = {Visibility.ME: account, Visibility.PUBLIC: EVERYONE}
    return {
        "read": [readers.get(Visibility(shown.visibility), f"group:{shown.group}")],
        "update": [viewer] if viewer and "update" in shown.may else [],
        "delete": [viewer] if viewer and "delete" in shown.may else [],
        "admin": [account],
    }
