"""Declared gaps, and the right of reply: kept, changed, answered, sent out; by whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.groundwork import rules, services
from claims.groundwork.models import Gap, Groundwork, Reply
from claims.groundwork.standing import in_words, standing
from claims.records.models import Claim
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db
MEMBERS = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}
ASKED, DUE, LATER = date(2024, 5, 6), date(2024, 5, 10), date(2024, 5, 12)


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


def gap_on(scene: Scene, claim: Claim, **given: Any) -> Gap:
    usual: dict[str, Any] = {"sought": "The harbour log of May", "by": scene.cast.ann}
    return services.declare_gap(claim, **(usual | given))


def ask(scene: Scene, claim: Claim, **given: Any) -> Reply:
    """The port was asked and has not answered."""
    usual: dict[str, Any] = {
        "party": "The port",
        "question": "Was the pier closed on 3 May?",
        "asked_on": ASKED,
        "answer_by": DUE,
        "by": scene.cast.ann,
    }
    return services.ask_for_reply(claim, **(usual | given))


MAKE: dict[str, Any] = {"gap": gap_on, "reply": ask}
EDIT: dict[str, Any] = {"gap": services.edit_gap, "reply": services.edit_reply}


def seeing(scene: Scene, row: Groundwork) -> set[str]:
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    return {n for n, user in scene.cast.everyone().items() if rows.visible_to(user).exists()}


def test_a_gap_needs_words_and_nothing_else(scene: Scene, claim: Claim) -> None:
    assert gap_on(scene, claim, note=" It would settle it. ").note == "It would settle it."
    with pytest.raises(ValidationError) as refused:
        gap_on(scene, claim, sought=" ")
    assert list(refused.value.message_dict) == ["sought"]
    assert AuditEvent.objects.get(action="gap.declared").detail["claim"] == claim.pk


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("party", {"party": " "}),
        ("question", {"question": ""}),
        ("asked_on", {"asked_on": None}),
        ("answer_by", {"answer_by": None}),
        ("asked_on", {"asked_on": timezone.localdate() + timedelta(days=1)}),
        ("answer_by", {"answer_by": ASKED - timedelta(days=1)}),
        ("answered_on", {"answer": "No."}),
        ("answer", {"answered_on": DUE}),
        ("answered_on", {"answered_on": ASKED - timedelta(days=1), "answer": "No."}),
        ("answered_on", {"answered_on": timezone.localdate() + timedelta(days=1), "answer": "No"}),
    ],
)
def test_bad_input_names_its_field(
    scene: Scene, claim: Claim, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as refused:
        ask(scene, claim, **given)
    assert list(refused.value.message_dict) == [field]
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("answered_on", "today", "how", "words"),
    [
        (None, DUE, "waiting", "asked to answer by 10 May 2024"),
        (None, DUE + timedelta(days=1), "no_answer", "no answer by 10 May 2024"),
        (DUE, LATER, "answered", "answered on 10 May 2024"),
        (LATER, LATER, "answered_late", "answered on 12 May 2024, asked to by 10 May 2024"),
    ],
)
def test_how_a_question_stands(answered_on: Any, today: date, how: str, words: str) -> None:
    assert standing(DUE, answered_on, today) == how
    assert in_words(DUE, answered_on, today) == words


def test_an_answer_is_kept_once(scene: Scene, claim: Claim) -> None:
    reply = services.record_answer(
        ask(scene, claim), answered_on=LATER, answer=" It was. ", by=scene.cast.bea
    )
    assert (reply.answer, reply.version) == ("It was.", 2)
    assert AuditEvent.objects.get(action="reply.answered").detail["answer"] == "It was."
    with pytest.raises(NotNow):
        services.record_answer(reply, answered_on=LATER, answer="No.", by=scene.cast.bea)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("answered_on", {"answered_on": ASKED - timedelta(days=1)}),
        ("answered_on", {"answered_on": timezone.localdate() + timedelta(days=1)}),
        ("answer", {"answer": "  "}),
    ],
)
def test_an_answer_that_cannot_be(
    scene: Scene, claim: Claim, field: str, given: dict[str, Any]
) -> None:
    usual: dict[str, Any] = {"answered_on": LATER, "answer": "It was."}
    with pytest.raises(ValidationError) as refused:
        services.record_answer(ask(scene, claim), **(usual | given), by=scene.cast.ann)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize(
    ("out", "changers"),
    [(False, {"ann", "bea", "eve", "tom", "sam", "max"}), (True, {"eve", "max"})],
)
def test_who_may_change_it(scene: Scene, kind: str, out: bool, changers: set[str]) -> None:
    claim = scene.claim(scene.cast.sam, visibility="workspace")
    row = MAKE[kind](scene, claim, by=scene.cast.sam)
    if out:
        decide(claim, scene)
    row = type(row).objects.select_related("claim").get(pk=row.pk)
    for name, user in scene.cast.everyone().items():
        assert rules.may_change(user, row) == (name in changers), name
        if name in changers:
            EDIT[kind](row, by=user)
        else:
            for service in (EDIT[kind], services.withdraw_groundwork):
                with pytest.raises(PermissionDenied):
                    service(row, by=user)


@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("name", ["sam", "sue", "ron", "olga", "nobody"])
def test_who_may_add_none(scene: Scene, claim: Claim, kind: str, name: str) -> None:
    with pytest.raises(PermissionDenied):
        MAKE[kind](scene, claim, by=scene.cast.everyone()[name])


@pytest.mark.parametrize("kind", MAKE)
def test_it_goes_out_unless_it_shall_not(scene: Scene, claim: Claim, kind: str) -> None:
    told, kept = MAKE[kind](scene, claim), MAKE[kind](scene, claim, goes_out=False)
    decide(claim, scene)
    assert seeing(scene, told) == MEMBERS | {"olga", "nobody"}
    assert seeing(scene, kept) == MEMBERS
    event = AuditEvent.objects.get(action=f"{kind}.published")
    assert event.detail["rows"] == [told.pk]


@pytest.mark.parametrize("kind", MAKE)
def test_it_is_edited_taken_back_and_put_back(scene: Scene, claim: Claim, kind: str) -> None:
    row, ann = MAKE[kind](scene, claim), scene.cast.ann
    words = {"gap": {"sought": "Another log"}, "reply": {"party": "The mayor"}}[kind]
    EDIT[kind](row, version=1, by=ann, **words)
    with pytest.raises(Stale):
        EDIT[kind](row, version=1, by=ann, **words)
    services.withdraw_groundwork(row, by=ann)
    assert seeing(scene, row) == set()
    services.restore_groundwork(row, by=ann)
    done = AuditEvent.objects.filter(action__startswith=f"{kind}.").order_by("number")
    assert [event.action.split(".")[1] for event in done][1:] == ["edited", "withdrawn", "restored"]


@pytest.mark.parametrize(
    "never",
    [
        {"answer_by": ASKED - timedelta(days=1)},
        {"answered_on": DUE},
        {"answer": "It was."},
        {"answered_on": ASKED - timedelta(days=1), "answer": "It was."},
        {"goes_out": False, "shown_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_may_never_be(
    scene: Scene, claim: Claim, never: dict[str, Any]
) -> None:
    reply = ask(scene, claim)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(**never)
