"""Pairs that may be one: worked out, suggested, refused for good, and merged by an editor."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from provenance.sources.models import (
    Article,
    Authorship,
    Outlet,
    Person,
    SameOutlets,
    SamePeople,
)
from provenance.sources.services import (
    accept_same,
    describe_outlet,
    describe_person,
    keep_snapshot,
    merge_in_catalogue,
    outlet_named,
    person_named,
    propose_same,
    reconsider_same,
    refuse_same,
    suggest_same,
    unmerge_in_catalogue,
)
from provenance.sources.services.comparing import propose_same_lately
from tests.people import Cast
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

pytestmark = pytest.mark.django_db


def person(cast: Cast, name: str, **given: Any) -> Person:
    return person_named(name, workspace=cast.desk, by=cast.ann, **given)


@pytest.fixture
def same(cast: Cast) -> SamePeople:
    person(cast, "Noa Brand")
    person(cast, "N. Brand")
    propose_same(cast.desk, by=None)
    return SamePeople.objects.get()


def test_people_and_outlets_are_compared_within_their_workspace(cast: Cast) -> None:
    for name in ("Noa Brand", "N. Brand", "Ida Roy"):
        person(cast, name)
    person_named("Noa M. Brand", workspace=cast.elsewhere, by=cast.olga)
    for name in ("The Echo", "Echo"):
        outlet_named(name, workspace=cast.desk, by=cast.ann)
    assert propose_same(cast.desk, by=None) == 2
    assert propose_same(cast.desk, by=None) == 0
    found = SamePeople.objects.get()
    assert {found.one.name, found.other.name} == {"Noa Brand", "N. Brand"}
    assert found.reasons[0]["rule"] == "initials"
    assert SameOutlets.objects.get().reasons[0]["rule"] == "bare"
    assert AuditEvent.objects.filter(action="same.proposed", chain=cast.desk.pk).count() == 2


def test_the_number_of_queries_does_not_grow(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        person(cast, f"Noa {'b' * (n + 1)}")
        person(cast, f"N. {'b' * (n + 1)}")
    with django_assert_max_num_queries(20):
        assert propose_same(cast.desk, by=None) == 30


def test_the_unnamed_are_not_compared(cast: Cast) -> None:
    person(cast, "A senior official", kind="unnamed")
    person(cast, "senior official, a", kind="unnamed")
    assert propose_same(cast.desk, by=None) == 0


def test_one_text_under_two_bylines_is_found_but_not_a_private_copy(cast: Cast) -> None:
    for author in ("Noa Brand", "Kim Lund"):
        found = [finding("author", author)]
        page = f"https://{author.split()[0].lower()}.example/a"
        arrived = arrival(RUMOUR, findings=found, address=page, final_address=page)
        keep_snapshot(arrived, workspace=cast.desk, by=cast.ann)
    assert propose_same(cast.desk, by=None) == 1
    assert SamePeople.objects.get().reasons[0]["rule"] == "bylines"
    Article.objects.filter(authors__name="Kim Lund").update(visibility="me")
    propose_same(cast.desk, by=None)
    assert not SamePeople.objects.exists()


def test_what_has_no_reason_any_more_is_taken_off(cast: Cast, same: SamePeople) -> None:
    describe_person(same.other, name="Nils Brandt", by=cast.ann)
    propose_same(cast.desk, by=None)
    assert not SamePeople.objects.exists()


def test_a_refused_pair_stays_refused_under_other_names_too(cast: Cast, same: SamePeople) -> None:
    refuse_same(same, reason="Father and son.", by=cast.eve)
    propose_same(cast.desk, by=None)
    same.refresh_from_db()
    assert (same.state, same.why, same.decided_by) == ("refused", "Father and son.", cast.eve)
    other_spelling = person(cast, "Noa Brandt")
    merge_in_catalogue(other_spelling, same.one, "He changed it.", by=cast.eve)
    describe_person(other_spelling, aliases=["Noa M. Brand"], by=cast.ann)
    propose_same(cast.desk, by=None)
    assert not SamePeople.objects.open().apart().exists()


def test_a_refusal_is_taken_back(cast: Cast, same: SamePeople) -> None:
    refuse_same(same, by=cast.eve)
    with pytest.raises(NotNow):
        refuse_same(same, by=cast.eve)
    reconsider_same(same, by=cast.eve)
    with pytest.raises(NotNow):
        reconsider_same(same, by=cast.eve)
    same.refresh_from_db()
    assert (same.state, same.decided_by) == ("proposed", None)


def test_accepting_merges_and_undoing_brings_the_pair_back(cast: Cast, same: SamePeople) -> None:
    kept = accept_same(same, same.other, by=cast.eve)
    assert kept == same.other
    merged = Person.objects.get(pk=same.one_id)
    assert merged.merged_into == kept
    assert "initials fit" in merged.merges_out.get().reason
    assert not SamePeople.objects.visible_to(cast.eve).exists()
    unmerge_in_catalogue(merged, by=cast.eve)
    assert SamePeople.objects.visible_to(cast.eve).get() == same


def test_only_one_of_the_two_is_kept(cast: Cast, same: SamePeople) -> None:
    third: Any = person(cast, "Ida Roy")
    outlet: Any = outlet_named("Echo", workspace=cast.desk, by=cast.ann)
    for kept in (third, outlet):
        with pytest.raises(ValidationError) as refused:
            accept_same(same, kept, by=cast.eve)
        assert list(refused.value.message_dict) == ["kept"]


def test_a_person_suggests_and_the_clock_leaves_it_alone(cast: Cast) -> None:
    ida, kim = person(cast, "Ida Roy"), person(cast, "Kim Lund")
    same = suggest_same(kim, ida, "She married in 2019.", by=cast.ann)
    assert (same.one, same.other, same.created_by) == (ida, kim, cast.ann)
    propose_same(cast.desk, by=None)
    same.refresh_from_db()
    assert same.reasons == [{"rule": "person", "says": "She married in 2019.", "weight": 1.0}]
    refuse_same(same, by=cast.eve)
    again = suggest_same(ida, kim, "Here is the register.", by=cast.bea)
    assert (again.pk, again.state) == (same.pk, "proposed")


@pytest.mark.parametrize("reason", ["", " ", "x" * 301])
def test_a_suggestion_says_why(cast: Cast, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        suggest_same(person(cast, "Ida"), person(cast, "Kim"), reason, by=cast.ann)
    assert list(refused.value.message_dict) == ["reason"]


def test_a_suggestion_is_about_two_of_one_workspace_and_kind(cast: Cast) -> None:
    ida: Any = person(cast, "Ida")
    theirs = person_named("Ida", workspace=cast.elsewhere, by=cast.olga)
    outlet: Any = outlet_named("Ida", workspace=cast.desk, by=cast.ann)
    for other in (ida, outlet, theirs):
        with pytest.raises(ValidationError) as refused:
            suggest_same(ida, other, "So it seems.", by=None)
        assert list(refused.value.message_dict) == ["other"]


@pytest.mark.parametrize(
    ("who", "suggests", "decides"),
    [
        ("max", True, True),
        ("eve", True, True),
        ("ann", True, False),
        ("tom", True, False),
        ("sam", False, False),
        ("ron", False, False),
        ("olga", False, False),
        ("nobody", False, False),
    ],
)
def test_who_suggests_and_who_decides(
    cast: Cast, same: SamePeople, who: str, suggests: bool, decides: bool
) -> None:
    by = getattr(cast, who)

    def may(service: Any, *args: Any) -> bool:
        try:
            service(*args, by=by)
        except PermissionDenied:
            return False
        return True

    assert may(suggest_same, same.one, same.other, "So it seems.") == suggests
    assert may(refuse_same, same) == decides
    if decides:
        assert may(reconsider_same, same)
    assert may(accept_same, same, same.one) == decides


def test_who_sees_a_pair(cast: Cast, same: SamePeople) -> None:
    Person.objects.update(visibility="public")
    seeing = {n for n, u in cast.everyone().items() if SamePeople.objects.visible_to(u)}
    assert seeing == {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}
    Person.objects.filter(pk=same.one_id).update(visibility="me", created_by=cast.max)
    seeing = {n for n, u in cast.everyone().items() if SamePeople.objects.visible_to(u)}
    assert seeing == {"max"}


def test_the_clock_looks_where_something_changed(cast: Cast) -> None:
    for name in ("Noa Brand", "N. Brand"):
        person(cast, name)
    assert propose_same_lately(by=None) == 1
    Person.objects.update(updated_at="2020-01-01T00:00Z")
    SamePeople.objects.all().delete()
    assert propose_same_lately(by=None) == 0


def test_coauthors_and_outlets_with_other_wikidata_ids_are_not_proposed(cast: Cast) -> None:
    pair = [person(cast, name) for name in ("Noa Brand", "N. Brand")]
    piece = Article.objects.create(workspace=cast.desk)
    for one in pair:
        Authorship.objects.create(article=piece, person=one)
    echo, the_echo = (
        outlet_named(name, workspace=cast.desk, by=cast.ann) for name in ("Echo", "The Echo")
    )
    describe_outlet(echo, wikidata="Q1", by=cast.ann)
    describe_outlet(the_echo, wikidata="Q2", by=cast.ann)
    assert propose_same(cast.desk, by=None) == 0
    assert Outlet.objects.count() == 2


def test_a_pair_that_is_suggested_again_is_decided_by_nobody(cast: Cast, same: SamePeople) -> None:
    refuse_same(same, reason="Two desks.", by=cast.eve)
    again = suggest_same(same.one, same.other, "The same photograph.", by=cast.ann)
    again.refresh_from_db()
    assert (again.state, again.decided_by, again.decided_at) == ("proposed", None, None)
    last = AuditEvent.objects.filter(action="same.suggested").latest("pk")
    assert last.detail["before"] == {"state": "refused", "reason": "Two desks."}
