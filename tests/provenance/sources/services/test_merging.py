"""Two outlets, or two people, made one and two again."""

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.lineage.graph import independent_origins
from provenance.lineage.origins import item, origins_of
from provenance.sources.models import (
    Article,
    Authorship,
    Outlet,
    OutletMerge,
    Person,
    PersonMerge,
)
from provenance.sources.services import (
    describe_outlet,
    describe_person,
    merge_in_catalogue,
    outlet_named,
    person_named,
    show_in_catalogue,
    unmerge_in_catalogue,
)
from tests.people import Cast

pytestmark = pytest.mark.django_db
WHY = "The paper signs its pieces both ways."


def person(cast: Cast, name: str, **given: Any) -> Person:
    return person_named(name, workspace=cast.desk, by=cast.ann, **given)


def outlet(cast: Cast, name: str) -> Outlet:
    return outlet_named(name, workspace=cast.desk, by=cast.ann)


def everything(model: Any) -> list[dict[str, Any]]:
    """All columns of all rows that a merge may change, but when and how often they changed."""
    rows = model.objects.order_by("pk").values()
    return [{k: v for k, v in row.items() if k not in {"version", "updated_at"}} for row in rows]


def written_by(cast: Cast, *people: Person, **given: Any) -> Article:
    article = Article.objects.create(workspace=cast.desk, **given)
    for place, one in enumerate(people):
        Authorship.objects.create(article=article, person=one, position=place)
    return article


def test_articles_of_both_count_with_the_one_that_is_kept(cast: Cast) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    one, other = written_by(cast, noa), written_by(cast, n_b)
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    assert set(Article.objects.by_author(noa.pk)) == {one, other}
    assert set(Person.objects.standing()) == {noa}
    assert PersonMerge.objects.get().reason == WHY
    assert AuditEvent.objects.filter(action="person.merged", actor=cast.eve).count() == 1


def independent(*articles: Article) -> int:
    """How many origins these articles have."""
    found = origins_of(one.pk for one in articles)
    return independent_origins([item(pk, found[pk]) for pk in found]).independent


def test_origins_come_out_the_same_for_both_and_apart_again(cast: Cast) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    both = written_by(cast, noa), written_by(cast, n_b)
    assert independent(*both) == 2
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    assert independent(*both) == 1
    unmerge_in_catalogue(n_b, by=cast.eve)
    assert independent(*both) == 2


def test_merged_outlets_have_one_owner_and_one_agency_name(cast: Cast) -> None:
    wire, long_wire = outlet(cast, "North Wire"), outlet(cast, "North Wire News Service")
    Outlet.objects.filter(pk__in=[wire.pk, long_wire.pk]).update(kind=Outlet.Kind.AGENCY)
    own = Article.objects.create(workspace=cast.desk, outlet=long_wire)
    named = Article.objects.create(workspace=cast.desk, republished_from="NORTH WIRE")
    long_named = Article.objects.create(
        workspace=cast.desk, republished_from="North Wire News Service"
    )
    assert independent(own, named, long_named) == 2
    merge_in_catalogue(wire, long_wire, WHY, by=cast.eve)
    assert independent(own, named, long_named) == 1


def test_the_owner_is_that_of_the_outlet_that_is_kept(cast: Cast) -> None:
    house, other_house = outlet(cast, "House"), outlet(cast, "Other House")
    paper, sunday = outlet(cast, "Paper"), outlet(cast, "Sunday Paper")
    morning = outlet(cast, "Morning Paper")
    for owned, owner in ((paper, house), (sunday, other_house), (morning, house)):
        describe_outlet(owned, owner=owner, by=cast.ann)
    kept_one = Article.objects.create(workspace=cast.desk, outlet=paper)
    merged_one = Article.objects.create(workspace=cast.desk, outlet=sunday)
    of_house = Article.objects.create(workspace=cast.desk, outlet=morning)
    assert independent(kept_one, merged_one, of_house) == 2
    merge_in_catalogue(sunday, paper, WHY, by=cast.eve)
    assert independent(kept_one, merged_one) == 1
    assert independent(kept_one, of_house) == 2
    merge_in_catalogue(other_house, house, WHY, by=cast.eve)
    assert independent(kept_one, merged_one, of_house) == 1


