"""How many claims were checked and what was found, with what the numbers do not say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..words import joined

KINDS = {
    "true": "true",
    "mixed": "mixed",
    "false": "false",
    "unproven": "unproven",
    "outdated": "outdated",
}
IN_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
FEW = 10  # Below that, shares would say more than there is.


@dataclass(frozen=True)
class Tallied:
    """How many claims were found to be of one kind; `kind` as the verdict's shape has it."""

    kind: str
    word: str
    number: int


@dataclass(frozen=True)
class Tally:
    """What was found on some claims, as published."""

    checked: int
    kinds: list[Tallied]

    @property
    def says(self) -> str:
        """The numbers in a sentence: `Nine claims are checked: five false and four true.`"""
        if not self.checked:
            return "No claim is checked yet."
        found = joined([f"{in_words(one.number)} {one.word}" for one in self.kinds])
        if len(self.kinds) == 1:
            found = f"{self.kinds[0].word}"
        verb = "claim is" if self.checked == 1 else "claims are"
        return f"{in_words(self.checked).capitalize()} {verb} checked and published: {found}."

    @property
    def is_few(self) -> bool:
        """Whether there are too few to draw them against each other."""
        return self.checked < FEW


def tally(numbers: Mapping[str, int]) -> Tally:
    """Of how many claims were found to be what, by the neutral kind of their rating."""
    kinds = [
        Tallied(kind, word, numbers[kind]) for kind, word in KINDS.items() if numbers.get(kind)
    ]
    return Tally(sum(one.number for one in kinds), kinds)


def in_words(number: int) -> str:
    """`nine`, `10`: small numbers in words."""
    return IN_WORDS[number] if number < len(IN_WORDS) else f"{number:,}"
