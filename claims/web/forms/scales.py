"""What is asked about a scale: its name, and its ratings one a line."""

from typing import Any

from django import forms
from django.utils.text import slugify

from claims.reviews.models import Rating
from claims.reviews.scales import RatingSpec

HOW = (
    "From best to worst, one on each line: value, name, what it means, and true, mixed, false, "
    "unproven or outdated. For example: 5 | True | Right in what it says. | true"
)


class ScaleForm(forms.Form):
    """A scale as a few lines of text."""

    name = forms.CharField(max_length=120, error_messages={"required": "Give the scale a name."})
    description = forms.CharField(
        label="What it is for", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    ratings = forms.CharField(
        help_text=HOW,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"required": "A scale has at least two ratings."},
    )

    def clean_ratings(self) -> list[RatingSpec]:
        """Each line as a rating. Raises ValidationError naming the line."""
        lines = [line.strip() for line in self.cleaned_data["ratings"].splitlines()]
        return [_rating(number, line) for number, line in enumerate(lines, 1) if line]


def _rating(number: int, line: str) -> RatingSpec:
    parts: list[Any] = [part.strip() for part in line.split("|")]
    if len(parts) != 4 or not all(parts):
        raise forms.ValidationError(f"Line {number}: give value | name | meaning | neutral word.")
    value, label, meaning, neutral = parts
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 100):
        raise forms.ValidationError(f"Line {number}: the value is a whole number from 1 to 100.")
    if neutral not in Rating.Neutral.values:
        raise forms.ValidationError(f"Line {number}: {neutral} is none of the five neutral words.")
    if len(label) > 80 or len(meaning) > 300 or not slugify(label):
        raise forms.ValidationError(f"Line {number}: the name or the meaning cannot be used.")
    return RatingSpec(slugify(label)[:60], int(value), label, meaning, neutral)
