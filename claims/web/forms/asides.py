"""What is asked about a private note to the editor."""

from django import forms

from .versioned import Versioned, paragraph


class AsideForm(Versioned):
    """What the editor should know."""

    body = paragraph(
        "What the editor should know",
        missing="Say what the editor should know.",
        help_text="Only you and the editors and owners of this workspace read it. It stands in no "
        "count, no search and no export but an owner’s copy of the whole workspace, and nobody "
        "else learns that it is there.",
    )


class AnswerForm(Versioned):
    """What the editor answers."""

    answer = forms.CharField(
        label="Your answer",
        required=False,
        max_length=5_000,
        help_text="Whoever wrote the note reads it, and the other editors. It may stay empty.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
