"""What the ratings of others come to on the neutral scale. Pure.

A word is looked up, never guessed at; where it is unknown, the place on a scale of numbers says it,
and where there is none either, a person has to.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

CHOSEN, WORD, NUMBER, NOTHING = "chosen", "word", "number", ""
LOW, HIGH = 0.25, 0.75
NEUTRAL = ("true", "mixed", "false", "unproven", "outdated")
WORDS: dict[str, str] = {
    word: neutral
    for neutral, words in {
        "true": "true|correct|accurate|mostly true|mostly correct|mostly accurate|right|supported|"
        "confirmed|verified|holds up|richtig|wahr|vrai|verdadero|vero|geppetto checkmark|"
        "correct attribution|legit",
        "mixed": "mixed|mixture|half true|half truth|partly true|partially true|partly false|"
        "partially false|partially correct|misleading|missing context|needs context|"
        "lacks context|out of context|cherry picking|cherrypicking|conflicting evidence|"
        "conflicting evidence cherrypicking|exaggerated|distorts the facts|spins the facts|"
        "imprecise|irreführend|teilweise falsch|trompeur|engañoso|two pinocchios|one pinocchio",
        "false": "false|mostly false|fake|incorrect|inaccurate|wrong|refuted|untrue|debunked|hoax|"
        "fabricated|pants on fire|barely true|three pinocchios|four pinocchios|"
        "altered|altered photo|altered video|manipulated|miscaptioned|falsch|faux|falso|scam|"
        "does not hold up|fiction|not true|baseless|misattributed",
        "unproven": "unproven|unproved|unverified|unsubstantiated|unsupported|not enough evidence|"
        "no evidence|insufficient evidence|inconclusive|undetermined|research in progress|"
        "cannot tell|we cannot tell|unbelegt|not proven|lacks evidence",
        "outdated": "outdated|true when said outdated now|no longer true|was true",
    }.items()
    for word in words.split("|")
}


@dataclass(frozen=True)
class Placed:
    """Where a rating stands: the neutral value, empty where nobody can tell, and how that is known.

    `how` is `chosen` by whoever imports, by its `word`, by its `number`, or empty.
    """

    neutral: str
    how: str


def place(
    label: str,
    value: float | None = None,
    best: float | None = None,
    worst: float | None = None,
    *,
    chosen: Mapping[str, str] | None = None,
) -> Placed:
    """The neutral value of a rating; `chosen` maps labels, as they stand there, to neutral ones."""
    if chosen and label in chosen:
        return Placed(chosen[label], CHOSEN)
    if known := WORDS.get(folded(label)):
        return Placed(known, WORD)
    if value is not None and best is not None and worst is not None and worst < best:
        share = (value - worst) / (best - worst)
        if 0 <= share <= 1:
            return Placed("false" if share <= LOW else "true" if share >= HIGH else "mixed", NUMBER)
    return Placed("", NOTHING)


def folded(label: str) -> str:
    """A label without its case and marks, to look it up by."""
    return " ".join(re.sub(r"[^\w\s]", " ", label.casefold()).split())
