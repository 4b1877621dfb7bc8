"""Between which days claims were recorded."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms

from claims.attention.services.drawing import MOST_DRAWN

from .network import Day


def _day(label: str) -> forms.DateField:
    widget = Day(format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class BalanceForm(forms.Form):
    """From one day to another, both included; either may be left open."""

    since = _day("Recorded from")
    until = _day("to")

    def clean(self) -> dict[str, Any]:
        """The second day is not before the first."""
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "This day lies before the first.")
        return given

    def period(self) -> tuple[date | None, date | None]:
        """The two days; None where it is left open or makes no sense."""
        self.is_valid()
        return self.cleaned_data.get("since"), self.cleaned_data.get("until")

    @property
    def narrows(self) -> bool:
        """Whether any day was asked for."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def query(self) -> str:
        """The same days for another address."""
        days = {name: day for name, day in self.cleaned_data.items() if day}
        return urlencode({name: day.isoformat() for name, day in days.items()})


class DrawForm(forms.Form):
    """How many claims to draw."""

    size = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=MOST_DRAWN,
        initial=5,
        error_messages={"required": "Say how many."},
    )
