"""Ids and addresses elsewhere come in many spellings and are kept in one."""

import pytest
from django.core.exceptions import ValidationError

from provenance.sources.identities import domain, domains, web_addresses, wikidata_id


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        (" Q42 ", "Q42"),
        ("q42", "Q42"),
        ("https://www.wikidata.org/wiki/Q42", "Q42"),
        ("http://www.wikidata.org/entity/Q42", "Q42"),
        ("https://m.wikidata.org/wiki/Q42#P31", "Q42"),
    ],
)
def test_a_wikidata_id_is_read_from_what_one_copies(given: str, kept: str) -> None:
    assert wikidata_id(given) == kept


@pytest.mark.parametrize(
    "given", ["42", "Q", "Q0", "P31", "Q42 Q43", "https://evil.example/wiki/Q42", "Q" + "1" * 13]
)
def test_what_is_no_wikidata_id_is_refused(given: str) -> None:
    with pytest.raises(ValidationError) as refused:
        wikidata_id(given)
    assert list(refused.value.message_dict) == ["wikidata"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("ECHO.example", "echo.example"),
        ("https://www.echo.example/news?id=3", "echo.example"),
        ("www.echo.co.uk", "echo.co.uk"),
        ("echo.example/news", "echo.example"),
    ],
)
def test_a_domain_is_the_registrable_one(given: str, kept: str) -> None:
    assert domain(given) == kept


@pytest.mark.parametrize(
    "given", ["echo", "not a domain", "javascript:alert(1)", "<b>.example", "."]
)
def test_what_is_no_domain_is_refused(given: str) -> None:
    with pytest.raises(ValidationError) as refused:
        domain(given)
    assert list(refused.value.message_dict) == ["domain"]


def test_further_domains_leave_out_the_main_one_and_doubles() -> None:
    given = ["Echo.example", "echo-news.example", "https://echo-news.example/x", ""]
    assert domains(given, besides="echo.example") == ["echo-news.example"]


def test_addresses_are_kept_once_and_only_of_the_web() -> None:
    given = ["HTTPS://Social.example/@noa", " https://social.example/@noa ", ""]
    assert web_addresses(given) == ["https://social.example/@noa"]
    for bad in ("javascript:alert(1)", "mailto:noa@paper.example", "no address"):
        with pytest.raises(ValidationError) as refused:
            web_addresses([bad])
        assert list(refused.value.message_dict) == ["same_as"]
    with pytest.raises(ValidationError, match="at most"):
        web_addresses([f"https://social.example/{n}" for n in range(51)])
