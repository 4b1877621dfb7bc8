"""Whether ratings make a scale, and words a translation of one. Asks no database."""

import re
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from .models import Rating
from .scales import RatingSpec

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,4})?")
LABEL, MEANING = 80, 300


def check_scale(name: str, ratings: Sequence[RatingSpec]) -> None:
    """Raise ValidationError unless these make a scale."""
    wrong: dict[str, str] = {}
    if not slugify(name):
        wrong["name"] = "Give the scale a name."
    if len(ratings) < 2:
        wrong["ratings"] = "A scale has at least two ratings."
    elif len({spec.slug for spec in ratings}) < len(ratings):
        wrong["ratings"] = "Two ratings have the same name."
    elif min(spec.value for spec in ratings) < 1:
        wrong["ratings"] = "The worst rating is 1 or more."
    elif len({spec.value for spec in ratings}) < 2:
        wrong["ratings"] = "The best rating must be above the worst."
    else:
        wrong |= _unknown(ratings)
    if wrong:
        raise ValidationError(wrong)


def check_texts(language: str, texts: Mapping[str, tuple[str, str]], slugs: set[str]) -> None:
    """Raise ValidationError unless a scale with these slugs can be translated so."""
    wrong: dict[str, str] = {}
    if not LANGUAGE.fullmatch(language):
        wrong["language"] = "Give the code of a language, such as de or pt-br."
    if unknown := set(texts) - slugs:
        wrong["texts"] = f"This scale has no such rating: {', '.join(sorted(unknown))}."
    half = sorted(slug for slug, words in texts.items() if bool(words[0]) != bool(words[1]))
    if half:
        wrong["texts"] = f"Give both a name and a meaning: {', '.join(half)}."
    if any(len(label) > LABEL or len(meaning) > MEANING for label, meaning in texts.values()):
        wrong["texts"] = f"A name has at most {LABEL} characters, a meaning {MEANING}."
    if wrong:
        raise ValidationError(wrong)


def _unknown(ratings: Sequence[RatingSpec]) -> dict[str, str]:
    """Neutral ratings and colours that there are not."""
    neutral = {one.neutral for one in ratings} - set(Rating.Neutral.values)
    colours = {one.colour for one in ratings} - {"", *Rating.Colour.values}
    if neutral:
        return {"ratings": f"Unknown neutral rating: {', '.join(sorted(neutral))}."}
    if colours:
        return {"ratings": f"Unknown colour: {', '.join(sorted(colours))}."}
    return {}
