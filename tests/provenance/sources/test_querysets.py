"""Articles are found by any address they are known by, and by no other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.sources.addresses import AddressError, key, spellings
from provenance.sources.models import Article
from tests.people import Cast

GIVEN = "http://www.example.org/p?id=7&utm_source=mail"
FINAL = "https://news.example.org/2024/pier/"
CANONICAL = "https://news.example.org/pier"


@pytest.fixture
def article(cast: Cast) -> Article:
    """An article with three addresses."""
    return Article.objects.create(
        workspace=cast.desk,
        address=GIVEN,
        final_address=FINAL,
        canonical_address=CANONICAL,
        address_key=key(CANONICAL),
    )


@pytest.mark.parametrize(
    "asked",
    [
        GIVEN,
        FINAL,
        CANONICAL,
        "https://news.example.org/2024/pier",
        "http://www.news.example.org/2024/pier/?fbclid=x",
        "https://m.news.example.org/pier/",
    ],
)
def test_every_known_address_finds_the_article(article: Article, asked: str):
    assert list(Article.objects.at_address(asked)) == [article]


@pytest.mark.parametrize(
    "asked",
    [
        "http://www.example.org/p?id=8",
        "https://news.example.org/2025/pier/",
        "https://news.example.org/",
        "https://else.example.org/pier",
        "",
        "nonsense",
        "http://[",
        "ftp://news.example.org/pier",
        "https://news.example.org/" + "x" * 5000,
    ],
)
def test_other_addresses_and_nonsense_find_nothing(article: Article, asked: str):
    assert not Article.objects.at_address(asked).exists()


def test_a_canonical_link_to_the_home_page_is_not_believed(article: Article):
    home = "https://news.example.org/"
    Article.objects.filter(pk=article.pk).update(canonical_address=home)
    assert not Article.objects.at_address(home).exists()
    assert Article.objects.at_address(FINAL).exists()


PATHS = st.text("abc/?=&%. ", max_size=20).map(lambda path: f"https://example.org/{path}")


@settings(deadline=None)
@given(PATHS)
def test_every_spelling_is_of_the_same_page(address: str):
    for one in spellings(address):
        assert key(one) == key(address)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_question(text: str):
    try:
        spellings(text)
    except AddressError as error:
        assert error.message  # noqa: PT017 - Most texts are refused, some are addresses.
