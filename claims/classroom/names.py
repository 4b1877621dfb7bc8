"""How students are called: a name or a pseudonym, one each in a course. Pure."""

import unicodedata

from django.core.exceptions import ValidationError

LONGEST = 60


def clean_name(typed: str) -> str:
    """One line without control characters. Raises ValidationError naming `name`.

    Markup stays the text it is; whatever shows a name escapes it.
    """
    seen = "".join(
        " " if letter.isspace() else letter
        for letter in typed
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    name = " ".join(seen.split())
    if not name:
        raise ValidationError({"name": "Say what the class calls you."})
    if len(name) > LONGEST:
        raise ValidationError({"name": f"A name has at most {LONGEST} characters."})
    return name


def same_name(one: str, other: str) -> bool:
    """Whether a class would take two names for one."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()
