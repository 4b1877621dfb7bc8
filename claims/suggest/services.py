"""Working out proposals. They act for nobody, and count nowhere until a person confirms them."""

from collections.abc import Sequence
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from claims.records.models import Claim
from claims.records.services import Proposed, propose_relations
from claims.search.matching import candidates
from provenance.accounts.models import User, Visibility

from .models import Compared
from .relating import Guess, Said, guesses

SECONDS = 3.0  # That one run may take: other work waits behind it.
AT_ONCE = 20


def compare_claims(*, seconds: float = SECONDS, by: User | None = None) -> int:
    """Compare claims that are new or reworded with the others, the newest first; how many."""
    ends, total = monotonic() + seconds, 0
    while monotonic() < ends and (waiting := _waiting()):
        for claim in waiting:
            compare_claim(claim, by=by)
            total += 1
            if monotonic() >= ends:
                break
    return total


@transaction.atomic
def compare_claim(claim: Claim, *, by: User | None = None) -> list[Guess]:
    """Propose how one claim may stand to others of its workspace; what came of it.

    A claim that someone keeps to themselves is compared with their own alone.
    """
    others = candidates(_comparable(claim), claim.statement, claim.language)
    found = guesses(_said(claim), [_said(other) for other in others])
    propose_relations([_proposed(guess) for guess in found], by=by)
    Compared.objects.update_or_create(claim=claim, defaults={"statement": claim.statement})
    return found


def _waiting() -> Sequence[Claim]:
    stale = Q(compared=None) | ~Q(compared__statement=F("statement"))
    return list(Claim.objects.standing().filter(stale).order_by("-pk")[:AT_ONCE])


def _comparable(claim: Claim) -> Any:
    rows = Claim.objects.standing().filter(workspace=claim.workspace_id).exclude(pk=claim.pk)
    # The whole and its parts stand together already.
    rows = rows.exclude(pk=claim.parent_id).exclude(parent=claim)
    if claim.visibility == Visibility.ME:
        return rows.filter(created_by=claim.created_by_id)
    return rows.exclude(visibility=Visibility.ME)


def _said(claim: Claim) -> Said:
    return Said(
        id=claim.pk,
        statement=claim.statement,
        about=claim.about,
        about_precision=claim.about_precision,
        language=claim.language,
    )


def _proposed(guess: Guess) -> Proposed:
    return Proposed(guess.source, guess.target, guess.kind, guess.confidence, guess.signs)
