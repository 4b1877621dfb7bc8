"""What a reader sends is kept as text, counted by a digest, and put beside what asks the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from claims.requests import services
from claims.requests.models import DaySalt, ErrorReport, Letterbox, ReaderRequest
from claims.requests.services import TooOften, receiving
from claims.requests.services.letterboxes import LONGEST_WORDS
from provenance.accounts.rules import NotNow, Stale
from provenance.accounts.secrets import digest
from provenance.audit.models import AuditEvent
from tests.claims.requests.letters import HERE, TEXT, THERE, asked, open_box, reported, sent
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db


def test_nothing_is_taken_before_the_letterbox_is_open(scene: Scene) -> None:
    with pytest.raises(NotNow):
        sent(scene)
    open_box(scene)
    sent(scene)
    services.set_letterbox(scene.cast.desk, is_open=False, by=scene.cast.max)
    with pytest.raises(NotNow):
        sent(scene)


@pytest.mark.parametrize("name", ["ann", "tom", "sam", "ron", "olga", "nobody"])
def test_editors_and_owners_open_it(scene: Scene, name: str) -> None:
    with pytest.raises(PermissionDenied):
        services.set_letterbox(scene.cast.desk, is_open=True, by=scene.cast.everyone()[name])
    assert not Letterbox.objects.exists()


def test_a_letterbox_that_someone_else_changed_is_stale(scene: Scene) -> None:
    open_box(scene)
    with pytest.raises(Stale):
        services.set_letterbox(scene.cast.desk, is_open=False, version=0, by=scene.cast.eve)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("words", {"words": "x" * (LONGEST_WORDS + 1)}),
        ("keeps_contact_days", {"keeps_contact_days": 0}),
        ("keeps_contact_days", {"keeps_contact_days": 366}),
    ],
)
def test_a_letterbox_says_what_is_wrong(scene: Scene, field: str, given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        open_box(scene, **given)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": "Water?"}),
        ("text", {"text": "x" * 2001}),
        ("text", {"text": " \0 "}),
        ("seen_at", {"seen_where": " "}),
        ("seen_at", {"seen_at": "javascript:alert(1)"}),
        ("seen_at", {"seen_at": "https://paper.example/" + "x" * 2000}),
        ("seen_where", {"seen_where": "x" * 301}),
        ("contact", {"contact": "not an address"}),
        ("contact", {"contact": "a@b.example\nBcc: everyone@b.example"}),
    ],
)
def test_bad_input_names_its_field_and_keeps_nothing(
    scene: Scene, field: str, given: dict[str, Any]
) -> None:
    open_box(scene)
    with pytest.raises(ValidationError) as refused:
        sent(scene, **given)
    assert list(refused.value.message_dict) == [field]
    assert not ReaderRequest.objects.exists()


def test_of_the_sender_only_digests_are_kept_and_the_audit_tells_nothing_of_the_words(
    scene: Scene,
) -> None:
    open_box(scene)
    got = sent(scene, contact="reader@example.org", network=HERE)
    row = ReaderRequest.objects.get()
    assert row.secret == digest(got.secret) != got.secret
    assert HERE not in row.sender
    assert len(row.sender) == 64
    event = AuditEvent.objects.get(action="request.sent")
    assert (event.actor, event.target) == (None, f"requests.readerrequest:{row.pk}")
    assert event.detail == {"same_as": None}


def test_those_that_ask_the_same_hang_together_and_count(scene: Scene) -> None:
    open_box(scene)
    first = asked(scene, network=HERE)
    again = asked(scene, "Please check: the eastern pier was closed on 3 May", network=HERE)
    other = asked(scene, TEXT, network=THERE, seen_at="https://paper.example/pier")
    apart = asked(scene, "Was the eastern pier closed on 4 May?", network=THERE)
    assert [row.same_as_id for row in (first, again, other, apart)] == [None] + [first.pk] * 2 + [
        None
    ]
    first.refresh_from_db()
    assert (first.askers, first.places, first.version) == (2, 2, 1)
    wanted = ReaderRequest.objects.heads().waiting().most_wanted()
    assert list(wanted) == [first, apart]


def test_what_was_declined_does_not_swallow_a_new_question(scene: Scene) -> None:
    open_box(scene)
    old = asked(scene)
    services.decline_request(old, reason="Too old.", wording="A pier", by=scene.cast.eve)
    assert asked(scene).same_as_id is None


def test_a_program_that_fills_the_trap_is_kept_apart(scene: Scene) -> None:
    open_box(scene)
    first = asked(scene)
    row = asked(scene, trapped=True)
    assert (row.state, row.same_as_id) == ("spam", None)
    first.refresh_from_db()
    assert first.askers == 1


def test_one_sender_is_told_to_wait_and_others_are_not(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_box(scene)
    claim = scene.claim(scene.cast.ann)
    decide(claim, scene)
    for number in range(receiving.AN_HOUR - 1):
        asked(scene, f"Question number {number} of the harbour", network=HERE)
    reported(claim, network=HERE)  # Both kinds count.
    for call in (lambda: sent(scene, network=HERE), lambda: reported(claim, network=HERE)):
        with pytest.raises(TooOften):
            call()
    sent(scene, network=THERE)
    monkeypatch.setattr(receiving, "ALL_AN_HOUR", 3)
    with pytest.raises(TooOften):
        sent(scene, network="203.0.113.200")


def test_salts_of_past_days_are_thrown_away(scene: Scene) -> None:
    open_box(scene)
    asked(scene)
    today = timezone.localdate()
    DaySalt.objects.create(day=today - timedelta(days=1), salt=b"x")
    assert services.forget_salts(today) == 1
    assert [one.day for one in DaySalt.objects.all()] == [today]


def test_addresses_are_erased_by_the_clock_and_on_wish(scene: Scene) -> None:
    open_box(scene, keeps_contact_days=30)
    claim = scene.claim(scene.cast.ann)
    decide(claim, scene)
    row = asked(scene, contact="one@example.org")
    got = reported(claim, contact="two@example.org")
    today = timezone.localdate()
    assert row.contact_until == today + timedelta(days=30)
    assert services.forget_contacts(today + timedelta(days=30)) == 0
    assert services.erase_sent_contact(got.secret) == got.row
    assert services.erase_sent_contact("guessed") is None
    assert services.forget_contacts(today + timedelta(days=31)) == 1
    assert not ReaderRequest.objects.with_contact()
    assert not ErrorReport.objects.with_contact()
    erased = AuditEvent.objects.filter(action__endswith="contact_erased").order_by("number")
    assert [(event.action, event.detail) for event in erased] == [
        ("report.contact_erased", {}),
        ("request.contact_erased", {}),
    ]


@pytest.mark.parametrize("name", ["ann", "eve", "sam", "ron", "olga", "nobody"])
def test_who_may_erase_an_address(scene: Scene, name: str) -> None:
    open_box(scene)
    row, by = asked(scene, contact="one@example.org"), scene.cast.everyone()[name]
    if name in {"ann", "eve"}:
        assert services.erase_contact(row, by=by).contact == ""
    else:
        with pytest.raises(PermissionDenied):
            services.erase_contact(row, by=by)


def test_an_error_is_reported_of_what_is_published_alone(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    with pytest.raises(NotNow):
        reported(claim)
    decide(claim, scene)
    row = reported(claim, source="The log itself.").row
    assert (row.verdict, row.workspace) == (claim.verdicts.get(), scene.cast.desk)
    with pytest.raises(ValidationError) as refused:
        reported(claim, source="x" * 2001)
    assert list(refused.value.message_dict) == ["source"]


def test_what_readers_sent_is_seen_by_those_who_check_here(scene: Scene) -> None:
    open_box(scene)
    row = asked(scene)
    seeing = {
        name
        for name, user in scene.cast.everyone().items()
        if ReaderRequest.objects.visible_to(user).filter(pk=row.pk).exists()
    }
    assert seeing == {"ann", "bea", "eve", "tom", "max"}
