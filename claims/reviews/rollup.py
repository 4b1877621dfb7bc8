"""What follows for a claim from the verdicts on its parts, by a rule that is stated. Pure.

A rule proposes and never publishes: the verdict on the whole is given by people, who may differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices


class Rule(TextChoices):
    """How the parts of a claim make the whole."""

    WORST = "worst", "the whole is as its worst part"
    ALL = "all", "all parts must hold"
    HAND = "hand", "decided by hand"


# From worst to best. What is not in it, satire and opinion, is no statement that could hold.
WORST_FIRST = ("false", "mixed", "unproven", "outdated", "true")
BESIDES = ("satire", "opinion")


@dataclass(frozen=True)
class Part:
    """A part and what its verdict stands for; `neutral` is empty where no verdict holds."""

    claim: int
    neutral: str


@dataclass(frozen=True)
class Outcome:
    """What follows for the whole: `neutral` is empty where nothing does yet; `says` tells why."""

    neutral: str
    says: str


def roll_up(rule: str, parts: Sequence[Part], by_hand: str = "") -> Outcome:
    """Apply a rule to the parts; `by_hand` is what a person decided the whole stands for."""
    if rule == Rule.HAND:
        return Outcome(by_hand, f"Decided by hand: {by_hand or 'nothing yet'}.")
    counted = [one for one in parts if one.neutral in WORST_FIRST]
    waiting = sum(1 for one in parts if not one.neutral)
    neutral = (_worst if rule == Rule.WORST else _all)([one.neutral for one in counted], waiting)
    return Outcome(neutral, f"{_stated(rule)} {_because(neutral, parts, waiting)}")


def _worst(found: Sequence[str], waiting: int) -> str:
    """As the worst part. Where one is false, what is still to come makes no difference."""
    worst = min(found, key=WORST_FIRST.index, default="")
    return "" if waiting and worst != WORST_FIRST[0] else worst


def _all(found: Sequence[str], waiting: int) -> str:
    """True where all hold, false where one does not, outdated where one no longer does."""
    if {"false", "mixed"} & set(found):
        return "false"
    if waiting or not found:
        return ""
    return next((one for one in ("unproven", "outdated") if one in found), "true")


def _stated(rule: str) -> str:
    said = str(Rule(rule).label)
    return f"{said[0].upper()}{said[1:]}."


def _because(neutral: str, parts: Sequence[Part], waiting: int) -> str:
    told = []
    for kind in (*WORST_FIRST, *BESIDES):
        number = sum(1 for one in parts if one.neutral == kind)
        told += [f"{number} {kind}"] if number else []
    told += [f"{waiting} without a verdict"] if waiting else []
    found = f"Of {len(parts)} part{'s' * (len(parts) != 1)}: {', '.join(told) or 'none'}."
    follows = f"So it is {neutral}." if neutral else "Nothing follows yet."
    return f"{found} {follows}"
