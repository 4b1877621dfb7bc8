"""Who owns an outlet, from when to when; nobody owns itself, not even by a detour."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.sources.models import Outlet, Ownership
from provenance.sources.services import (
    describe_outlet,
    merge_in_catalogue,
    note_owner,
    outlet_named,
    restore_owner,
    withdraw_owner,
)
from tests.people import Cast

pytestmark = pytest.mark.django_db
YEAR_2010, YEAR_2020 = (date(2010, 1, 1), "year"), (date(2020, 1, 1), "year")


def outlet(cast: Cast, name: str) -> Outlet:
    return outlet_named(name, workspace=cast.desk, by=cast.ann)


@pytest.fixture
def three(cast: Cast) -> list[Outlet]:
    return [outlet(cast, name) for name in ("Paper", "Group", "Holding")]


def owner_of(row: Outlet) -> Outlet | None:
    row.refresh_from_db()
    return row.owner


def test_the_present_owner_is_the_one_without_an_end(cast: Cast, three: list[Outlet]) -> None:
    paper, group, holding = three
    note_owner(paper, group, until=YEAR_2010, known="outside", note="Its imprint.", by=cast.ann)
    assert owner_of(paper) is None
    note_owner(paper, group, since=YEAR_2010, by=cast.ann)
    assert owner_of(paper) == group
    note_owner(paper, holding, since=YEAR_2020, by=cast.ann)
    assert owner_of(paper) == holding
    ended = Ownership.objects.get(since=YEAR_2010[0])
    assert (ended.until, ended.until_precision) == YEAR_2020
    assert AuditEvent.objects.filter(action="ownership.added").count() == 3


def test_another_owner_needs_a_beginning(cast: Cast, three: list[Outlet]) -> None:
    paper, group, holding = three
    note_owner(paper, group, since=YEAR_2010, by=cast.ann)
    for since in ((None, ""), (date(2009, 1, 1), "year")):
        with pytest.raises(ValidationError) as refused:
            note_owner(paper, holding, since=since, by=cast.ann)
        assert list(refused.value.message_dict) == ["since"]
    with pytest.raises(ValidationError, match="already"):
        note_owner(paper, group, since=YEAR_2020, by=cast.ann)
    assert owner_of(paper) == group


def test_an_owner_entered_by_mistake_is_taken_back_and_put_back(
    cast: Cast, three: list[Outlet]
) -> None:
    paper, group, holding = three
    row = note_owner(paper, group, by=cast.ann)
    withdraw_owner(row, by=cast.ann)
    assert owner_of(paper) is None
    restore_owner(row, by=cast.ann)
    assert owner_of(paper) == group
    withdraw_owner(row, by=cast.ann)
    note_owner(paper, holding, by=cast.ann)
    with pytest.raises(NotNow):
        restore_owner(row, by=cast.ann)


def test_describing_the_owner_replaces_it(cast: Cast, three: list[Outlet]) -> None:
    paper, group, holding = three
    describe_outlet(paper, owner=group, by=cast.ann)
    describe_outlet(paper, owner=holding, by=cast.ann)
    assert owner_of(paper) == holding
    assert Ownership.objects.of_outlet(paper.pk).count() == 1
    describe_outlet(paper, owner=None, by=cast.ann)
    assert owner_of(paper) is None


def test_nobody_owns_itself_by_a_detour(cast: Cast, three: list[Outlet]) -> None:
    paper, group, holding = three
    note_owner(paper, group, by=cast.ann)
    back = note_owner(group, holding, by=cast.ann)
    for owned, owner in ((paper, paper), (group, paper), (holding, paper), (holding, group)):
        with pytest.raises(ValidationError) as refused:
            note_owner(owned, owner, since=YEAR_2020, by=cast.ann)
        assert list(refused.value.message_dict) == ["owner"]
    withdraw_owner(back, by=cast.ann)
    note_owner(holding, paper, by=cast.ann)
    with pytest.raises(ValidationError):
        restore_owner(back, by=cast.ann)


def test_who_owned_whom_long_ago_closes_no_circle(cast: Cast, three: list[Outlet]) -> None:
    paper, group, _ = three
    note_owner(paper, group, since=YEAR_2020, by=cast.ann)
    note_owner(group, paper, until=YEAR_2010, by=cast.ann)
    assert owner_of(group) is None


def test_a_detour_through_a_merged_outlet_is_one(cast: Cast, three: list[Outlet]) -> None:
    paper, group, twin = three
    note_owner(paper, group, by=cast.ann)
    merge_in_catalogue(paper, twin, "Two names.", by=cast.eve)
    with pytest.raises(ValidationError):
        note_owner(group, twin, by=cast.ann)
    with pytest.raises(NotNow):
        note_owner(twin, group, by=cast.ann)


def test_dates_that_make_no_sense_are_refused(cast: Cast, three: list[Outlet]) -> None:
    paper, group, _ = three
    with pytest.raises(ValidationError) as refused:
        note_owner(paper, group, since=YEAR_2020, until=YEAR_2010, by=cast.ann)
    assert list(refused.value.message_dict) == ["until"]
    with pytest.raises(ValidationError) as refused:
        note_owner(paper, group, address="javascript:alert(1)", by=cast.ann)
    assert list(refused.value.message_dict) == ["address"]
    with pytest.raises(Stale):
        note_owner(paper, group, version=7, by=cast.ann)


def test_owners_are_of_the_same_workspace(cast: Cast, three: list[Outlet]) -> None:
    theirs = outlet_named("Their Group", workspace=cast.elsewhere, by=cast.olga)
    for by in (cast.ann, None):
        with pytest.raises(ValidationError):
            note_owner(three[0], theirs, by=by)


@pytest.mark.parametrize("who", ["sam", "ron", "olga", "nobody"])
def test_who_may_not_say_it(cast: Cast, three: list[Outlet], who: str) -> None:
    paper, group, holding = three
    row, by = note_owner(paper, group, by=cast.ann), getattr(cast, who)
    with pytest.raises(PermissionDenied):
        note_owner(paper, holding, since=YEAR_2020, by=by)
    for service in (withdraw_owner, restore_owner):
        with pytest.raises(PermissionDenied):
            service(row, by=by)


def test_outsiders_see_only_owners_of_what_they_see(cast: Cast, three: list[Outlet]) -> None:
    paper, group, _ = three
    note_owner(paper, group, by=cast.ann)
    Outlet.objects.filter(pk=paper.pk).update(visibility="public")
    assert not Ownership.objects.visible_to(cast.nobody).exists()
    assert Ownership.objects.visible_to(cast.ron).exists()
    Outlet.objects.filter(pk=group.pk).update(visibility="public")
    assert Ownership.objects.visible_to(cast.nobody).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_circle_at_once_do_not(cast: Cast) -> None:
    paper, group = outlet(cast, "Paper"), outlet(cast, "Group")
    both, said = threading.Barrier(2), []

    def own(owned: Outlet, owner: Outlet) -> None:
        both.wait()
        try:
            note_owner(owned, owner, by=cast.ann)
            said.append("noted")
        except ValidationError:
            said.append("refused")
        finally:
            connection.close()

    pair = [threading.Thread(target=own, args=args) for args in ((paper, group), (group, paper))]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert sorted(said) == ["noted", "refused"]
