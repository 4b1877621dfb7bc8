"""In which order requests are looked at: by demand and reach, as the page says. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from provenance.sources.addresses import AddressError, outlet_domain

RULE = (
    "First what most people ask about and what was seen in most places: each person who asked "
    "counts one, and so does each different site or place that they named. Of two with the same "
    "sum the one that waits longer comes first. Whoever asks twice on one day counts once."
)


class Wanted(NamedTuple):
    """Demand and reach of requests that ask the same."""

    askers: int
    places: int


def wanted(sent: Iterable[tuple[str, str]]) -> Wanted:
    """Count (sender, place) pairs; a request without a known sender counts for itself."""
    rows = list(sent)
    known = {sender for sender, _ in rows if sender}
    unknown = sum(not sender for sender, _ in rows)
    return Wanted(len(known) + unknown, len({place for _, place in rows if place}))


def place_of(address: str, described: str) -> str:
    """What tells one place from another: the site of an address, else the words, folded."""
    if address:
        try:
            return outlet_domain(address).removeprefix("www.")
        except AddressError:
            return address.casefold()
    return " ".join(described.casefold().split())
