"""Telling the senders of one day apart without keeping their addresses. Pure.

An address of the network is told from others only by a digest with a salt that is thrown away the
day after; from then on nobody, we included, can find the address again by trying them all.
"""

import hashlib
import hmac
from ipaddress import IPv6Address, ip_address

NETWORK = 64  # Bits of an IPv6 address that one household has for itself.


def digest(address: str, salt: bytes) -> str:
    """What is kept of a network address for a day; nothing where there is none."""
    if not address:
        return ""
    return hmac.new(salt, _network(address).encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """One household: an IPv4 address, or the first half of an IPv6 one."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return address.strip()
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return f"{int(found) >> (128 - NETWORK):x}/{NETWORK}"
