"""A person says which of two pieces had it first, or that it is not the same text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.roles import Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record
from provenance.sources.models import Article, Citation
from provenance.sources.passages import passage_at
from provenance.sources.services import cite, confirm_citation, reject_citation
from provenance.sources.services.citations import reopen_citation, withdraw_citation

from ..direction import ENOUGH
from ..models import SharedText
from ..rules import may_decide

LONGEST_QUOTE = 1000  # characters of the passages that a citation points at


@transaction.atomic
def decide_shared_text(
    shared: SharedText, *, earlier: Article, by: Any, reason: str = "", version: int | None = None
) -> SharedText:
    """Say which article had it first; the other then republishes or quotes it, confirmed.

    Between a shared article and one that a person keeps to themselves the decision is kept, but no
    citation is made of it that others would read.
    """
    row = _decidable(shared, by, version)
    if earlier.pk not in (row.one_id, row.other_id):
        raise ValidationError({"earlier": "Choose one of the two articles."})
    way = SharedText.Direction.ONE if earlier.pk == row.one_id else SharedText.Direction.OTHER
    if row.state == SharedText.State.DECIDED and row.direction == way:
        raise NotNow("That is what was decided already.")
    _take_back(row, by)
    row.direction, row.state, row.reason = way, SharedText.State.DECIDED, reason.strip()
    row.citation = _citation(row, by)
    row.touch()
    record("shared_text.decided", row, by=by, earlier=earlier.pk, reason=row.reason)
    return row


@transaction.atomic
def refuse_shared_text(
    shared: SharedText, *, reason: str, by: Any, version: int | None = None
) -> SharedText:
    """Say that it is not the same text. What was proposed of the pair is rejected with it."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is not the same text."})
    row = _decidable(shared, by, version)
    if row.state == SharedText.State.REFUSED:
        raise NotNow("That is what was decided already.")
    _take_back(row, by)
    row.state, row.reason, row.citation = SharedText.State.REFUSED, reason.strip(), None
    row.touch()
    for one in _citations(row).filter(state=Citation.State.PROPOSED):
        reject_citation(one, reason=row.reason, by=by)
    record("shared_text.refused", row, by=by, reason=row.reason)
    return row


@transaction.atomic
def reopen_shared_text(shared: SharedText, *, by: Any, version: int | None = None) -> SharedText:
    """Take a decision back; the next comparison says again what speaks for which direction."""
    row = _decidable(shared, by, version)
    if row.state == SharedText.State.OPEN:
        raise NotNow("Nobody has decided about it.")
    before = row.state
    _take_back(row, by)
    row.state, row.reason, row.citation = SharedText.State.OPEN, "", None
    row.direction = _found(row)
    row.touch()
    record("shared_text.reopened", row, by=by, before=before)
    return row


def _decidable(shared: SharedText, by: Any, version: int | None) -> SharedText:
    row: SharedText = SharedText.objects.locked(shared.pk, version)
    require(may_decide(by, row), "You may not decide about these two articles.")
    return row


def _found(row: SharedText) -> str:
    """Where the reasons lead without a person's decision."""
    score = sum(one["weight"] for one in row.reasons)
    if abs(score) < ENOUGH:
        return ""
    return SharedText.Direction.ONE if score > 0 else SharedText.Direction.OTHER


def _take_back(row: SharedText, by: Any) -> None:
    """An earlier decision confirmed a citation: a proposal waits again, what it said is gone."""
    cited = row.citation
    if cited is None or cited.deleted_at or cited.state != Citation.State.CONFIRMED:
        return
    if cited.identity:
        reopen_citation(cited, by=by)
    else:
        withdraw_citation(cited, by=by)


def _citation(row: SharedText, by: Any) -> Citation | None:
    """Confirm what was proposed in this direction, or make it."""
    earlier, later = row.earlier, row.later
    if earlier is None or later is None or _would_tell(earlier, later):
        return None
    known: Citation | None = _citations(row).filter(source=later, target=earlier).first()
    others = _citations(row).filter(source=earlier, state=Citation.State.PROPOSED)
    for one in others:
        reject_citation(one, reason="A person says it is the other way round.", by=by)
    if known is None:
        return _cited(row, later, earlier, by)
    if known.state == Citation.State.CONFIRMED:
        return known
    confirmed: Citation = confirm_citation(known, reason=row.reason, by=by)
    return confirmed


def _would_tell(earlier: Article, later: Article) -> bool:
    return earlier.visibility == Visibility.ME != later.visibility


def _cited(row: SharedText, later: Article, earlier: Article, by: Any) -> Citation:
    one_is_first = row.earlier == row.one
    here, there = ("other", "one") if one_is_first else ("one", "other")
    most = max(row.passages, key=lambda passage: passage["words"], default=None)
    places: dict[str, Any] = {}
    if most:
        for name, side in (("passage", here), ("target_passage", there)):
            start, end = most[side]
            snapshot = getattr(row, f"{side}_snapshot")
            places[name] = passage_at(snapshot, start, min(end, start + LONGEST_QUOTE))
    return cite(
        later,
        kind=_kind(row),
        target=earlier,
        why=row.reason or f"{row.words} words stand in both word for word.",
        by=by,
        **places,
    )


def _citations(row: SharedText) -> Any:
    """Citations between the two articles, of the kind that the shared text makes."""
    pair = [row.one_id, row.other_id]
    rows = Citation.objects.alive().filter(source__in=pair, target__in=pair, kind=_kind(row))
    return rows.order_by("pk")


def _kind(row: SharedText) -> str:
    quoted = row.kind == SharedText.Kind.QUOTATION
    return Citation.Kind.QUOTES if quoted else Citation.Kind.REPUBLISHES
