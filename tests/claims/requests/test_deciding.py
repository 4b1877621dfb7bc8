"""Deciding about requests: every step by everyone, together with all that ask the same."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.records.models import Claim
from claims.requests import rules, services
from claims.requests.models import ReaderRequest
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.capture.models import CaptureRequest
from tests.claims.requests.letters import asked, open_box
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db
CHECK, MODERATE = {"ann", "bea", "eve", "tom", "max"}, {"eve", "tom", "max"}


def accept(scene: Scene, row: ReaderRequest, by: Any, **given: Any) -> ReaderRequest:
    return services.accept_request(
        row, statement="The eastern pier was closed on 3 May.", **given, by=by
    )


def join(scene: Scene, row: ReaderRequest, by: Any) -> ReaderRequest:
    return services.join_request(row, scene.claim(scene.cast.ann), by=by)


def decline(scene: Scene, row: ReaderRequest, by: Any) -> ReaderRequest:
    return services.decline_request(row, reason="It is an opinion.", wording="A pier", by=by)


def spam(scene: Scene, row: ReaderRequest, by: Any) -> ReaderRequest:
    return services.mark_spam(row, by=by)


def reopen(scene: Scene, row: ReaderRequest, by: Any) -> ReaderRequest:
    spam(scene, row, scene.cast.ann)
    return services.reopen_request(row, by=by)


STEPS: dict[str, tuple[Any, set[str], str]] = {
    "accept": (accept, CHECK, "accepted"),
    "join": (join, CHECK, "accepted"),
    "decline": (decline, MODERATE, "declined"),
    "spam": (spam, CHECK, "spam"),
    "reopen": (reopen, MODERATE, "waiting"),
}


@pytest.mark.parametrize(
    "name", ["ann", "bea", "eve", "tom", "sam", "ron", "max", "olga", "nobody"]
)
@pytest.mark.parametrize("step", STEPS)
def test_who_takes_which_step(scene: Scene, step: str, name: str) -> None:
    open_box(scene)
    row, by = asked(scene), scene.cast.everyone()[name]
    do, may, end = STEPS[step]
    assert rules.may_step(by, row, step) == (name in may)
    if name in may:
        assert do(scene, row, by).state == end
        assert AuditEvent.objects.filter(actor=by, target=f"requests.readerrequest:{row.pk}")
        if step != "reopen":
            with pytest.raises(NotNow):
                do(scene, row, scene.cast.max)
    else:
        with pytest.raises(PermissionDenied):
            do(scene, row, by)


def test_an_accepted_request_becomes_a_claim_on_the_readers_own_words(scene: Scene) -> None:
    open_box(scene)
    row = asked(scene, "<b>Is it true</b> that the pier was closed?", seen_at="https://p.example/")
    row = accept(scene, row, scene.cast.ann, fetch=True)
    claim = Claim.objects.get()
    assert claim.visibility == "workspace"
    assert claim.appearances.get().passage.quote == "<b>Is it true</b> that the pier was closed?"
    assert CaptureRequest.objects.get().address == "https://p.example/"


def test_it_may_stand_in_a_text_that_is_there(scene: Scene) -> None:
    open_box(scene)
    row = accept(scene, asked(scene), scene.cast.ann, place=scene.at("We closed it on 3 May"))
    assert row.claim is not None
    assert row.claim.appearances.get().passage.snapshot == scene.snapshot


def test_a_wrong_statement_undoes_all(scene: Scene) -> None:
    open_box(scene)
    row = asked(scene)
    with pytest.raises(ValidationError) as refused:
        services.accept_request(row, statement=" ", by=scene.cast.ann)
    assert list(refused.value.message_dict) == ["statement"]
    row.refresh_from_db()
    assert (row.state, Claim.objects.count()) == ("waiting", 0)


def test_all_that_ask_the_same_are_decided_together(scene: Scene) -> None:
    open_box(scene)
    first, second = asked(scene), asked(scene)
    decline(scene, second, scene.cast.eve)
    rows = ReaderRequest.objects.all()
    assert {(row.state, row.reason) for row in rows} == {("declined", "It is an opinion.")}
    services.reopen_request(first, by=scene.cast.eve)
    rows = ReaderRequest.objects.all()
    assert {(row.state, row.reason, row.wording) for row in rows} == {("waiting", "", "")}


def test_spam_goes_alone_and_the_next_one_leads(scene: Scene) -> None:
    open_box(scene)
    first, second, third = asked(scene), asked(scene), asked(scene)
    services.mark_spam(first, by=scene.cast.ann)
    for row in (first, second, third):
        row.refresh_from_db()
    assert [row.state for row in (first, second, third)] == ["spam", "waiting", "waiting"]
    assert [row.same_as_id for row in (first, second, third)] == [None, None, second.pk]
    assert (first.askers, second.askers) == (1, 2)


def test_people_group_and_part_what_the_program_did_not(scene: Scene) -> None:
    open_box(scene)
    first, second = asked(scene), asked(scene, "Did the harbour close its pier in spring?")
    assert second.same_as_id is None
    head = services.group_requests(second, first, by=scene.cast.ann)
    assert (head.pk, head.askers) == (first.pk, 2)
    with pytest.raises(ValidationError):
        services.group_requests(second, first, by=scene.cast.ann)
    services.ungroup_request(ReaderRequest.objects.get(pk=second.pk), by=scene.cast.bea)
    assert ReaderRequest.objects.heads().count() == 2
    assert set(ReaderRequest.objects.values_list("askers", flat=True)) == {1}
    for name in ("sam", "ron", "olga"):
        with pytest.raises(PermissionDenied):
            services.group_requests(first, second, by=scene.cast.everyone()[name])


def test_what_is_decided_is_neither_grouped_nor_parted(scene: Scene) -> None:
    open_box(scene)
    first, second = asked(scene), asked(scene, "Did the harbour close its pier in spring?")
    decline(scene, first, scene.cast.eve)
    with pytest.raises(NotNow):
        services.group_requests(second, first, by=scene.cast.ann)
    with pytest.raises(NotNow):
        services.ungroup_request(first, by=scene.cast.ann)


def test_two_at_once_the_second_is_told(scene: Scene) -> None:
    open_box(scene)
    row = asked(scene)
    spam(scene, row, scene.cast.ann)
    services.reopen_request(row, by=scene.cast.eve)
    with pytest.raises(Stale):
        services.mark_spam(row, version=1, by=scene.cast.bea)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("reason", {"reason": " "}),
        ("reason", {"reason": "x" * 2001}),
        ("wording", {"wording": " "}),
        ("wording", {"wording": "x" * 1001}),
    ],
)
def test_declining_needs_a_reason_and_our_own_wording(
    scene: Scene, field: str, given: dict[str, Any]
) -> None:
    open_box(scene)
    usual = {"reason": "It is an opinion.", "wording": "A pier"}
    with pytest.raises(ValidationError) as refused:
        services.decline_request(asked(scene), **(usual | given), by=scene.cast.eve)
    assert list(refused.value.message_dict) == [field]


def test_what_was_declined_is_listed_for_everyone_unless_we_say_otherwise(scene: Scene) -> None:
    open_box(scene)
    one, other = asked(scene), asked(scene, "Did forty boats leave the harbour in May?")
    decline(scene, one, scene.cast.eve)
    services.decline_request(other, reason="Private.", is_listed=False, by=scene.cast.eve)
    assert list(ReaderRequest.objects.listed()) == [one]
    services.set_letterbox(scene.cast.desk, is_open=False, by=scene.cast.eve)
    assert not ReaderRequest.objects.listed()


def test_a_foreign_or_hidden_claim_cannot_be_joined(scene: Scene) -> None:
    open_box(scene)
    row = asked(scene)
    hidden = scene.claim(scene.cast.sam, visibility="me")
    with pytest.raises(ValidationError) as refused:
        services.join_request(row, hidden, by=scene.cast.ann)
    assert list(refused.value.message_dict) == ["claim"]
