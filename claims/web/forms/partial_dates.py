"""A date as much of it as is known: 2024-05-03, 2024-05 or 2024."""

from datetime import date
from typing import Any

from django import forms

from provenance.sources.arrivals import date_of

PATTERNS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}


def written(when: date | None, precision: str) -> str:
    """How the field shows a date that is kept."""
    return when.strftime(PATTERNS.get(precision, "%Y-%m-%d")) if when else ""


class PartialDateField(forms.CharField):
    """Gives (date, precision), or (None, "") where nothing was written."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "As much as is known: 2024-05-03, 2024-05 or 2024.")
        super().__init__(max_length=10, **options)
        self.widget.attrs.update({"class": "short", "autocomplete": "off"})

    def clean(self, value: Any) -> tuple[date | None, str]:
        """Raises ValidationError for what is no date."""
        text = super().clean(value)
        if not text:
            return None, ""
        read = date_of(text)
        if read is None:
            raise forms.ValidationError("Write the date as 2024-05-03, 2024-05 or 2024.")
        return read
