"""A person decides about a shared text: who was first, or that it is not the same."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.lineage.models import SharedText
from provenance.lineage.rules import may_decide
from provenance.lineage.services.comparing import compare_snapshots
from provenance.lineage.services.deciding import (
    decide_shared_text,
    refuse_shared_text,
    reopen_shared_text,
)
from provenance.sources.models import Citation
from tests.people import Cast
from tests.provenance.lineage.writing import keep, prose

AGENCY = prose(200)


def pair(cast: Cast, **about: Any) -> SharedText:
    """Two articles with the same text, of which nothing says who was first."""
    ids = [keep(cast, AGENCY, title="One", **about).pk, keep(cast, AGENCY, title="Other").pk]
    compare_snapshots(ids, by=None)
    return the_pair()


def dated(cast: Cast) -> SharedText:
    """Two of which the first is dated earlier, so that it is proposed."""
    one = keep(cast, AGENCY, title="One", published="2024-05-01")
    other = keep(cast, AGENCY, title="Other", published="2024-05-04")
    compare_snapshots([one.pk, other.pk], by=None)
    return the_pair()


def the_pair() -> SharedText:
    row: SharedText = SharedText.objects.select_related("one", "other").get()
    return row


def last() -> tuple[str, dict[str, Any]]:
    event = AuditEvent.objects.latest("id")
    return event.action, event.detail


def test_the_later_piece_then_republishes_the_earlier(cast: Cast) -> None:
    shared = pair(cast)
    row = decide_shared_text(shared, earlier=shared.other, reason="Their stamp.", by=cast.ann)
    assert (row.state, row.earlier, row.later) == ("decided", shared.other, shared.one)
    cited = Citation.objects.get()
    assert (cited.source, cited.target) == (shared.one, shared.other)
    assert (cited.kind, cited.state, cited.known) == ("republishes", "confirmed", "person")
    assert cited.passage
    assert cited.target_passage
    assert cited.passage.snapshot == shared.one_snapshot
    assert cited.target_passage.snapshot == shared.other_snapshot
    assert row.citation == cited
    action, detail = last()
    assert (action, detail["earlier"]) == ("shared_text.decided", shared.other_id)


def test_what_was_proposed_is_confirmed(cast: Cast) -> None:
    shared = dated(cast)
    proposed = Citation.objects.get()
    row = decide_shared_text(shared, earlier=shared.one, by=cast.ann)
    proposed.refresh_from_db()
    assert (proposed.state, row.citation) == ("confirmed", proposed)


def test_the_other_way_round_rejects_what_was_proposed(cast: Cast) -> None:
    shared = dated(cast)
    decide_shared_text(shared, earlier=shared.other, by=cast.ann)
    states = {cited.source_id: cited.state for cited in Citation.objects.all()}
    assert states == {shared.other_id: "rejected", shared.one_id: "confirmed"}


def test_a_decision_stays_when_texts_are_compared_again(cast: Cast) -> None:
    shared = dated(cast)
    decide_shared_text(shared, earlier=shared.other, by=cast.ann)
    compare_snapshots([shared.one_snapshot_id], by=None)
    shared.refresh_from_db()
    assert (shared.direction, shared.state) == ("other", "decided")


def test_not_the_same_text(cast: Cast) -> None:
    shared = dated(cast)
    row = refuse_shared_text(shared, reason="Both quote the law.", by=cast.ann)
    assert (row.state, row.reason) == ("refused", "Both quote the law.")
    assert Citation.objects.get().state == "rejected"
    compare_snapshots([shared.one_snapshot_id, shared.other_snapshot_id], by=None)
    assert Citation.objects.count() == 1
    assert not SharedText.objects.telling().exists()


def test_a_refusal_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        refuse_shared_text(pair(cast), reason=" ", by=cast.ann)
    assert "reason" in refused.value.message_dict


def test_a_decision_can_be_taken_back(cast: Cast) -> None:
    shared = dated(cast)
    decide_shared_text(shared, earlier=shared.other, by=cast.ann)
    row = reopen_shared_text(shared, by=cast.ann)
    assert (row.state, row.direction, row.citation) == ("open", "one", None)
    assert {cited.state for cited in Citation.objects.alive()} == {"rejected"}
    again = decide_shared_text(shared, earlier=shared.one, by=cast.bea)
    assert again.citation is not None
    assert again.citation.state == "confirmed"


def test_a_proposal_that_was_confirmed_waits_again(cast: Cast) -> None:
    shared = dated(cast)
    decide_shared_text(shared, earlier=shared.one, by=cast.ann)
    reopen_shared_text(shared, by=cast.ann)
    assert Citation.objects.get().state == "proposed"


def test_a_refusal_can_be_taken_back(cast: Cast) -> None:
    shared = pair(cast)
    refuse_shared_text(shared, reason="No.", by=cast.ann)
    assert reopen_shared_text(shared, by=cast.ann).state == "open"


def test_wrong_moments(cast: Cast) -> None:
    shared = pair(cast)
    with pytest.raises(NotNow):
        reopen_shared_text(shared, by=cast.ann)
    decide_shared_text(shared, earlier=shared.one, by=cast.ann)
    with pytest.raises(NotNow):
        decide_shared_text(shared, earlier=shared.one, by=cast.ann)
    refuse_shared_text(shared, reason="No.", by=cast.ann)
    with pytest.raises(NotNow):
        refuse_shared_text(shared, reason="No.", by=cast.ann)


def test_another_article_is_no_answer(cast: Cast) -> None:
    shared = pair(cast)
    with pytest.raises(ValidationError):
        decide_shared_text(shared, earlier=keep(cast, "Else.").article, by=cast.ann)


def test_a_stale_decision_is_refused(cast: Cast) -> None:
    shared = pair(cast)
    refuse_shared_text(shared, reason="No.", by=cast.ann)
    with pytest.raises(Stale):
        decide_shared_text(shared, earlier=shared.one, by=cast.bea, version=shared.version)


DECIDE = {
    "decide": lambda row, by: decide_shared_text(row, earlier=row.one, by=by),
    "refuse": lambda row, by: refuse_shared_text(row, reason="No.", by=by),
}


@pytest.mark.parametrize("action", DECIDE)
@pytest.mark.parametrize(
    "name", ["ann", "bea", "eve", "tom", "sam", "sue", "ron", "max", "olga", "nobody"]
)
def test_who_may_decide(cast: Cast, action: str, name: str) -> None:
    shared, user = pair(cast), cast.everyone()[name]
    allowed = name in {"ann", "bea", "eve", "tom", "max"}
    assert may_decide(user, shared) == allowed
    if allowed:
        DECIDE[action](shared, user)
    else:
        with pytest.raises(PermissionDenied):
            DECIDE[action](shared, user)


def test_a_decision_about_a_private_article_tells_nobody(cast: Cast) -> None:
    mine = keep(cast, AGENCY, visibility="me")
    open_one = keep(cast, AGENCY)
    compare_snapshots([mine.pk, open_one.pk], by=None)
    shared = SharedText.objects.select_related("one", "other").get()
    row = decide_shared_text(shared, earlier=mine.article, by=cast.ann)
    assert (row.state, row.citation) == ("decided", None)
    assert not Citation.objects.exists()
    with pytest.raises(PermissionDenied):
        decide_shared_text(shared, earlier=open_one.article, by=cast.bea)
