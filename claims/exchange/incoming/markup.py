"""ClaimReview as it stands on pages and in feeds of others. Pure.

https://schema.org/ClaimReview: the claim in `claimReviewed`, who made it and when in
`itemReviewed`, what was found in `reviewRating`. Older pages put the claimant's words and address
in `itemReviewed` of other types; both are read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .addresses import address_in, host_in, is_address
from .days import day_in
from .told import Check, Place, Reading, RowError, Told, clean, statement_in, unique

LONGEST_TEXT = 20_000
ORGANISATIONS = ("Organization", "NewsMediaOrganization", "GovernmentOrganization", "Corporation")


def read(row: Any) -> Told:
    """One review. Raises RowError where it holds no claim."""
    if not isinstance(row, Mapping):
        raise RowError("", "This row is no JSON object.")
    kinds = row.get("@type")
    if "ClaimReview" not in (kinds if isinstance(kinds, list) else [kinds]):
        raise RowError("@type", "This is no ClaimReview.")
    reading = Reading(row)
    for name in ("@type", "@context"):
        reading.take(name)
    said = reading.take("claimReviewed")
    statement = statement_in(said if isinstance(said, str) else "")
    language = reading.words("inLanguage", 35).partition("-")[0].lower()
    check = _check(reading)
    item = _inner(reading, "itemReviewed")
    told: dict[str, Any] = _item(item) if item else {}
    reading.put_rest_aside()
    aside = reading.kept()
    return Told(
        statement,
        language=language if 2 <= len(language) <= 3 else "en",
        check=check,
        aside=aside,
        fates=reading.fates,
        **told,
    )


def _check(reading: Reading) -> Check:
    publisher = _inner(reading, "author") or _inner(reading, "publisher")
    name = publisher.words("name", 200) if publisher else ""
    home = (address_in(publisher, "url") or address_in(publisher, "@id")) if publisher else ""
    rating = _inner(reading, "reviewRating")
    address = address_in(reading, "url")
    label, value, best, worst, why = _rating(rating) if rating else ("", None, None, None, "")
    for inner in (publisher, rating):
        if inner:
            inner.put_rest_aside()
    summary = reading.words("reviewBody", LONGEST_TEXT, lines=True)
    return Check(
        publisher=name or host_in(address),
        publisher_address=home,
        address=address,
        label=label,
        value=value,
        best=best,
        worst=worst,
        summary=why or summary or reading.words("description", LONGEST_TEXT, lines=True),
        checked=_day(reading, "datePublished"),
    )


def _rating(rating: Reading) -> tuple[str, float | None, float | None, float | None, str]:
    rating.take("@type")
    label = rating.words("alternateName", 300) or rating.words("name", 300)
    value = rating.number("ratingValue")
    best, worst = rating.number("bestRating"), rating.number("worstRating")
    if not label and value is not None:
        label = f"{value:g}" + (f" of {best:g}" if best is not None else "")
    return label, value, best, worst, rating.words("ratingExplanation", LONGEST_TEXT, lines=True)


def _item(item: Reading) -> dict[str, Any]:
    """Who made the claim, when, and where it stands."""
    item.take("@type")
    who = _inner(item, "author")
    name = who.words("name", 200) if who else ""
    kind = who.take("@type") if who else ""
    if who:
        who.put_rest_aside()
    places = list(_places(item))
    said = _day(item, "datePublished")
    item.put_rest_aside()
    return {
        "claimant": name,
        "claimant_kind": "organisation" if kind in ORGANISATIONS else "person",
        "said": said,
        "places": tuple(Place(address) for address in unique(places)),
    }


def _places(item: Reading) -> Iterator[str]:
    """The first appearance first; what names no address of the web is kept aside."""
    for name in ("firstAppearance", "appearance", "url", "sameAs"):
        given = item.take(name)
        several = given if isinstance(given, list) else [] if given is None else [given]
        addresses = [_address(one) for one in several]
        yield from addresses
        if not all(addresses):
            item.put_aside(name)


def _address(given: Any) -> str:
    if isinstance(given, Mapping):
        several = [given.get("url"), given.get("@id"), given.get("contentUrl")]
    else:
        several = [given]
    found = [one.strip() for one in several if isinstance(one, str) and is_address(one.strip())]
    return str(clean(found[0])) if found else ""


def _inner(reading: Reading, name: str) -> Reading | None:
    """An object within the row, or the first of several; words alone are a name."""
    given = reading.row.get(name)
    several = isinstance(given, list) and len(given) > 1
    one = given[0] if isinstance(given, list) and given else given
    if isinstance(one, str) and one.strip():
        one = {"name": one}
    if not isinstance(one, Mapping):
        reading.put_aside(name)
        return None
    if several:
        reading.put_aside(name)
    reading.taken.add(name)
    return Reading(one, into=reading, at=f"{reading.at}{name}.")


def _day(reading: Reading, name: str) -> Any:
    day = day_in(reading.words(name, 40))
    if day is None:
        reading.put_aside(name)
    return day
