"""What is asked about who sees a note."""

from typing import Any

from django import forms

from .notes import LEVELS
from .versioned import Versioned


class ShowNoteForm(Versioned):
    """One of the three levels; everyone only where an editor asks."""

    visibility = forms.ChoiceField(
        label="Who can see this", choices=LEVELS[:2], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, publishes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if publishes:
            self.fields["visibility"].choices = LEVELS  # type: ignore[attr-defined]
