"""What a visit to a watched address sees: the same, a page, another address, or nothing. No rows.

Nothing is merged here: an address that leads to another page is reported, and a person decides.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings

from provenance.sources.addresses import AddressError, key, trusts_canonical
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
    page = fetch.fetch(
        place.address,
        allow=settings.FETCH_ALLOW,
        limits=pipeline.limits(),
        manner=fetch.Manner(etag=known[0], modified=known[1]),
    )
    if page.status == 304:
        return Sight("same", etag=place.etag, modified=place.modified)
    arrived = _key(page.final_address) in place.keys
    try:
        arrival = pipeline.read(pipeline.shown(page) if place.in_browser else from_fetch(page))
    except CaptureFailed:
        if arrived:
            raise
        return _elsewhere(page, place)
    if not arrived and not place.keys & set(address_keys(arrival)):
        return _elsewhere(page, place)
    return Sight(
        "page",
        arrival=arrival,
        moved_to=_renamed(arrival, place),
        etag=page.header("etag")[:300],
        modified=page.header("last-modified")[:100],
    )


def _elsewhere(page: fetch.Fetched, place: Place) -> Sight:
    """The address led to another one: for good, to the front page, or just for now."""
    host = urlsplit(page.final_address).hostname
    unfit = page.final_address == place.refused or len(page.final_address) > LONGEST_ADDRESS
    if unfit or not _for_good(page.redirects):
        reason = f"For now it leads to another page, at {host}."
        return Sight("failed", code="elsewhere", reason=reason)
    parts = urlsplit(page.final_address)
    if parts.path.strip("/") == "" and not parts.query:
        reason = f"It only leads to the front page of {host}."
        return Sight("failed", code="home_page", reason=reason)
    return Sight("moved", moved_to=page.final_address)


def _for_good(redirects: Sequence[tuple[int, str]]) -> bool:
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
