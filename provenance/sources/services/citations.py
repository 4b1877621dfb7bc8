"""Everything that changes citations: one article leans on another."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.rules import NotNow, may_see, require
from provenance.audit.services import record

from ..addresses import AddressError, normalise
from ..knowing import Known
from ..models import Article, Citation, Passage
from ..passages import passage_by_selector
from ..proposing import marks_of
from ..rules import may_change


@transaction.atomic
def cite(
    source: Article,
    *,
    kind: str,
    by: Any,
    target: Article | None = None,
    target_name: str = "",
    target_address: str = "",
    passage: Passage | None = None,
    target_passage: Passage | None = None,
    words: str = "",
    target_words: str = "",
    why: str = "",
    known: str = Known.PERSON,
    confidence: float = 1.0,
    uncredited: bool = False,
) -> Citation:
    """A person says that an article leans on another, on a name or on an address.

    Where that was proposed and waits, the proposal is confirmed by it. `known` may be `outside`,
    with a confidence. `uncredited` says that the citing text does not name what it takes from.
    `words` and `target_words` name passages of the newest versions by what they say.
    """
    row: Article = Article.objects.locked(source.pk)
    require(may_change(by, row), "You may not add citations to this article.")
    _refuse_bad_target(row, target, by)
    passage = passage or _passage(row, words, "words")
    target_passage = target_passage or _passage(target, target_words, "target_words")
    citation = Citation(
        workspace=row.workspace,
        visibility=row.visibility,
        created_by=by,
        source=row,
        target=target,
        target_name=target_name.strip(),
        target_address=_address(target_address),
        kind=kind,
        passage=passage,
        target_passage=target_passage,
        known=known,
        confidence=confidence,
        why=why.strip(),
        uncredited=uncredited,
    )
    _refuse_stray_passages(citation)
    _check(citation)
    waiting = _waiting(citation)
    if waiting is not None:
        return _say_it_oneself(waiting, citation, by)
    citation.save()
    record("citation.added", citation, by=by, source=row.pk, kind=kind)
    return citation


@transaction.atomic
def confirm_citation(
    citation: Citation,
    *,
    by: Any,
    reason: str = "",
    target: Article | None = None,
    version: int | None = None,
) -> Citation:
    """A person agrees with a proposal, and may say which article it means."""
    row = _decidable(citation, by, version)
    if target is not None:
        _refuse_bad_target(row.source, target, by)
        row.target = target
    return _decide(row, Citation.State.CONFIRMED, reason, by=by)


@transaction.atomic
def reject_citation(
    citation: Citation, *, by: Any, reason: str, version: int | None = None
) -> Citation:
    """A person disagrees, with a reason. The citation stays on record as rejected."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is rejected."})
    row = _decidable(citation, by, version)
    return _decide(row, Citation.State.REJECTED, reason, by=by)


@transaction.atomic
def reopen_citation(citation: Citation, *, by: Any, version: int | None = None) -> Citation:
    """Take a decision back; it waits for another one."""
    row = _decidable(citation, by, version)
    if row.state == Citation.State.PROPOSED:
        raise NotNow("Nobody has decided about it yet.")
    before, row.state, row.reason = row.state, Citation.State.PROPOSED, ""
    row.touch()
    record("citation.reopened", row, by=by, before=before)
    return row


@transaction.atomic
def change_kind(citation: Citation, kind: str, *, by: Any, version: int | None = None) -> Citation:
    """Say that it leans in another way than it was taken to."""
    row = _decidable(citation, by, version)
    if row.kind == kind:
        return row
    before, row.kind = row.kind, kind
    _check(row)
    row.touch()
    record("citation.kind_changed", row, by=by, before=before, after=kind)
    return row


@transaction.atomic
def withdraw_citation(citation: Citation, *, by: Any, version: int | None = None) -> Citation:
    """Take back what a person said; what our reading proposed is rejected instead, and stays."""
    row = _decidable(citation, by, version)
    if row.identity:
        raise NotNow("It was proposed, not said by a person: reject it instead.")
    row.deleted_at = timezone.now()
    row.touch()
    record("citation.withdrawn", row, by=by, kind=row.kind)
    return row


