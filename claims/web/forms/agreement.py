"""The period for which agreement is measured."""

from datetime import date
from typing import Any

from django import forms

from .network import Day


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=Day(format="%Y-%m-%d"))


class PeriodForm(forms.Form):
    """From one day to another, both included; what makes no sense narrows nothing and is said."""

    since = _day("Both answers in from")
    until = _day("to")

    @property
    def asked(self) -> dict[str, date | None]:
        """The two days, where they are given."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in ("since", "until")}

    def clean(self) -> dict[str, Any]:
        """The first day comes first."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", "This day lies before the other one.")
        return given

    @property
    def narrows(self) -> bool:
        """Whether a period was asked for."""
        return any(self.asked.values())
