"""Addresses in rows of others; what is none is kept aside. Pure."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from provenance.sources.addresses import AddressError, parse

from .told import LONGEST_ADDRESS, Reading

# An archive names the address that it keeps after its own.
ARCHIVED = re.compile(r"https?://[^/]+/(?:web/)?\d{14}[a-z_]*/(https?://.+)", re.IGNORECASE)

IS_URL = URLValidator(["http", "https"])


def address_in(reading: Reading, name: str) -> str:
    """The web address in a field; empty where there is none. What is no address is kept aside."""
    given = reading.words(name, LONGEST_ADDRESS)
    if not given or is_address(given):
        return given
    return reading.put_aside(name)


def is_address(given: str) -> bool:
    """Whether this is an address of the web that is not too long for us."""
    try:
        parse(given)
        IS_URL(given)
    except (AddressError, ValidationError):
        return False
    return len(given) <= LONGEST_ADDRESS


def host_in(address: str) -> str:
    """The host that published a page, also where an archive keeps it; empty for no address."""
    inner = ARCHIVED.fullmatch(address)
    host = (urlsplit(inner[1] if inner else address).hostname or "") if address else ""
    return host.removeprefix("www.")
