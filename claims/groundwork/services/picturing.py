"""Pictures, recordings and films that a claim is about, and what was found out about each."""

from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.audit.services import record

from ..keeping import check, claim_for, locked, set_all, told, web_address
from ..models import Media

MISSING = {
    "medium": "Say whether it is a picture, a film or a sound.",
    "address": "Say at which address it stands.",
    "shows": "Say what it shows, for those who cannot see or hear it.",
}
ADDRESSES = ("address", "archived_at", "original_address")


class MediaChanges(TypedDict, total=False):
    """What is kept of it; what is left out stays as it is."""

    medium: str
    address: str
    archived_at: str
    shows: str
    words_in_it: str
    category: str
    finding: str
    original_address: str
    goes_out: bool


@transaction.atomic
def add_media(claim: Claim, *, by: User, **given: Unpack[MediaChanges]) -> Media:
    """Keep that the claim is about this; readers are told with the next verdict."""
    claim = claim_for(claim, by=by)
    row = Media(claim=claim, created_by=by, goes_out=True)
    set_all(row, dict(given))
    _check(row)
    row.save()
    record("media.added", row, by=by, **told(row))
    return row


@transaction.atomic
def edit_media(
    row: Media, *, version: int | None = None, by: User, **changes: Unpack[MediaChanges]
) -> Media:
    """Say it better, or say what it turned out to be."""
    row = locked(row, version, by=by)
    before = told(row)
    set_all(row, dict(changes))
    _check(row)
    after = told(row)
    if before != after:
        row.touch()
        record("media.edited", row, by=by, before=before, after=after)
    return row


def _check(row: Media) -> None:
    check(row, MISSING)
    for name in ADDRESSES:
        try:
            web_address(getattr(row, name))
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error
    if row.category and not row.finding:
        raise ValidationError({"finding": "Say how you know, so that readers can follow."})
