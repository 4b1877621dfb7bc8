"""What an outlet or a person is known by elsewhere, checked and in one spelling. Pure.

Wikidata ids and addresses are stored and linked; nothing is ever asked of those sites here.
"""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from .addresses import AddressError, normalise, outlet_domain

WIKIDATA = re.compile(
    r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)?([Qq][1-9]\d{0,11})(?:[?#].*)?"
)
HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")
MOST = 50


def wikidata_id(given: str) -> str:
    """`Q42` from `q42` or the address of its page; empty for nothing. Raises ValidationError."""
    text = given.strip()
    if not text:
        return ""
    found = WIKIDATA.fullmatch(text)
    if found is None:
        raise ValidationError({"wikidata": "Write the Wikidata id as Q and a number, like Q42."})
    return found.group(1).upper()


def domain(given: str, field: str = "domain") -> str:
    """The registrable domain of a domain or an address; empty for nothing. Raises ValidationError.

    `https://www.echo.example/news` and `ECHO.example` are both `echo.example`.
    """
    text = given.strip()
    if not text:
        return ""
    try:
        found = outlet_domain(text if "://" in text else f"https://{text}").removeprefix("www.")
    except AddressError:
        found = ""
    if not HOST.fullmatch(found):
        raise ValidationError({field: f"“{text[:60]}” is no domain; write it like echo.example."})
    return found


def domains(given: Iterable[str], besides: str = "") -> list[str]:
    """Each domain once, without the main one. Raises ValidationError."""
    found = dict.fromkeys(domain(one, "other_domains") for one in given)
    return _few([one for one in found if one not in {"", besides}], "other_domains")


def web_addresses(given: Iterable[str]) -> list[str]:
    """Each address once, as it is normally spelt. Raises ValidationError."""
    found: dict[str, None] = {}
    for one in filter(None, (address.strip() for address in given)):
        try:
            found.setdefault(normalise(one)[:500])
        except AddressError as error:
            raise ValidationError({"same_as": f"“{one[:60]}”: {error.message}"}) from None
    return _few(list(found), "same_as")


def _few(found: list[str], field: str) -> list[str]:
    if len(found) > MOST:
        raise ValidationError({field: f"Give at most {MOST}."})
    return found
