"""Corrections asked of outlets and speakers, and what came of them; a silent one is proved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.requests import rules, services
from claims.requests.models import CorrectionRequest
from claims.requests.proving import revisions_since
from claims.requests.reading import tally
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.sources.models import Revision
from tests.claims.changing import GONE, REWORDED, changed
from tests.claims.scene import Scene, decide, snapshot_of

pytestmark = pytest.mark.django_db
ASKED, DUE = date(2024, 5, 20), date(2024, 6, 20)
CHECK = {"ann", "bea", "eve", "tom", "max"}
EVERYONE = [*sorted(CHECK), "sam", "sue", "ron", "olga", "nobody"]


@pytest.fixture
def claim(scene: Scene) -> Claim:
    claim = scene.claim(scene.cast.ann)
    decide(claim, scene)
    return Claim.objects.get(pk=claim.pk)


def ask(scene: Scene, claim: Claim, **given: Any) -> CorrectionRequest:
    usual: dict[str, Any] = {
        "article": scene.snapshot.article,
        "asked": "The pier was open. Please say so.",
        "sent_on": ASKED,
        "answer_by": DUE,
        "by": scene.cast.ann,
    }
    return services.ask_for_correction(claim, **(usual | given))


def settle(scene: Scene, row: CorrectionRequest, outcome: str, **given: Any) -> CorrectionRequest:
    usual: dict[str, Any] = {"settled_on": DUE, "by": scene.cast.ann}
    return services.settle_correction_request(row, outcome, **(usual | given))


def revised(scene: Scene, *swaps: tuple[str, str], kind: str = "silent") -> Revision:
    """A newer version of the article, as the worker compares it."""
    newer = changed(scene.snapshot, *(swaps or (REWORDED,)))
    row = Revision.objects.get(after=newer)
    if row.kind != kind:
        Revision.objects.filter(pk=row.pk).update(kind=kind)
        row.refresh_from_db()
    return row


def test_the_article_says_who_was_asked(scene: Scene, claim: Claim) -> None:
    row = ask(scene, claim)
    assert (row.party, row.outlet) == ("Harbour Post", scene.snapshot.article.outlet)
    assert (row.verdict, row.state) == (claim.verdicts.get(), "sent")
    assert AuditEvent.objects.get(action="correction_request.sent").detail["claim"] == claim.pk


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("party", {"article": None, "party": " "}),
        ("party", {"party": "x" * 201}),
        ("asked", {"asked": " "}),
        ("asked", {"asked": "x" * 10_001}),
        ("sent_on", {"sent_on": None}),
        ("sent_on", {"sent_on": timezone.localdate() + timedelta(days=1)}),
        ("answer_by", {"answer_by": ASKED - timedelta(days=1)}),
    ],
)
def test_bad_input_names_its_field(
    scene: Scene, claim: Claim, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as refused:
        ask(scene, claim, **given)
    assert list(refused.value.message_dict) == [field]
    assert not CorrectionRequest.objects.exists()


def test_an_article_of_another_workspace_is_refused(scene: Scene, claim: Claim) -> None:
    with pytest.raises(ValidationError) as refused:
        ask(scene, claim, article=scene.foreign.article)
    assert list(refused.value.message_dict) == ["article"]


@pytest.mark.parametrize("name", EVERYONE)
def test_who_may_ask_and_settle(scene: Scene, claim: Claim, name: str) -> None:
    by = scene.cast.everyone()[name]
    if name in CHECK:
        row = ask(scene, claim, by=by)
        assert settle(scene, row, "refused", answer="No.", by=by).state == "refused"
        return
    row = ask(scene, claim)
    for call in (
        lambda: ask(scene, claim, by=by),
        lambda: settle(scene, row, "refused", answer="No.", by=by),
        lambda: services.edit_correction_request(row, party="X", by=by),
        lambda: services.withdraw_correction_request(row, by=by),
        lambda: services.restore_correction_request(row, by=by),
    ):
        with pytest.raises(PermissionDenied):
            call()


def test_editors_decide_what_readers_are_told_and_change_it_then(
    scene: Scene, claim: Claim
) -> None:
    with pytest.raises(PermissionDenied):
        ask(scene, claim, is_told=True)
    row = ask(scene, claim)
    with pytest.raises(PermissionDenied):
        services.edit_correction_request(row, is_told=True, by=scene.cast.bea)
    row = services.edit_correction_request(row, is_told=True, by=scene.cast.eve)
    with pytest.raises(PermissionDenied):
        settle(scene, row, "refused", answer="No.")
    assert settle(scene, row, "refused", answer="No.", by=scene.cast.eve).answer == "No."


@pytest.mark.parametrize("told", [True, False])
def test_who_sees_it(scene: Scene, claim: Claim, told: bool) -> None:
    row = ask(scene, claim, is_told=told, by=scene.cast.eve)
    for name, user in scene.cast.everyone().items():
        sees = CorrectionRequest.objects.visible_to(user).filter(pk=row.pk).exists()
        assert (
            sees == rules.may_see_correction(user, row) == (told or name not in {"olga", "nobody"})
        )


def test_what_is_told_of_a_text_kept_private_stays_inside(scene: Scene, claim: Claim) -> None:
    row = ask(scene, claim, is_told=True, by=scene.cast.eve)
    article = scene.snapshot.article
    article.visibility = "me"
    article.save()
    row.refresh_from_db()
    assert not CorrectionRequest.objects.visible_to(scene.cast.nobody)
    assert not rules.may_see_correction(scene.cast.nobody, row)


def test_a_silent_correction_is_proved_by_two_versions(scene: Scene, claim: Claim) -> None:
    row = ask(scene, claim)
    with pytest.raises(ValidationError) as refused:
        settle(scene, row, "silent")
    assert list(refused.value.message_dict) == ["revision"]
    revision = revised(scene)
    assert list(revisions_since(row)) == [revision]
    row = settle(scene, row, "silent", revision=revision, settled_on=None)
    assert (row.before, row.after) == (revision.before, revision.after)
    assert row.settled_on == revision.after.captured_at.date()


def test_what_two_versions_prove_stays_with_them(scene: Scene, claim: Claim) -> None:
    """A proof is of one article since one day; neither is exchanged under it."""
    row, by = ask(scene, claim), scene.cast.ann
    today, revision = timezone.localdate(), revised(scene)
    row = settle(scene, row, "silent", revision=revision, settled_on=today)
    other = snapshot_of(scene.cast.desk).article
    wrong: list[dict[str, Any]] = [{"article": None}, {"article": other}, {"sent_on": today}]
    for given in wrong:
        with pytest.raises(ValidationError) as refused:
            services.edit_correction_request(row, answer_by=today, by=by, **given)
        assert set(refused.value.message_dict) == set(given)
    services.edit_correction_request(row, asked="Please say so.", by=by)
    services.reopen_correction_request(row, by=by)
    assert services.edit_correction_request(row, article=other, by=by).article == other


@pytest.mark.parametrize(
    ("swaps", "kind", "outcome", "said"),
    [
        ([REWORDED], "announced", "silent", "changed, and says so"),
        ([REWORDED], "silent", "corrected", "changed without saying so"),
        ([("Forty boats", "Fifty boats")], "silent", "silent", "still stand"),
    ],
)
def test_versions_that_show_something_else_prove_nothing(
    scene: Scene, claim: Claim, swaps: list[Any], kind: str, outcome: str, said: str
) -> None:
    revision = revised(scene, *swaps, kind=kind)
    with pytest.raises(ValidationError) as refused:
        settle(scene, ask(scene, claim), outcome, revision=revision)
    assert said in str(refused.value.message_dict["revision"])


def test_a_change_from_before_the_asking_proves_nothing(scene: Scene, claim: Claim) -> None:
    revision = revised(scene, GONE)
    late = revision.after.captured_at.date() + timedelta(days=1)
    row = ask(scene, claim, sent_on=late, answer_by=late)
    assert not revisions_since(row)
    with pytest.raises(ValidationError) as refused:
        settle(scene, row, "silent", revision=revision, settled_on=late)
    assert "before anybody asked" in str(refused.value.message_dict["revision"])


def test_versions_of_another_article_prove_nothing(scene: Scene, claim: Claim) -> None:
    changed(scene.foreign, REWORDED)
    revision = Revision.objects.get(after__article=scene.foreign.article)
    with pytest.raises(ValidationError) as refused:
        settle(scene, ask(scene, claim), "silent", revision=revision)
    assert list(refused.value.message_dict) == ["revision"]


@pytest.mark.parametrize(
    ("outcome", "field", "given"),
    [
        ("answered", "answer", {}),
        ("refused", "answer", {"answer": " "}),
        ("corrected", "notice", {}),
        ("corrected", "notice", {"notice": "javascript:alert(1)"}),
        ("refused", "settled_on", {"answer": "No.", "settled_on": ASKED - timedelta(days=1)}),
        ("refused", "settled_on", {"answer": "No.", "settled_on": date(2999, 1, 1)}),
        ("lost", "outcome", {}),
    ],
)
def test_an_outcome_that_cannot_be(
    scene: Scene, claim: Claim, outcome: str, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as refused:
        settle(scene, ask(scene, claim), outcome, **given)
    assert list(refused.value.message_dict) == [field]


def test_answered_first_and_corrected_later(scene: Scene, claim: Claim) -> None:
    row = settle(scene, ask(scene, claim), "answered", answer="We look into it.")
    row = settle(scene, row, "corrected", notice="https://post.example/corrections/3")
    with pytest.raises(NotNow):
        settle(scene, row, "refused", answer="No.")
    row = services.reopen_correction_request(row, by=scene.cast.ann)
    assert (row.state, row.notice, row.settled_on) == ("sent", "", None)


def test_withdrawn_it_is_in_no_count_and_comes_back(scene: Scene, claim: Claim) -> None:
    row, by = ask(scene, claim), scene.cast.ann
    settle(scene, ask(scene, claim), "refused", answer="No.")
    assert (
        tally(CorrectionRequest.objects.visible_to(by)).said
        == "2 asked, 1 refused, 1 without an answer by the date"
    )
    services.withdraw_correction_request(row, by=by)
    assert tally(CorrectionRequest.objects.visible_to(by)).asked == 1
    services.restore_correction_request(row, by=by)
    assert tally(CorrectionRequest.objects.visible_to(by)).asked == 2


def test_whoever_is_slower_is_told(scene: Scene, claim: Claim) -> None:
    row = ask(scene, claim)
    services.edit_correction_request(row, asked="Please correct it.", by=scene.cast.bea)
    with pytest.raises(Stale):
        services.edit_correction_request(row, asked="Soon.", version=1, by=scene.cast.ann)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "silent", "settled_on": DUE},
        {"state": "answered", "settled_on": DUE},
        {"state": "corrected"},
        {"answer_by": ASKED - timedelta(days=1)},
        {"party": ""},
    ],
)
def test_the_database_refuses_what_may_never_be(
    scene: Scene, claim: Claim, wrong: dict[str, Any]
) -> None:
    row = ask(scene, claim)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.filter(pk=row.pk).update(**wrong)
