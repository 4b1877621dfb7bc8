"""Addresses are spelled one way, told apart, and a canonical link is only believed with reason."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sources.addresses import (
    AddressError,
    canonical_doubt,
    key,
    normalise,
    outlet_domain,
    parse,
    trusts_canonical,
)


@pytest.mark.parametrize(
    ("given_address", "normal"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://example.org/a?utm_source=x&id=3&fbclid=9", "https://example.org/a?id=3"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://example.org/a#!/part 2", "https://example.org/a#!/part%202"),
        ("https://example.org/a/../b/./c", "https://example.org/b/c"),
        ("https://example.org/%7Euser/%e2%82%ac", "https://example.org/~user/%E2%82%AC"),
        ("https://example.org/a b?q=100%", "https://example.org/a%20b?q=100%25"),
        (" https://example.org/long\n/path ", "https://example.org/long/path"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://[2606:4700::0001]/a", "https://[2606:4700::1]/a"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
    ],
)
def test_each_address_has_one_normal_spelling(given_address, normal):
    assert normalise(given_address) == normal


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("example.org/a", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://example.org/", "scheme"),
        ("https://ann:secret@example.org/", "credentials"),
        ("https://example.org\\@elsewhere.example/", "credentials"),
        ("https:///path", "host"),
        ("https://exa mple.org/", "host"),
        ("https://[::zz]/", "host"),
        ("https://xn--\u00e9/", "host"),
        ("https://example.org:99999/", "port"),
        ("https://example.org/" + "a" * 5000, "too_long"),
    ],
)
def test_unusable_addresses_are_refused_in_plain_words(address, code):
    with pytest.raises(AddressError) as refusal:
        normalise(address)
    assert refusal.value.code == code
    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    "other",
    [
        "http://www.example.org/news/dam-bursts/",
        "https://m.example.org/news/dam-bursts",
        "https://amp.example.org/news/dam-bursts",
        "https://example.org/news/dam-bursts/amp/",
        "https://example.org/news/dam-bursts?amp=1",
        "https://example.org/news/dam-bursts?outputType=amp",
        "https://example.org/news/dam-bursts/index.html",
        "https://example.org/news/dam-bursts?utm_campaign=x#comments",
        "https://www.google.com/amp/s/example.org/news/dam-bursts/amp",
        "https://example-org.cdn.ampproject.org/c/s/example.org/news/dam-bursts",
    ],
)
def test_faces_of_one_page_share_a_key(other):
    assert key(other) == key("https://example.org/news/dam-bursts") == "example.org/news/dam-bursts"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/camp", "https://example.org/c"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://news.example.org/a", "https://example.org/a"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://m.co.uk/a", "https://co.uk/a"),
    ],
)
def test_different_pages_have_different_keys(one, other):
    assert key(one) != key(other)


def test_key_ignores_the_order_of_the_query():
    assert key("https://example.org/a?b=2&a=1") == key("https://example.org/a?a=1&b=2")


def test_mobile_label_inside_a_host_is_dropped():
    assert key("https://en.m.wikipedia.org/wiki/Dam") == key("https://en.wikipedia.org/wiki/Dam")


def test_html_amp_variant_shares_a_key():
    assert key("https://example.org/a.amp.html") == key("https://example.org/a.html")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://edition.example.org/a", "example.org"),
        ("https://harbour-news.blogspot.com/2018/a.html", "harbour-news.blogspot.com"),
        ("https://harbour.substack.com/p/a", "harbour.substack.com"),
        ("https://medium.com/@harbour/a", "medium.com"),
        ("https://www.tumblr.com/harbour", "tumblr.com"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://localhost:8000/a", "localhost"),
        ("https://www.gov.uk/a", "www.gov.uk"),
    ],
)
def test_outlet_is_the_registrable_domain(address, domain):
    assert outlet_domain(address) == domain


@pytest.mark.parametrize(
    ("final", "canonical"),
    [
        ("https://example.org/a/dam-bursts?utm_source=x", "https://example.org/a/dam-bursts"),
        ("http://m.example.org/a/dam-bursts", "https://www.example.org/a/dam-bursts"),
        ("https://example.org/a/dam-bursts/amp", "/a/dam-bursts"),
        ("https://example.org/?p=713", "https://example.org/2018/05/dam-bursts"),
        ("https://example.org/news/48213", "https://example.org/news/dam-bursts-48213"),
        ("https://example.org/a/dam-bursts?print=1", "https://example.org/a/dam-bursts"),
        ("https://example.org/2018/dam-bursts-hull.html", "https://example.org/news/dam-bursts"),
    ],
)
def test_plain_respellings_are_trusted(final, canonical):
    assert canonical_doubt(final, canonical) == ""
    assert trusts_canonical(final, canonical)


@pytest.mark.parametrize(
    ("final", "canonical", "reason"),
    [
        ("https://example.org/a/dam-bursts", "https://example.org/", "home page"),
        ("https://example.org/a/dam-bursts", "https://example.org/a", "section"),
        (
            "https://example.org/a/dam-bursts",
            "https://other.example/a/dam-bursts",
            "another outlet",
        ),
        ("https://example.org/read.php?id=7", "https://example.org/read.php", "query"),
        ("https://example.org/a/dam-bursts", "https://example.org/a/mayor-resigns", "another page"),
        ("https://example.org/a/dam-bursts", "javascript:void(0)", "not a web address"),
        ("https://example.org/a/dam-bursts", "https://[", "not a web address"),
    ],
)
def test_a_canonical_link_that_would_merge_pages_is_doubted(final, canonical, reason):
    assert reason in canonical_doubt(final, canonical)
    assert not trusts_canonical(final, canonical)


def test_parse_keeps_the_address_as_given():
    address = parse("HTTP://WWW.Example.org/a?utm_source=x")
    assert address.given == "HTTP://WWW.Example.org/a?utm_source=x"
    assert address.normal == "http://www.example.org/a"
    assert address.key == "example.org/a"


PATHS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(path=PATHS, query=PATHS)
def test_normalising_twice_changes_nothing(path, query):
    normal = normalise(f"https://example.org/{path}?{query}")
    assert normalise(normal) == normal
    assert normal.isascii()
    assert urlsplit(normal).netloc == "example.org"


@given(path=PATHS)
def test_key_is_the_same_for_the_normal_form(path):
    address = f"https://www.example.org/{path}"
    assert key(normalise(address)) == key(address)