@transaction.atomic
def restore_citation(citation: Citation, *, by: Any) -> Citation:
    """Say again what was taken back, unless it was said or proposed anew in the meantime."""
    row: Citation = Citation.objects.select_related("source").locked(citation.pk)
    require(may_change(by, row.source), "You may not decide about this citation.")
    if row.deleted_at is None:
        return row
    named = {"target_name": row.target_name, "target_address": row.target_address}
    towards = {"target": row.target_id} if row.target_id else named
    if Citation.objects.alive().filter(source=row.source, kind=row.kind, **towards).exists():
        raise NotNow("It stands on record again already; decide about that one.")
    row.deleted_at = None
    row.touch()
    record("citation.restored", row, by=by, kind=row.kind)
    return row


@transaction.atomic
def confirm_citations(citations: Iterable[Citation], *, by: Any, reason: str = "") -> int:
    """Agree with several proposals for one reason; those decided meanwhile are left. How many."""
    done = 0
    for pk in sorted({one.pk for one in citations}):
        row: Citation = Citation.objects.select_related("source").locked(pk)
        require(may_change(by, row.source), "You may not decide about these citations.")
        if row.state == Citation.State.PROPOSED and row.deleted_at is None:
            _decide(row, Citation.State.CONFIRMED, reason, by=by)
            done += 1
    return done


def _passage(article: Article | None, words: str, field: str) -> Passage | None:
    """The passage of the newest version that says these words."""
    if not words.strip():
        return None
    if article is None or article.latest is None:
        raise ValidationError({field: "There is no text here to find these words in."})
    try:
        return passage_by_selector(
            article.latest, [{"type": "TextQuoteSelector", "exact": words.strip()}]
        )
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None


def _waiting(said: Citation) -> Citation | None:
    """The proposal that says the same and waits, if there is one."""
    rows = Citation.objects.waiting().filter(source=said.source, kind=said.kind, deleted_at=None)
    named = marks_of(said.target_name, said.target_address, _outlet_keys(said.target))
    row: Citation
    for row in rows.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        if said.target_id and row.target_id:
            if row.target_id == said.target_id:
                return row
        elif named & marks_of(row.target_name, row.target_address, _outlet_keys(row.target)):
            return row
    return None


def _outlet_keys(article: Article | None) -> list[str]:
    outlet = article.outlet if article else None
    return [outlet.key, *outlet.alias_keys] if outlet else []


def _say_it_oneself(row: Citation, said: Citation, by: Any) -> Citation:
    """A proposal becomes what a person says; its reasons stay."""
    for name in ("target", "target_name", "target_address", "passage", "target_passage"):
        if getattr(said, name):
            setattr(row, name, getattr(said, name))
    row.known, row.confidence, row.uncredited = said.known, said.confidence, said.uncredited
    row.why = said.why or row.why
    return _decide(row, Citation.State.CONFIRMED, said.why, by=by)


def _decidable(citation: Citation, by: Any, version: int | None) -> Citation:
    row: Citation = Citation.objects.select_related("source").locked(citation.pk, version)
    require(may_change(by, row.source), "You may not decide about this citation.")
    if row.deleted_at is not None:
        raise NotNow("It was taken back in the meantime.")
    return row


def _decide(row: Citation, state: str, reason: str, *, by: Any) -> Citation:
    if row.state == state:
        raise NotNow(f"It is {row.get_state_display()} already.")
    before, row.state, row.reason = row.state, state, reason.strip()
    _check(row)
    row.touch()
    record(f"citation.{state}", row, by=by, before=before, reason=row.reason)
    return row


def _refuse_bad_target(source: Article, target: Article | None, by: Any) -> None:
    if target is None:
        return
    unseen = by is not None and not may_see(by, target)
    if unseen or target.workspace_id != source.workspace_id:
        raise ValidationError({"target": "There is no such article in this workspace."})
    if target.pk == source.pk:
        raise ValidationError({"target": "An article cannot cite itself."})


def _refuse_stray_passages(citation: Citation) -> None:
    here, there = citation.passage, citation.target_passage
    if here is not None and here.snapshot.article_id != citation.source_id:
        raise ValidationError({"passage": "The passage must stand in the citing article."})
    if there is not None and there.snapshot.article_id != citation.target_id:
        raise ValidationError({"target_passage": "The passage must stand in the cited article."})


def _check(citation: Citation) -> None:
    if not (citation.target_id or citation.target_name or citation.target_address):
        raise ValidationError({"target": "Name an article, a name or an address."})
    if not 0 <= citation.confidence <= 1:
        raise ValidationError({"confidence": "Say how sure it is from 0 to 1."})
    citation.full_clean(exclude=["workspace", "source", "target"], validate_constraints=False)


def _address(given: str) -> str:
    try:
        return normalise(given) if given.strip() else ""
    except AddressError as error:
        raise ValidationError({"target_address": error.message}) from None
