"""The words on a cover, and what stands in place of what is behind it. Pure."""

from django.core.exceptions import ValidationError

LONGEST = 200


def words_of(given: str) -> str:
    """The words on a cover, tidied; empty takes it off. Raises ValidationError naming the field."""
    words = " ".join(given.split())
    if len(words) > LONGEST:
        raise ValidationError({"sensitive": f"Say it in {LONGEST} characters or fewer."})
    if "\0" in words:
        raise ValidationError({"sensitive": "Write plain words."})
    return words


def in_place_of(words: str, sensitive: str) -> str:
    """The words themselves, or what awaits the reader where they are covered.

    For titles, links, feeds and pictures, in which nothing can be opened.
    """
    return f"Covered: {sensitive}" if sensitive else words
