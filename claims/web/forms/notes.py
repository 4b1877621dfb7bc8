"""What is asked about a note."""

from typing import Any

from django import forms

from claims.annotations.models import Annotation, Motivation
from provenance.accounts.models import Visibility

from .versioned import Versioned

LEVELS = [
    (Visibility.WORKSPACE, "The workspace"),
    (Visibility.ME, "Only me"),
    (Visibility.PUBLIC, "Everyone"),
]


KINDS = [
    (Motivation.COMMENTING, "A comment"),
    (Motivation.QUESTIONING, "A question"),
    (Motivation.ASSESSING, "A judgement"),
    (Motivation.REPLYING, "An answer"),
    (Motivation.DESCRIBING, "A description"),
    (Motivation.IDENTIFYING, "Who or what this is"),
    (Motivation.CLASSIFYING, "A class it falls in"),
    (Motivation.TAGGING, "Tags"),
    (Motivation.LINKING, "A link to something else"),
    (Motivation.EDITING, "A change to the text"),
    (Motivation.HIGHLIGHTING, "A highlight"),
    (Motivation.BOOKMARKING, "A bookmark"),
    (Motivation.MODERATING, "A word about other notes"),
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
        help_text="@username names a member of the workspace, who finds the note on their desk.",
        error_messages={"required": "Write something."},
    )
    motivation = forms.TypedChoiceField(
        label="What it is", choices=KINDS, required=False, empty_value=Motivation.COMMENTING
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
        self.fields["motivation"].empty_value = self.initial.get(  # type: ignore[attr-defined]
            "motivation", Motivation.COMMENTING
        )
        if publishes:
            self.fields["visibility"].choices = LEVELS  # type: ignore[attr-defined]


def words_of(note: Annotation) -> dict[str, Any]:
    """What the form says of a note as it is."""
    return {
        "body": note.body,
        "motivation": note.motivation,
        "tags": ", ".join(note.tags),
        "version": note.version,
    }
