"""What is asked about letters and saved filters."""

from typing import Any

from django import forms

from claims.attention.models import Letters, SavedFilter
from provenance.accounts.models import Visibility

from .versioned import Versioned


class LettersForm(forms.Form):
    """How often one is written to."""

    every = forms.ChoiceField(
        label="Write to me about what is new",
        choices=Letters.Every.choices,
        widget=forms.RadioSelect,
        help_text="Only what you have not read yet, and only if there is something.",
    )


class FilterForm(Versioned):
    """What a filter is called, and whose it is."""

    name = forms.CharField(
        label="What to call it",
        max_length=80,
        error_messages={"required": "Give the filter a name."},
    )
    visibility = forms.ChoiceField(
        label="Who can use it",
        choices=[(Visibility.ME, "Only me"), (Visibility.WORKSPACE, "Everyone on the desk")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, shares: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not shares:
            del self.fields["visibility"]


def filter_words(row: SavedFilter) -> dict[str, Any]:
    """What the form says of a filter as it is."""
    return {"name": row.name, "visibility": row.visibility, "version": row.version}