@pytest.mark.parametrize("model", [Person, Outlet])
def test_taken_apart_all_is_exactly_as_it_was(cast: Cast, model: Any) -> None:
    named: Any = person if model is Person else outlet
    kept, merged, third = (named(cast, name) for name in ("Noa Brand", "N. Brand", "Brand, Noa N."))
    Article.objects.create(workspace=cast.desk, outlet=merged if model is Outlet else None)
    tables = (model, Article, Authorship)
    apart = [everything(table) for table in tables]
    merge_in_catalogue(merged, third, WHY, by=cast.eve)
    before = [everything(table) for table in tables]
    merge_in_catalogue(kept, merged, WHY, by=cast.eve)
    assert set(model.objects.standing()) == {kept}
    third.refresh_from_db()
    with pytest.raises(NotNow, match="came along"):
        unmerge_in_catalogue(third, by=cast.eve)
    unmerge_in_catalogue(merged, by=cast.eve)
    assert [everything(table) for table in tables] == before
    unmerge_in_catalogue(third, by=cast.eve)
    assert [everything(table) for table in tables] == apart


def test_unmerged_after_a_further_merge_it_is_said_what_comes_first(cast: Cast) -> None:
    one, other, third = (person(cast, name) for name in ("Ada A", "Ada B", "Ada C"))
    merge_in_catalogue(one, other, WHY, by=cast.eve)
    merge_in_catalogue(third, one, WHY, by=cast.eve)
    with pytest.raises(NotNow, match="take that merge back first"):
        unmerge_in_catalogue(other, by=cast.eve)
    unmerge_in_catalogue(one, by=cast.eve)
    unmerge_in_catalogue(other, by=cast.eve)
    assert Person.objects.standing().count() == 3


def test_a_circle_of_merges_is_refused(cast: Cast) -> None:
    one, other, third = (person(cast, name) for name in ("Ada A", "Ada B", "Ada C"))
    merge_in_catalogue(one, other, WHY, by=cast.eve)
    for kept, merged in ((other, one), (other, third), (third, other)):
        with pytest.raises(NotNow, match="Ada B is counted with Ada A"):
            merge_in_catalogue(kept, merged, WHY, by=cast.eve)


def test_new_bylines_go_where_their_name_stands(cast: Cast) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    again = person(cast, "N Brand")
    assert (again, again.kept) == (n_b, noa)
    later = written_by(cast, again)
    assert later in Article.objects.by_author(noa.pk)
    unmerge_in_catalogue(n_b, by=cast.eve)
    assert later not in Article.objects.by_author(noa.pk)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("max", True),
        ("eve", True),
        ("ann", False),
        ("tom", False),
        ("sam", False),
        ("ron", False),
        ("olga", False),
        ("nobody", False),
    ],
)
def test_editors_merge_and_take_apart(cast: Cast, who: str, may: bool) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    by = getattr(cast, who)
    if may:
        merge_in_catalogue(noa, n_b, WHY, by=by)
        unmerge_in_catalogue(n_b, by=by)
        return
    with pytest.raises(PermissionDenied):
        merge_in_catalogue(noa, n_b, WHY, by=by)
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    with pytest.raises(PermissionDenied):
        unmerge_in_catalogue(n_b, by=by)


def test_workspaces_are_never_joined(cast: Cast) -> None:
    ours = person(cast, "Noa Brand")
    theirs = person_named("Noa Brand", workspace=cast.elsewhere, by=cast.olga)
    for by in (cast.eve, cast.olga):
        with pytest.raises(PermissionDenied):
            merge_in_catalogue(ours, theirs, WHY, by=by)
    with pytest.raises(ValidationError, match="different workspaces"):
        merge_in_catalogue(ours, theirs, WHY, by=None)


def test_nobody_is_shown_wider_without_saying_so(cast: Cast) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    show_in_catalogue(noa, "public", by=cast.eve)
    with pytest.raises(ValidationError) as refused:
        merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    assert list(refused.value.message_dict) == ["show_wider"]
    merge_in_catalogue(noa, n_b, WHY, show_wider=True, by=cast.eve)
    assert n_b in Person.objects.visible_to(cast.nobody)
    unmerge_in_catalogue(n_b, by=cast.eve)
    assert n_b not in Person.objects.visible_to(cast.nobody)


def test_one_who_is_shown_wider_is_not_merged_away(cast: Cast) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    show_in_catalogue(n_b, "public", by=cast.eve)
    with pytest.raises(NotNow, match="Show Noa Brand"):
        merge_in_catalogue(noa, n_b, WHY, show_wider=True, by=cast.eve)


