"""The search log: what was searched for, where and when, also where nothing was found."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.evidence.models import Evidence
from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.audit.services import record

from ..keeping import (
    check,
    claim_for,
    evidence_here,
    locked,
    not_in_future,
    set_all,
    told,
    web_address,
)
from ..models import Search


class SearchChanges(TypedDict, total=False):
    """What a search says; what is left out stays as it is."""

    sought: str
    place: str
    address: str
    searched_on: date
    outcome: str
    evidence: Evidence | None
    note: str
    goes_out: bool


@transaction.atomic
def log_search(claim: Claim, *, by: User, **given: Unpack[SearchChanges]) -> Search:
    """Note a search, whatever came of it. Raises ValidationError naming the field."""
    claim = claim_for(claim, by=by)
    search = Search(claim=claim, created_by=by, goes_out=False)
    set_all(search, dict(given))
    _check(search)
    search.save()
    record("search.logged", search, by=by, **told(search))
    return search


@transaction.atomic
def edit_search(
    search: Search, *, version: int | None = None, by: User, **changes: Unpack[SearchChanges]
) -> Search:
    """Correct a line of the log."""
    search = locked(search, version, by=by)
    before = told(search)
    set_all(search, dict(changes))
    _check(search)
    after = told(search)
    if before != after:
        search.touch()
        record("search.edited", search, by=by, before=before, after=after)
    return search


def _check(search: Search) -> None:
    web_address(search.address)
    not_in_future("searched_on", search.searched_on)
    check(
        search,
        {
            "sought": "Say what was searched for.",
            "place": "Say where it was searched for.",
            "searched_on": "Say on which day.",
        },
    )
    if search.evidence_id and search.outcome != Search.Outcome.FOUND:
        raise ValidationError({"outcome": "Where evidence was found, something was found."})
    evidence_here(search.claim, search.evidence)
