"""Only public network addresses may be reached."""

import pytest

from provenance.capture.guard import why_refused


@pytest.mark.parametrize("ip", ["93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:4700::1"])
def test_public_addresses_may_be_reached(ip):
    assert why_refused(ip) == ""


@pytest.mark.parametrize(
    ("ip", "why"),
    [
        ("127.8.8.8", "this machine"),
        ("0.1.2.3", "this machine"),
        ("10.0.0.1", "a private network"),
        ("172.31.255.255", "a private network"),
        ("169.254.0.1", "the local link"),
        ("239.1.1.1", "a multicast group"),
        ("198.18.0.1", "a reserved range"),
        ("::1", "this machine"),
        ("fe80::1%eth0", "the local link"),
        ("fd12::1", "a private network"),
        ("::ffff:8.8.8.8", "an IPv4 address in disguise"),
        ("64:ff9b::808:808", "an IPv4 address in disguise"),
        ("2002:808:808::1", "an IPv4 address in disguise"),
        ("2001:0:53aa::1", "an IPv4 address in disguise"),
        ("2001:db8::1", "a reserved range"),
        ("4000::1", "a reserved range"),
    ],
)
def test_other_addresses_are_refused_with_the_kind_of_place(ip, why):
    assert why_refused(ip) == why


def test_what_is_no_address_is_an_error():
    with pytest.raises(ValueError, match="localhost"):
        why_refused("localhost")
