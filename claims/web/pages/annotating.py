"""A text laid out so that the Hypothesis client counts in it as we do. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text; a paragraph where it has words. `last` has no line break behind it."""

    words: str
    last: bool


def lines_of(text: str) -> list[Line]:
    """The lines of a text. Their words, with a line break behind each but the last, are the text.

    The client's positions count from the beginning of the page, which is that of the text.
    """
    lines = text.split("\n")
    return [Line(words, at == len(lines)) for at, words in enumerate(lines, start=1)]
