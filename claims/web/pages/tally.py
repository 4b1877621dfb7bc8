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
    """What was found on some claims, as published; of how many, where the publisher says so."""

    checked: int
    kinds: list[Tallied]
    recorded: int | None = None

    @property
    def says(self) -> str:
        """The numbers in a sentence: `Nine of 41 recorded claims are checked and published: …`"""
        if not self.checked:
            return self._none
        found = joined([f"{in_words(one.number)} {one.word}" for one in self.kinds])
        if len(self.kinds) == 1:
            found = f"{self.kinds[0].word}"
        verb = "is" if self.checked == 1 else "are"
        many = in_words(self.checked).capitalize()
        return f"{many} {self._claims} {verb} checked and published: {found}."

    @property
    def _claims(self) -> str:
        """`claims`, or `of 41 recorded claims`."""
        if self.recorded is None:
            return "claim" if self.checked == 1 else "claims"
        return (
            f"of {in_words(self.recorded)} recorded {'claim' if self.recorded == 1 else 'claims'}"
        )

    @property
    def _none(self) -> str:
        if not self.recorded:
            return "No claim is checked yet."
        if self.recorded == 1:
            return "One claim is recorded; it is not checked yet."
        return f"None of {in_words(self.recorded)} recorded claims is checked yet."

    @property
    def is_few(self) -> bool:
        """Whether there are too few to draw them against each other."""
        return self.checked < FEW


def tally(numbers: Mapping[str, int], recorded: int | None = None) -> Tally:
    """Of how many claims were found to be what, by the neutral kind of their rating."""
    kinds = [
        Tallied(kind, word, numbers[kind]) for kind, word in KINDS.items() if numbers.get(kind)
    ]
    return Tally(sum(one.number for one in kinds), kinds, recorded)


def in_words(number: int) -> str:
    """`nine`, `10`: small numbers in words."""
    return IN_WORDS[number] if number < len(IN_WORDS) else f"{number:,}"
