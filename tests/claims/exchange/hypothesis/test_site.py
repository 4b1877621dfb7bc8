"""How the site, its people and its pages are named to the client."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.exchange.hypothesis.site import Site

SITE = Site("https://desk.example:8443/")
# The signs that a user name may have.
NAMES = st.text("abcXYZ019_.@+-é", min_size=1, max_size=40)


@settings(deadline=None)
@given(NAMES)
def test_an_account_leads_back_to_its_person(name: str):
    assert SITE.username(SITE.account(name)) == name


@settings(deadline=None)
@given(NAMES)
def test_the_client_finds_one_name_and_one_authority(name: str):
    inner = SITE.account(name).removeprefix("acct:")
    assert inner.count("@") == 1
    assert inner.endswith("@desk.example")


@pytest.mark.parametrize(
    "account", ["", "ann", "acct:ann", "ann@desk.example", "acct:ann@else.where"]
)
def test_an_account_of_another_site_is_nobody(account: str):
    assert SITE.username(account) == ""


@pytest.mark.parametrize(
    ("path", "thing"),
    [
        ("/snapshots/4/annotate/", ("text", 4)),
        ("/snapshots/4/annotate/?a=1#b", ("text", 4)),
        ("/snapshots/4/", ("snapshot", 4)),
        ("/articles/7/", ("article", 7)),
        ("/claims/9/", ("claim", 9)),
        ("/desk/claims/9/", ("claim", 9)),
        ("/snapshots/4/changes/", None),
        ("/snapshots/x/", None),
        ("/", None),
    ],
)
def test_our_pages_are_known_by_their_addresses(path: str, thing: object):
    assert SITE.thing_at(SITE.at(path)) == thing


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/claims/9/",
        "https://desk.example/claims/9/",
        "http://[",
        "",
        "claims/9/",
    ],
)
def test_other_sites_have_no_pages_of_ours(address: str):
    assert SITE.thing_at(address) is None


def test_a_text_page_leads_back_to_its_snapshot():
    assert SITE.thing_at(SITE.text_page(12)) == ("text", 12)
