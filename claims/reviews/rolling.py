"""Reading what a claim is made of, what was found on each part, and what follows by its rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from claims.records.models import Claim
from provenance.written import written_once

from .models import RollUp, Verdict
from .rollup import Outcome, Part, roll_up


@dataclass(frozen=True)
class PartFound:
    """A part as someone may see it; the verdict is the newest one on it, if there is one."""

    claim: Claim
    verdict: Verdict | None

    @property
    def part(self) -> Part:
        """The same for the rule."""
        holds = self.verdict and not self.verdict.is_withdrawal
        return Part(self.claim.pk, self.verdict.neutral if self.verdict and holds else "")


@dataclass(frozen=True)
class RolledUp:
    """The parts of a claim and, where a rule was chosen, what follows from them."""

    parts: list[PartFound]
    chosen: RollUp | None

    @property
    def outcome(self) -> Outcome | None:
        """What follows by the rule; None where none was chosen."""
        if self.chosen is None:
            return None
        by_hand = self.chosen.rating.neutral if self.chosen.rating else ""
        return roll_up(self.chosen.rule, [one.part for one in self.parts], by_hand)

    def __bool__(self) -> bool:
        return bool(self.parts)


def rolled_up(claim: Claim, user: Any) -> RolledUp:
    """The parts this person may see and the rule; three queries, one where there are no parts."""
    parts: list[Claim] = _parts(claim.pk, user)
    if not parts:
        return RolledUp([], None)
    verdicts = {one.claim_id: one for one in _verdicts([kept(one) for one in parts])}
    found = [PartFound(one, verdicts.get(kept(one))) for one in parts]
    return RolledUp(found, next(iter(_chosen(claim.pk)), None))


def kept(part: Claim) -> int:
    """The claim whose verdict counts for a part: the one it was merged into, if it was."""
    return part.merged_into_id or part.pk


def as_published(claim: Claim) -> dict[str, Any] | None:
    """The rule and the public parts as plain values, to go out with a verdict; None without."""
    found = rolled_up(claim, AnonymousUser())
    if found.outcome is None or found.chosen is None:
        return None
    return {
        "rule": found.chosen.rule,
        "says": found.outcome.says,
        "reason": found.chosen.reason,
        "neutral": found.outcome.neutral,
        "parts": [_told(one) for one in found.parts],
    }


def parts_since(verdict: Verdict) -> list[dict[str, Any]]:
    """The parts a verdict went out with, and `now` where another verdict is out on one since."""
    told: Sequence[dict[str, Any]] = (verdict.rolled or {}).get("parts", [])
    if not told:
        return []
    current = {one.claim_id: one for one in _verdicts([one["kept"] for one in told])}
    return [one | {"now": _since(one, current.get(one["kept"]))} for one in told]


def _since(told: dict[str, Any], now: Verdict | None) -> Verdict | None:
    return now if now and now.pk != told["verdict"] else None


def _told(one: PartFound) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "claim": one.claim.pk,
        "kept": kept(one.claim),
        "statement": one.claim.statement,
        "language": one.claim.language,
        "verdict": verdict.pk if verdict else None,
        "neutral": verdict.neutral if verdict else "",
        "colour": verdict.colour if verdict else "",
        "label": verdict.rating_label if verdict else "",
    }


@written_once
def _parts(claim_id: int, user: Any) -> Any:
    return Claim.objects.visible_to(user).filter(parent=claim_id).order_by("pk")


@written_once
def _chosen(claim_id: int) -> Any:
    return RollUp.objects.standing().filter(claim=claim_id).select_related("rating")


@written_once
def _verdicts(claim_ids: list[int]) -> Any:
    return Verdict.objects.filter(claim__in=claim_ids).current()
