"""Verdicts as a list shows them: the claim, what was found, where it was first seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from claims.records.models import Claim
from claims.reviews.models import Verdict

from .listing import first_seen_line


@dataclass(frozen=True)
class Published:
    """One verdict with its claim."""

    verdict: Verdict
    claim: Claim
    seen: str


def latest_verdicts(user: Any, most: int) -> list[Published]:
    """The newest current verdicts this person may see, in two queries."""
    newest = Verdict.objects.visible_to(user).current().filter(claim__merged_into=None)
    return lines_of(newest.order_by("-published_at", "-pk")[:most], user)


def lines_of(verdicts: Iterable[Verdict], user: Any) -> list[Published]:
    """These verdicts with what a line about each says, in one more query."""
    listed = list(verdicts)
    ids = [one.claim_id for one in listed]
    claims = {one.pk: one for one in Claim.objects.filter(pk__in=ids).with_first_appearance()}
    return [
        Published(one, claims[one.claim_id], first_seen_line(claims[one.claim_id], user))
        for one in listed
    ]
