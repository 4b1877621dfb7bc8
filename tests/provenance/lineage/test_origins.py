"""What ties articles together is read in three queries, copies at any remove included."""

from typing import Any

import pytest

from provenance.lineage.origins import item, origins_of
from provenance.sources.models import Article, Authorship, Citation, Outlet, Person
from tests.people import Cast

pytestmark = pytest.mark.django_db


def article(cast: Cast, **given: Any) -> Article:
    return Article.objects.create(workspace=cast.desk, **given)


def cites(source: Article, target: Article | None, **given: Any) -> Citation:
    given = {"kind": Citation.Kind.REPUBLISHES, "target": target} | given
    return Citation.objects.create(workspace=source.workspace, source=source, **given)


def test_copies_are_followed_upwards_at_any_remove(cast: Cast) -> None:
    first, second, third = (article(cast) for _ in range(3))
    cites(third, second)
    cites(second, first)
    assert origins_of([third.pk])[third.pk].copies_of == {first.pk, second.pk}
    assert origins_of([first.pk])[first.pk].copies_of == set()


def test_a_loop_of_copies_comes_to_an_end(cast: Cast) -> None:
    one, other = article(cast), article(cast)
    cites(one, other)
    cites(other, one)
    assert origins_of([one.pk])[one.pk].copies_of == {one.pk, other.pk}


@pytest.mark.parametrize(
    "unfit",
    [
        {"state": Citation.State.PROPOSED},
        {"state": Citation.State.REJECTED},
        {"visibility": "me"},
        {"kind": Citation.Kind.CITES},
        {"deleted_at": "2024-05-04T00:00Z"},
    ],
)
def test_only_confirmed_shared_republication_counts(cast: Cast, unfit: dict[str, Any]) -> None:
    one, other = article(cast), article(cast)
    cites(one, other, **unfit)
    assert origins_of([one.pk])[one.pk].copies_of == set()


def test_agencies_are_known_by_name_from_the_chain_the_article_and_the_outlet(cast: Cast) -> None:
    wire = Outlet.objects.create(
        workspace=cast.desk, name="North Wire", key="north wire", kind=Outlet.Kind.AGENCY
    )
    own = article(cast, outlet=wire)
    named = article(cast, republished_from="NORTH WIRE")
    between = article(cast)
    cites(between, None, target_name="North  Wire")
    far = article(cast)
    cites(far, between)
    found = origins_of([own.pk, named.pk, far.pk])
    assert {one.agencies for one in found.values()} == {frozenset({"north wire"})}


def test_the_owner_of_an_outlet_stands_for_all_it_owns(cast: Cast) -> None:
    house = Outlet.objects.create(workspace=cast.desk, name="House", key="house")
    paper = Outlet.objects.create(workspace=cast.desk, name="Paper", key="paper", owner=house)
    of_house, of_paper, of_nobody = (
        article(cast, outlet=house),
        article(cast, outlet=paper),
        article(cast),
    )
    found = origins_of([of_house.pk, of_paper.pk, of_nobody.pk])
    assert found[of_house.pk].owner == found[of_paper.pk].owner == house.pk
    assert found[of_nobody.pk].owner is None


def test_authors_are_read_as_people(cast: Cast) -> None:
    noa = Person.objects.create(workspace=cast.desk, name="Noa Brand", key="noa brand")
    written = article(cast)
    Authorship.objects.create(article=written, person=noa)
    origin = origins_of([written.pk])[written.pk]
    assert origin.authors == {noa.pk}
    assert origin.voices == {"noa brand"}


def test_an_article_that_tells_what_another_said_has_no_voice_of_its_own(cast: Cast) -> None:
    noa = Person.objects.create(workspace=cast.desk, name="Noa Brand", key="noa brand")
    written = article(cast)
    Authorship.objects.create(article=written, person=noa)
    origin = origins_of([written.pk])[written.pk]
    assert item(1, origin).voices == {"noa brand"}
    assert item(1, origin, is_own_voice=False).voices == frozenset()


def test_many_articles_cost_three_queries_and_none_costs_none(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    ids = [article(cast).pk for _ in range(5)]
    with django_assert_num_queries(3):
        assert set(origins_of(ids)) == set(ids)
    with django_assert_num_queries(0):
        assert origins_of([]) == {}
