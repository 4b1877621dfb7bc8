"""What a picture of who had it from whom is narrowed to; all of it stands in its address."""

import re
from datetime import date
from typing import Any

from django import forms

from provenance.lineage.network import EDGE_KINDS

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
KINDS = [(kind, words) for kind, words in EDGE_KINDS.items()]


class Day(forms.DateInput):
    """A calendar of the browser's own, which takes nothing but a date."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """What is no date stays empty: a browser would not show it, and it is no valid value."""
        shown = super().format_value(value)
        return shown if ISO.fullmatch(shown or "") else None


class NetworkFilters(forms.Form):
    """Times and kinds. What makes no sense is said beside the field, and narrows nothing."""

    since = forms.DateField(label="Out since", required=False, widget=Day(format="%Y-%m-%d"))
    until = forms.DateField(label="Out until", required=False, widget=Day(format="%Y-%m-%d"))
    kind = forms.MultipleChoiceField(
        label="Only links that say",
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    all = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A time that ends before it begins is none."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "This is before the time begins.")
            del given["since"]
        return given

    @property
    def times(self) -> tuple[date | None, date | None]:
        """From when to when, as far as it was said."""
        self.is_valid()
        return self.cleaned_data.get("since"), self.cleaned_data.get("until")

    @property
    def kinds(self) -> list[str]:
        """The kinds of links asked for; none where all are."""
        self.is_valid()
        return list(self.cleaned_data.get("kind") or ())

    @property
    def wants_all(self) -> bool:
        """Whether a large picture is drawn whole."""
        self.is_valid()
        return bool(self.cleaned_data.get("all"))

    @property
    def said(self) -> str:
        """In words, for the picture itself: what it is narrowed to."""
        since, until = self.times
        parts = [f"from {since:%d.%m.%Y}" if since else "", f"to {until:%d.%m.%Y}" if until else ""]
        parts += [", ".join(EDGE_KINDS[kind] for kind in self.kinds)]
        return "; ".join(filter(None, parts))

    @property
    def query(self) -> list[tuple[str, str]]:
        """What was understood, as it stands in an address."""
        since, until = self.times
        found = [("since", since.isoformat() if since else "")]
        found += [("until", until.isoformat() if until else "")]
        found += [("kind", kind) for kind in self.kinds]
        found += [("all", "on" if self.wants_all else "")]
        return [(name, value) for name, value in found if value]
