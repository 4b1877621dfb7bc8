"""What a claim is made of, as a table: at work with the rule, in public as it went out."""

from dataclasses import dataclass
from typing import Any

from claims.records.models import Claim
from claims.reviews.models import RollUp, Verdict
from claims.reviews.rolling import PartFound, parts_since, rolled_up
from claims.reviews.rules import may_roll_up

from ..links import named

Row = dict[str, Any]


@dataclass(frozen=True)
class Whole:
    """The parts of a claim; `says` what follows from them by the rule, if one was chosen."""

    rows: list[Row]
    says: str = ""
    reason: str = ""
    differs: bool = False
    chosen: RollUp | None = None
    may_choose: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows)


def whole_of(claim: Claim, verdict: Verdict | None, user: Any) -> Whole:
    """For the working page; `verdict` is the newest on the claim. Three queries at most."""
    found = rolled_up(claim, user)
    outcome = found.outcome
    out = verdict.neutral if verdict and not verdict.is_withdrawal else ""
    return Whole(
        rows=[_row(one) for one in found.parts],
        says=outcome.says if outcome else "",
        reason=found.chosen.reason if found.chosen else "",
        differs=bool(outcome and outcome.neutral and out and outcome.neutral != out),
        chosen=found.chosen,
        may_choose=may_roll_up(user, claim) and not claim.merged_into_id,
    )


def whole_as_published(verdict: Verdict) -> Whole:
    """For everyone: what went out with the verdict, and what was found on a part since."""
    told = verdict.rolled
    if not told:
        return Whole([])
    rows = [one | {"url": named("public-claim", one["kept"])} for one in parts_since(verdict)]
    return Whole(rows, told["says"], told["reason"], differs=told["neutral"] != verdict.neutral)


def _row(one: PartFound) -> Row:
    verdict = one.verdict
    return {
        "statement": one.claim.called,
        "language": one.claim.language,
        "url": named("claim", one.claim.pk),
        "neutral": verdict.neutral if verdict else "",
        "colour": verdict.colour if verdict else "",
        "label": verdict.rating_label if verdict else "",
    }
