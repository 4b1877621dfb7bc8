"""Lists of set phrases as regular expressions, one phrase a line."""

from __future__ import annotations


def one_of(phrases: str) -> str:
    """Return a pattern for any of the lines of ``phrases``; each line is a pattern itself."""
    lines = [line.strip() for line in phrases.strip().splitlines()]
    return "(?:" + "|".join(line for line in lines if line) + ")"


def words(text: str) -> frozenset[str]:
    """Return the words of ``text`` as a set."""
    return frozenset(text.split())
