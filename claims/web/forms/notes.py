"""What is asked about a note."""

from typing import Any

from django import forms

from claims.annotations.models import Annotation
from provenance.accounts.models import Visibility

from .versioned import Versioned

LEVELS = [
    (Visibility.WORKSPACE, "The workspace"),
    (Visibility.ME, "Only me"),
    (Visibility.PUBLIC, "Everyone"),
]


class TagsField(forms.CharField):
    """Words between commas."""

    def clean(self, value: Any) -> list[str]:
        """A list without empty ones."""
        given: str = super().clean(value)
        return [tag.strip() for tag in given.split(",") if tag.strip()]


class WordsForm(forms.Form):
    """The words of a note."""

    body = forms.CharField(
        label="Note",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write something."},
    )
    tags = TagsField(label="Tags", help_text="Between commas.", required=False)


class RewordForm(Versioned, WordsForm):
    """Other words for a note."""


class NoteForm(WordsForm):
    """A new note and who sees it."""

    visibility = forms.ChoiceField(
        label="Who can see this", choices=LEVELS[:2], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, publishes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if publishes:
            self.fields["visibility"].choices = LEVELS  # type: ignore[attr-defined]


def words_of(note: Annotation) -> dict[str, Any]:
    """What the form says of a note as it is."""
    return {"body": note.body, "tags": ", ".join(note.tags), "version": note.version}
