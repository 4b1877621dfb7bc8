"""The one door to the network, in the shape that other people's libraries knock at.

Libraries for signing in bring a client of their own, which would open connections by itself. They
take another in its place; this one looks like a session of `requests` as far as they look, and asks
through `fetch`, with its guard and its limits. No cookies, no redirect for what is sent.
"""

import base64
import ipaddress
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from email.message import Message
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from .fetch import Fetched, FetchFailed, FetchRefused, Limits, Manner, fetch, post
from .guard import why_refused

BRIEF = Limits(wire=1_000_000, unpacked=1_000_000, seconds=10.0, redirects=2)
ALONE = replace(BRIEF, redirects=0)
FORM = "application/x-www-form-urlencoded"


class Answer:
    """What came back, as `requests` would tell it."""

    def __init__(self, came: Fetched) -> None:
        self.status_code = came.status
        self.content = came.body
        self.url = came.final_address
        # Names of headers are looked up in any spelling.
        self.headers = Message()
        for name, value in came.headers:
            self.headers[name] = value.replace("\r", " ").replace("\n", " ")

    @property
    def ok(self) -> bool:
        """Whether it is no refusal."""
        return self.status_code < 400

    @property
    def text(self) -> str:
        """The body as words."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON. Raises ValueError where it is none."""
        return json.loads(self.content)

    def raise_for_status(self) -> None:
        """Raise FetchFailed for a refusal."""
        if not self.ok:
            said = f"The server refused (HTTP {self.status_code})."
            raise FetchFailed("status", said, self.status_code)


class LentSession:
    """A session for a library. What goes wrong on the way raises FetchError.

    Only safe lines are used: what is asked here says who someone is.
    """

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing stays open."""

    def get(self, url: str, headers: Mapping[str, str] | None = None, **_: Any) -> Answer:
        """Ask for something."""
        _refuse_unsafe(url)
        manner = _manner(headers)
        # A key that is sent along is for this address alone.
        limits = ALONE if "authorization" in dict(manner.more) else BRIEF
        return Answer(fetch(url, allow=settings.FETCH_ALLOW, limits=limits, manner=manner))

    def post(
        self,
        url: str,
        data: Mapping[str, Any] | str | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> Answer:
        """Send something: a form, or words of the type that the headers name."""
        _refuse_unsafe(url)
        told = {name.lower(): value for name, value in (headers or {}).items()}
        kind = told.pop("content-type", FORM)
        body = data if isinstance(data, str) else urlencode(data or {})
        manner = _manner(told)
        return Answer(
            post(
                url,
                body.encode(),
                kind=kind,
                allow=settings.FETCH_ALLOW,
                limits=BRIEF,
                manner=manner,
            )
        )

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | str | None = None,
        headers: Mapping[str, str] | None = None,
        auth: Any = None,
        **_: Any,
    ) -> Answer:
        """GET or POST; `auth` has a user name and a password, as in `requests`."""
        told = dict(headers or {})
        if auth is not None:
            told["Authorization"] = _basic(auth.username, auth.password)
        if params:
            url = f"{url}{'&' if '?' in url else '?'}{urlencode(params)}"
        if method.upper() == "POST":
            return self.post(url, data=data, headers=told)
        return self.get(url, headers=told)


def is_safe(address: str, allow: AbstractSet[str]) -> bool:
    """Whether something secret may be sent there; `allow` names hosts for tests."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if f"{host}:{port}" in allow:
        return True
    return parts.scheme == "https" and bool(host) and not _is_private(host)


def _is_private(host: str) -> bool:
    try:
        return bool(why_refused(str(ipaddress.ip_address(host.strip("[]")))))
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _refuse_unsafe(address: str) -> None:
    if not is_safe(address, settings.FETCH_ALLOW):
        raise FetchRefused("unsafe", "Its address does not begin with https://.")


def _manner(headers: Mapping[str, str] | None) -> Manner:
    told = {name.lower(): value for name, value in (headers or {}).items()}
    accept = told.pop("accept", "application/json")
    return Manner(accept=accept, any_status=True, more=tuple(told.items()))


def _basic(username: str, password: str) -> str:
    pair = base64.b64encode(f"{username}:{password}".encode()).decode()
    return f"Basic {pair}"
