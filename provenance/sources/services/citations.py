"""Everything that changes citations: one article leans on another."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.rules import NotNow, may_see, require
from provenance.audit.services import record

from ..addresses import AddressError, normalise
from ..knowing import Known
from ..models import Article, Citation, Passage
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
    why: str = "",
) -> Citation:
    """A person says that an article leans on another, on a name or on an address."""
    row: Article = Article.objects.locked(source.pk)
    require(may_change(by, row), "You may not add citations to this article.")
    _refuse_bad_target(row, target, by)
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
        known=Known.PERSON,
        why=why.strip(),
    )
    _refuse_stray_passages(citation)
    _check(citation)
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


def _decidable(citation: Citation, by: Any, version: int | None) -> Citation:
    row: Citation = Citation.objects.locked(citation.pk, version)
    require(may_change(by, row.source), "You may not decide about this citation.")
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
    citation.full_clean(exclude=["workspace", "source", "target"], validate_constraints=False)


def _address(given: str) -> str:
    try:
        return normalise(given) if given.strip() else ""
    except AddressError as error:
        raise ValidationError({"target_address": error.message}) from None
