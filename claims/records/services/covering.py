"""Covers over claims that some readers would rather not meet unprepared."""

from django.db import transaction

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import record
from provenance.sources.covers import words_of

from .. import rules
from ..models import Claim

MAY_NOT_COVER = "Only those who check here say what needs a cover."


@transaction.atomic
def cover_claim(claim: Claim, *, sensitive: str, version: int | None = None, by: User) -> Claim:
    """Cover a claim wherever it is shown, saying what awaits the reader; empty takes it off.

    Also after its verdict is published: a cover says nothing about what is true.
    """
    claim = Claim.objects.locked(claim.pk, version)
    require(rules.may_cover(by, claim), MAY_NOT_COVER)
    before, claim.sensitive = claim.sensitive, words_of(sensitive)
    if claim.sensitive == before:
        return claim
    claim.touch()
    action = "claim.covered" if claim.sensitive else "claim.uncovered"
    record(action, claim, by=by, before=before, after=claim.sensitive)
    return claim
