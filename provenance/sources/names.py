"""Names folded, so that one outlet or person is found again however it was written. Pure."""

import re
import unicodedata

from django.core.exceptions import ValidationError

LONGEST = 200


def tidy(name: str) -> str:
    """The name as we show it: one line, single spaces, at most 200 characters."""
    return _one_line(name)[:LONGEST].strip()


def given(name: str, field: str = "name") -> str:
    """The name that a person gave, tidied. Raises ValidationError rather than cut it."""
    shown = _one_line(name)
    if len(shown) > LONGEST:
        raise ValidationError({field: f"Use at most {LONGEST} characters for a name."})
    return shown


def fold(name: str) -> str:
    """The name as we compare it: without case, accents and punctuation.

    `The São-Paulo Times` and `the sao paulo times` fold to the same key. A name of nothing but
    punctuation keeps it, so that it still has a key.
    """
    shown = tidy(name)
    decomposed = unicodedata.normalize("NFKD", shown.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    words = " ".join(re.findall(r"[^\W_]+", bare))
    return (words or shown.casefold())[:LONGEST].strip()


def _one_line(name: str) -> str:
    visible = "".join(c for c in name if unicodedata.category(c) != "Cf")
    return " ".join(visible.split())
