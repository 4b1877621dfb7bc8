"""The search log: noted, corrected, taken back, sent out; by whom, and seen by whom."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from claims.evidence.services import add_evidence, withdraw_evidence
from claims.groundwork import rules, services
from claims.groundwork.models import Search
from claims.groundwork.reading import searches_told_to, work_on
from claims.records.models import Claim
from claims.records.services import merge_claims
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene, decide, decide_again

pytestmark = pytest.mark.django_db
MEMBERS = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


def log(scene: Scene, claim: Claim, **given: Any) -> Search:
    """A search without a find, unless told otherwise."""
    usual: dict[str, Any] = {
        "sought": "Minutes of the harbour council",
        "place": "Town archive",
        "searched_on": date(2024, 5, 6),
        "outcome": "nothing",
        "by": scene.cast.ann,
    }
    return services.log_search(claim, **(usual | given))


def seeing(scene: Scene, row: Search) -> set[str]:
    rows = Search.objects.filter(pk=row.pk)
    return {n for n, user in scene.cast.everyone().items() if rows.visible_to(user).exists()}


def test_a_search_says_what_where_and_when(scene: Scene, claim: Claim) -> None:
    search = log(scene, claim, sought="  Minutes ", note=" Closed on Mondays. ")
    search.refresh_from_db()
    assert (search.sought, search.note, search.goes_out) == ("Minutes", "Closed on Mondays.", False)
    event = AuditEvent.objects.get(action="search.logged")
    assert (event.detail["claim"], event.detail["place"]) == (claim.pk, "Town archive")
    assert verify(scene.cast.desk.pk).ok


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("sought", {"sought": "  "}),
        ("sought", {"sought": "x" * 501}),
        ("place", {"place": ""}),
        ("searched_on", {"searched_on": None}),
        ("searched_on", {"searched_on": timezone.localdate() + timedelta(days=1)}),
        ("outcome", {"outcome": "perhaps"}),
        ("address", {"address": "javascript:alert(1)"}),
        ("address", {"address": "not an address"}),
    ],
)
def test_bad_input_names_its_field(
    scene: Scene, claim: Claim, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as refused:
        log(scene, claim, **given)
    assert list(refused.value.message_dict) == [field]
    assert not Search.objects.exists()


def test_a_find_leads_to_evidence_on_the_same_claim(scene: Scene, claim: Claim) -> None:
    place = scene.at("Forty boats had to leave")
    given: Any = {"stance": "supports", "warrant": "So.", "place": place, "by": scene.cast.ann}
    mine = add_evidence(claim, **given)
    other = add_evidence(scene.claim(scene.cast.ann, "Another."), **given)
    assert log(scene, claim, outcome="found", evidence=mine).evidence == mine
    with pytest.raises(ValidationError) as refused:
        log(scene, claim, outcome="found", evidence=other)
    assert list(refused.value.message_dict) == ["evidence"]
    with pytest.raises(ValidationError) as refused:
        log(scene, claim, outcome="nothing", evidence=mine)
    assert list(refused.value.message_dict) == ["outcome"]


def test_the_find_is_named_only_to_those_who_see_it(scene: Scene, claim: Claim) -> None:
    place = scene.at("Forty boats had to leave")
    found = add_evidence(claim, stance="supports", warrant="So.", place=place, by=scene.cast.ann)
    log(scene, claim, outcome="found", evidence=found, goes_out=True)
    decide(claim, scene)
    assert searches_told_to(scene.cast.nobody).get().told_evidence == found.pk
    withdraw_evidence(found, by=scene.cast.ann)
    for user in (scene.cast.nobody, scene.cast.ann):
        assert searches_told_to(user).get().told_evidence is None


def test_an_edit_remembers_what_was_there(scene: Scene, claim: Claim) -> None:
    search = log(scene, claim)
    edited = services.edit_search(search, place="State archive", by=scene.cast.bea)
    assert (edited.place, edited.version) == ("State archive", 2)
    event = AuditEvent.objects.get(action="search.edited")
    assert event.detail["before"]["place"] == "Town archive"
    assert services.edit_search(edited, place="State archive", by=scene.cast.bea).version == 2


def test_a_stale_edit_is_refused(scene: Scene, claim: Claim) -> None:
    search = log(scene, claim)
    services.edit_search(search, place="State archive", version=1, by=scene.cast.bea)
    with pytest.raises(Stale):
        services.edit_search(search, place="Library", version=1, by=scene.cast.ann)


def test_what_is_taken_back_can_be_put_back(scene: Scene, claim: Claim) -> None:
    search = services.withdraw_groundwork(log(scene, claim), by=scene.cast.ann)
    assert not seeing(scene, search)
    services.restore_groundwork(search, by=scene.cast.ann)
    assert seeing(scene, search) == MEMBERS
    done = AuditEvent.objects.filter(action__startswith="search.").order_by("number")
    assert list(done.values_list("action", flat=True)) == [
        "search.logged",
        "search.withdrawn",
        "search.restored",
    ]


def test_nothing_is_added_to_a_merged_claim_and_its_log_goes_along(
    scene: Scene, claim: Claim
) -> None:
    other = scene.claim(scene.cast.ann, "Another.")
    search = log(scene, other)
    merge_claims(claim, other, "The same.", by=scene.cast.ann)
    with pytest.raises(NotNow):
        log(scene, other)
    assert work_on(claim, scene.cast.ann).searches == [search]


@pytest.mark.parametrize(
    ("whose", "level", "adders"),
    [
        ("ann", "workspace", {"ann", "bea", "eve", "tom", "max"}),
        ("sam", "me", {"sam"}),
        ("sam", "workspace", {"ann", "bea", "eve", "tom", "max", "sam"}),
        ("sam", "public", {"ann", "bea", "eve", "tom", "max"}),
    ],
)
def test_who_may_log_a_search(scene: Scene, whose: str, level: str, adders: set[str]) -> None:
    claim = scene.claim(scene.cast.everyone()[whose])
    Claim.objects.filter(pk=claim.pk).update(visibility=level)
    claim.refresh_from_db()
    for name, user in scene.cast.everyone().items():
        assert rules.may_add(user, claim) == (name in adders), name
        if name in adders:
            log(scene, claim, by=user)
        else:
            with pytest.raises(PermissionDenied):
                log(scene, claim, by=user)


@pytest.mark.parametrize(
    ("out", "changers"),
    [(False, {"ann", "bea", "eve", "tom", "sam", "max"}), (True, {"eve", "max"})],
)
def test_who_may_change_a_search(scene: Scene, out: bool, changers: set[str]) -> None:
    """What readers see already is changed by those who publish."""
    claim = scene.claim(scene.cast.sam, visibility="workspace")
    row = log(scene, claim, by=scene.cast.sam, goes_out=True)
    if out:
        decide(claim, scene)
    row = Search.objects.select_related("claim").get(pk=row.pk)
    for name, user in scene.cast.everyone().items():
        assert rules.may_change(user, row) == (name in changers), name
        for service in (services.edit_search, services.withdraw_groundwork):
            if name not in changers:
                with pytest.raises(PermissionDenied):
                    service(row, by=user)
    for name in changers:
        services.edit_search(row, note=name, by=getattr(scene.cast, name))


def test_a_student_leaves_the_log_of_others_alone(scene: Scene) -> None:
    claim = scene.claim(scene.cast.sam, visibility="workspace")
    with pytest.raises(PermissionDenied):
        services.withdraw_groundwork(log(scene, claim), by=scene.cast.sam)


@pytest.mark.parametrize("level", ["me", "workspace", "public"])
def test_the_list_and_the_rule_agree_on_who_sees_it(scene: Scene, level: str) -> None:
    claim = scene.claim(scene.cast.sam)
    row = log(scene, claim, by=scene.cast.sam, goes_out=True)
    Claim.objects.filter(pk=claim.pk).update(visibility=level)
    for deleted_at, shown_at in product((None, "2024-05-04T00:00Z"), repeat=2):
        Search.objects.filter(pk=row.pk).update(deleted_at=deleted_at, shown_at=shown_at)
        row = Search.objects.get(pk=row.pk)
        for name, user in scene.cast.everyone().items():
            seen = Search.objects.visible_to(user).exists()
            assert seen == rules.may_see(user, row), (name, level)


def test_only_what_shall_go_out_goes_out_with_the_verdict(scene: Scene, claim: Claim) -> None:
    told, kept = log(scene, claim, goes_out=True), log(scene, claim)
    taken = services.withdraw_groundwork(log(scene, claim, goes_out=True), by=scene.cast.ann)
    assert seeing(scene, told) == MEMBERS
    decide(claim, scene)
    assert seeing(scene, told) == MEMBERS | {"olga", "nobody"}
    services.restore_groundwork(taken, by=scene.cast.ann)
    assert seeing(scene, kept) == seeing(scene, taken) == MEMBERS
    event = AuditEvent.objects.get(action="search.published")
    assert event.detail["rows"] == [told.pk]
    decide_again(claim, scene)
    assert seeing(scene, taken) == MEMBERS | {"olga", "nobody"}


def test_what_shall_not_be_told_any_more_is_in_at_once(scene: Scene, claim: Claim) -> None:
    row = log(scene, claim, goes_out=True)
    decide(claim, scene)
    services.edit_search(row, goes_out=False, by=scene.cast.eve)
    assert seeing(scene, row) == MEMBERS
    services.edit_search(row, goes_out=True, by=scene.cast.ann)
    assert seeing(scene, row) == MEMBERS


def test_the_database_refuses_what_may_never_be(scene: Scene, claim: Claim) -> None:
    with pytest.raises(IntegrityError):
        Search.objects.filter(pk=log(scene, claim).pk).update(shown_at=timezone.now())


def test_the_work_on_a_claim_takes_one_query_for_each_kind(
    scene: Scene, claim: Claim, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        log(scene, claim, sought=f"Minutes {number}")
    work_on(claim, scene.cast.ann)
    with django_assert_num_queries(4):
        rows = work_on(claim, scene.cast.ann).searches
        assert {str(row.created_by) for row in rows} == {"Ann"}