def test_what_one_keeps_to_oneself_is_merged_by_nobody_else(cast: Cast) -> None:
    noa, mine = person(cast, "Noa Brand"), person(cast, "N. Brand")
    Person.objects.filter(pk=mine.pk).update(visibility="me", created_by=cast.max)
    with pytest.raises(PermissionDenied):
        merge_in_catalogue(noa, mine, WHY, show_wider=True, by=cast.eve)
    with pytest.raises(ValidationError, match="shown to the workspace"):
        merge_in_catalogue(noa, mine, WHY, by=cast.max)
    merge_in_catalogue(noa, mine, WHY, show_wider=True, by=cast.max)
    unmerge_in_catalogue(mine, by=cast.max)
    mine.refresh_from_db()
    assert mine.visibility == "me"


def test_the_merged_are_seen_as_the_kept_is(cast: Cast) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    noa.refresh_from_db()
    show_in_catalogue(noa, "public", by=cast.eve)
    assert n_b in Person.objects.visible_to(cast.nobody)
    with pytest.raises(NotNow):
        show_in_catalogue(n_b, "workspace", by=cast.eve)


def test_a_merged_row_is_described_no_more(cast: Cast) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    with pytest.raises(NotNow, match="counted with Noa Brand"):
        describe_person(n_b, description="Writes on ferries.", by=cast.ann)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_a_merge_says_why(cast: Cast, reason: str) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    with pytest.raises(ValidationError) as refused:
        merge_in_catalogue(noa, n_b, reason, by=cast.eve)
    assert list(refused.value.message_dict) == ["reason"]
    assert Person.objects.standing().count() == 2


def test_what_makes_no_sense_is_refused(cast: Cast) -> None:
    noa, unnamed = person(cast, "Noa Brand"), person(cast, "a diplomat", kind="unnamed")
    paper: Any = outlet(cast, "Noa Brand")
    for kept, merged in ((noa, noa), (noa, unnamed), (unnamed, noa), (noa, paper)):
        with pytest.raises(ValidationError) as refused:
            merge_in_catalogue(kept, merged, WHY, by=cast.eve)
        assert list(refused.value.message_dict) == ["merged"]
    with pytest.raises(NotNow):
        unmerge_in_catalogue(noa, by=cast.eve)
    with pytest.raises(Stale):
        merge_in_catalogue(noa, person(cast, "N. Brand"), WHY, version=9, by=cast.eve)


def test_a_deleted_person_is_not_merged(cast: Cast) -> None:
    noa, gone = person(cast, "Noa Brand"), person(cast, "N. Brand")
    Person.objects.filter(pk=gone.pk).update(deleted_at="2024-05-04T00:00Z")
    for kept, merged in ((noa, gone), (gone, noa)):
        with pytest.raises(PermissionDenied):
            merge_in_catalogue(kept, merged, WHY, by=cast.eve)


def test_an_outlet_is_not_merged_with_its_owner(cast: Cast) -> None:
    house, group, paper = outlet(cast, "House"), outlet(cast, "Group"), outlet(cast, "Paper")
    describe_outlet(paper, owner=group, by=cast.ann)
    describe_outlet(group, owner=house, by=cast.ann)
    for kept, merged in ((house, paper), (paper, house)):
        with pytest.raises(NotNow, match="owns the other"):
            merge_in_catalogue(kept, merged, WHY, by=cast.eve)
    assert not OutletMerge.objects.exists()


def test_a_loop_of_owners_that_a_merge_hid_is_refused_when_it_is_taken_back(cast: Cast) -> None:
    kept, merged, group = outlet(cast, "Paper"), outlet(cast, "The Paper"), outlet(cast, "Group")
    describe_outlet(merged, owner=group, by=cast.ann)
    merge_in_catalogue(kept, merged, WHY, by=cast.eve)
    with pytest.raises(ValidationError):
        describe_outlet(kept, owner=merged, by=cast.ann)
    Outlet.objects.filter(pk=group.pk).update(owner=merged)  # Counted as owned by Paper.
    with pytest.raises(NotNow, match="Group is now owned by The Paper"):
        unmerge_in_catalogue(merged, by=cast.eve)


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_in_opposite_directions_at_once_make_one_merge(cast: Cast) -> None:
    noa, n_b = person(cast, "Noa Brand"), person(cast, "N. Brand")
    said: list[str] = []
    both = threading.Barrier(2)

    def merge(kept: Person, merged: Person) -> None:
        both.wait()
        try:
            merge_in_catalogue(kept, merged, WHY, by=cast.eve)
            said.append("merged")
        except NotNow:
            said.append("not now")
        finally:
            connection.close()

    pair = [threading.Thread(target=merge, args=args) for args in ((noa, n_b), (n_b, noa))]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert sorted(said) == ["merged", "not now"]
    assert Person.objects.standing().count() == PersonMerge.objects.count() == 1
