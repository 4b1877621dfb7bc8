"""What a visit to a watched address sees: the same, a page, another address, or nothing. No rows.

Nothing is merged here: an address that leads to another page is reported, and a person decides.
"""

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings

from provenance.sources.addresses import AddressError, key, spell, trusts_canonical
from provenance.sources.arrivals import Arrival, address_keys

from . import fetch, pipeline
from .failures import CaptureFailed, broken
from .material import from_fetch

PERMANENT = {301, 308}
LONGEST_ADDRESS = 2000
LATER = {"too_many_requests", "server_error"}
log = logging.getLogger(__name__)
Kind = Literal["same", "page", "moved", "failed", "later", "disallowed"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: the address, the keys our article is known by, and what we had from there."""

    address: str
    keys: frozenset[str]
    etag: str = ""
    modified: str = ""
    refused: str = ""
    in_browser: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen. `arrival` is the page, to be kept; `code` and `reason` say why there is none.

    `moved_to` is an address that the page was moved to, or names as its own; `told` are the
    seconds after which the server wants us back.
    """

    kind: Kind
    arrival: Arrival | None = None
    code: str = ""
    reason: str = ""
    moved_to: str = ""
    told: float | None = None
    etag: str = ""
    modified: str = ""


def look(place: Place) -> Sight:
    """Visit the address. Never raises."""
    try:
        return _look(place)
    except fetch.FetchError as error:
        return failed_sight(error)
    except CaptureFailed as failure:
        return Sight("failed", code=failure.code, reason=failure.message)
    except Exception:  # A page that breaks a reader must not end the watch.
        log.exception("A visit broke")
        return Sight("failed", code=broken().code, reason=broken().message)


def failed_sight(error: fetch.FetchError) -> Sight:
    """What a fetch that failed amounts to; a server that names a time is asked again then."""
    told = error.retry_after if isinstance(error, fetch.FetchFailed) else None
    later = error.code == "too_many_requests" or (told is not None and error.code in LATER)
    return Sight("later" if later else "failed", code=error.code, reason=error.message, told=told)


def keys_of(*addresses: str) -> frozenset[str]:
    """The keys of addresses, without those that are none."""
    return frozenset(filter(None, map(_key, addresses)))


def _look(place: Place) -> Sight:
    # The shell of a page that scripts build stays the same when its text changes.
    known = ("", "") if place.in_browser else (place.etag, place.modified)
    stay = partial(_stay, place.address)
    try:
        page = fetch.fetch(
            place.address,
            allow=settings.FETCH_ALLOW,
            limits=pipeline.limits(),
            manner=fetch.Manner(etag=known[0], modified=known[1], each_hop=stay),
        )
    except _LedAway as away:
        return _elsewhere(away.hops, place)
    if page.status == 304:
        return Sight("same", etag=place.etag, modified=place.modified)
    arrived = _key(page.final_address) in place.keys
    try:
        arrival = pipeline.read(pipeline.shown(page) if place.in_browser else from_fetch(page))
    except CaptureFailed:
        if arrived:
            raise
        return _elsewhere(page.redirects, place)
    if not arrived and not place.keys & set(address_keys(arrival)):
        return _elsewhere(page.redirects, place)
    return Sight(
        "page",
        arrival=arrival,
        moved_to=_renamed(arrival, place),
        etag=page.header("etag")[:300],
        modified=page.header("last-modified")[:100],
    )


def _elsewhere(hops: fetch.Hops, place: Place) -> Sight:
    """The address led to another one: for good, to the front page, or just for now."""
    address = hops[-1][1] if hops else place.address
    parts = urlsplit(address)
    unfit = address == place.refused or len(address) > LONGEST_ADDRESS
    if unfit or not _for_good(hops):
        reason = f"For now it leads to another page, at {parts.hostname}."
        return Sight("failed", code="elsewhere", reason=reason)
    if parts.path.strip("/") == "" and not parts.query:
        reason = f"It only leads to the front page of {parts.hostname}."
        return Sight("failed", code="home_page", reason=reason)
    return Sight("moved", moved_to=address)


class _LedAway(Exception):  # noqa: N818 - It is what happened, and no error.
    """A redirect left the site that was visited."""

    def __init__(self, hops: fetch.Hops) -> None:
        super().__init__(hops)
        self.hops = hops


def _stay(address: str, hops: fetch.Hops) -> None:
    """Raise _LedAway where a redirect leaves the site of `address`.

    Another host has rules, a pause and a turn of its own, and this visit waited for none of them.
    """
    if _site(hops[-1][1]) != _site(address):
        raise _LedAway(hops)


def _site(address: str) -> str:
    return urlsplit(spell(address)).netloc.removeprefix("www.")


def _for_good(redirects: fetch.Hops) -> bool:
    return all(status in PERMANENT for status, _ in redirects)


def _renamed(arrival: Arrival, place: Place) -> str:
    """Another address that the page names as its own, if it may be believed and is news to us."""
    named = arrival.canonical_address
    believed = named and trusts_canonical(arrival.final_address, named)
    new = believed and _key(named) not in place.keys and named != place.refused
    return named if new else ""


def known_as(sight: Sight, key: str) -> Arrival:
    """What was seen, as a text of the article with that key. `sight` has a page."""
    if sight.arrival is None:
        raise ValueError("Nothing was seen that could be kept.")
    return replace(sight.arrival, known_as=key)


def _key(address: str) -> str:
    try:
        return key(address) if address else ""
    except (AddressError, ValueError):
        return ""
