"""Which network addresses a capture may reach: the public internet and nothing else. Pure.

From the IANA special-purpose registries for IPv4 and IPv6, written out so that the answer
doesn't depend on the version of Python. IPv6 forms that carry an IPv4 address inside
(mapped, 6to4, Teredo, NAT64) are refused as a whole: they are ways around a check.
"""

import ipaddress

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

REFUSED_V4: dict[str, list[str]] = {
    "this machine": ["127.0.0.0/8", "0.0.0.0/8"],
    "a private network": ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
    "the local link": ["169.254.0.0/16"],
    "a multicast group": ["224.0.0.0/4"],
    "a reserved range": [
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
    ],
}  # fmt: skip
REFUSED_V6: dict[str, list[str]] = {
    "this machine": ["::1/128", "::/128"],
    "a private network": ["fc00::/7", "fec0::/10"],
    "the local link": ["fe80::/10"],
    "a multicast group": ["ff00::/8"],
    "an IPv4 address in disguise": [
        "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48",
        "2002::/16", "2001::/32",
    ],
    "a reserved range": ["2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "100::/64"],
}  # fmt: skip
PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")


def _table(ranges: dict[str, list[str]]) -> list[tuple[Network, str]]:
    return [(ipaddress.ip_network(r), why) for why, listed in ranges.items() for r in listed]


RANGES = {4: _table(REFUSED_V4), 6: _table(REFUSED_V6)}


def why_refused(ip: str) -> str:
    """What kind of place `ip` (v4 or v6, zone allowed) is, if it is refused; else empty.

    Raises ValueError where `ip` is no network address.
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    for network, why in RANGES[address.version]:
        if address in network:
            return why
    if isinstance(address, ipaddress.IPv6Address) and address not in PUBLIC_V6:
        return "a reserved range"
    return ""
