"""What is asked about letters."""

from django import forms

from claims.attention.models import Letters


class LettersForm(forms.Form):
    """How often one is written to."""

    every = forms.ChoiceField(
        label="Write to me about what is new",
        choices=Letters.Every.choices,
        widget=forms.RadioSelect,
        help_text="Only what you have not read yet, and only if there is something.",
    )
