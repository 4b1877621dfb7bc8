"""What is known of outlets and people, by whom it may be said, and how it is taken back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.sources.models import Outlet, Person
from provenance.sources.services import (
    describe_outlet,
    describe_person,
    outlet_named,
    person_named,
    undo_description,
)
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def noa(cast: Cast) -> Person:
    return person_named("Noa Brand", workspace=cast.desk, by=cast.ann)


@pytest.fixture
def echo(cast: Cast) -> Outlet:
    return outlet_named("Eastbank Echo", workspace=cast.desk, by=cast.ann)


def test_a_person_is_found_by_every_alias_until_it_is_taken_away(cast: Cast, noa: Person) -> None:
    describe_person(noa, aliases=["N. Brand", "Brand, Noa", "N Brand"], by=cast.ann)
    noa.refresh_from_db()
    assert noa.aliases == ["N. Brand", "Brand, Noa"]
    assert person_named("n brand", workspace=cast.desk, by=cast.ann) == noa
    describe_person(noa, aliases=["Brand, Noa"], by=cast.ann)
    assert person_named("N. Brand", workspace=cast.desk, by=cast.ann) != noa


def test_an_alias_that_is_another_ones_name_is_refused(cast: Cast, noa: Person) -> None:
    person_named("Ida Roy", workspace=cast.desk, by=cast.ann)
    with pytest.raises(ValidationError) as refused:
        describe_person(noa, aliases=["IDA  ROY"], by=cast.ann)
    assert refused.value.message_dict == {"aliases": ["Ida Roy is already known by that name."]}


def test_identities_are_kept_in_one_spelling(cast: Cast, echo: Outlet) -> None:
    row = describe_outlet(
        echo,
        wikidata="https://www.wikidata.org/wiki/q42",
        domain="https://www.echo.example/",
        other_domains=["ECHO-NEWS.example", "echo.example"],
        same_as=["https://Social.example/@echo"],
        by=cast.ann,
    )
    assert (row.wikidata, row.domain, row.other_domains, row.same_as) == (
        "Q42",
        "echo.example",
        ["echo-news.example"],
        ["https://social.example/@echo"],
    )
    for domain in ("echo.example", "echo-news.example"):
        assert list(Outlet.objects.at_domain(domain)) == [echo]
    assert not Outlet.objects.at_domain("news.example").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wikidata": "42"}, "wikidata"),
        ({"domain": "no domain"}, "domain"),
        ({"other_domains": ["ok.example", "x"]}, "other_domains"),
        ({"same_as": ["javascript:alert(1)"]}, "same_as"),
        ({"homepage": "javascript:alert(1)"}, "homepage"),
        ({"name": "<b>" * 67}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"aliases": ["x" * 201]}, "aliases"),
        ({"kind": "empire"}, "kind"),
        ({"shoe_size": 44}, "shoe_size"),
    ],
)
def test_bad_values_name_their_field_and_change_nothing(
    cast: Cast, echo: Outlet, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        describe_outlet(echo, **changes, by=cast.ann)
    assert list(refused.value.message_dict) == [field]
    assert Outlet.objects.get().version == 1


def test_markup_in_a_name_is_only_a_name(cast: Cast) -> None:
    name = "<script>alert(1)</script>" + "<b>x</b>" * 21
    row = person_named(name, workspace=cast.desk, by=cast.ann)
    assert (row.name, row.key[:22]) == (name, "script alert 1 script ")


def test_a_change_is_put_back_once_and_not_over_another(cast: Cast, noa: Person) -> None:
    describe_person(noa, description="Writes on ferries.", aliases=["N. B."], by=cast.ann)
    row = undo_description(noa, by=cast.bea)
    assert (row.description, row.aliases) == ("", [])
    assert undo_description(noa, by=cast.bea).description == "Writes on ferries."
    Person.objects.get(pk=noa.pk).touch()
    with pytest.raises(NotNow, match="changed again"):
        undo_description(noa, by=cast.ann)
    assert AuditEvent.objects.filter(action="person.described").count() == 3


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("max", True),
        ("eve", True),
        ("ann", True),
        ("tom", True),
        ("sam", False),
        ("ron", False),
        ("olga", False),
        ("nobody", False),
    ],
)
def test_who_may_correct_and_undo(cast: Cast, noa: Person, who: str, may: bool) -> None:
    by = getattr(cast, who)
    if may:
        describe_person(noa, description="Writes.", by=by)
        undo_description(noa, by=by)
        return
    with pytest.raises(PermissionDenied):
        describe_person(noa, description="Writes.", by=by)
    describe_person(noa, description="Writes.", by=cast.ann)
    with pytest.raises(PermissionDenied):
        undo_description(noa, by=by)


def test_a_stale_change_is_refused(cast: Cast, noa: Person) -> None:
    describe_person(noa, description="One.", version=1, by=cast.ann)
    with pytest.raises(Stale):
        describe_person(noa, description="Two.", version=1, by=cast.bea)
