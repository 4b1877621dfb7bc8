"""What is asked about a claim itself."""

from typing import Any

from django import forms

from claims.records.models import Claim
from provenance.accounts.models import Visibility

from .partial_dates import PartialDateField, written
from .versioned import Versioned

WORDING = "Who, what, when: so that it can be understood without the article."


class WordingForm(Versioned):
    """The wording and filing of a claim."""

    aliases = {"about_precision": "about"}

    statement = forms.CharField(
        label="The claim, in one sentence",
        help_text=WORDING,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in one sentence what is claimed."},
    )
    kind = forms.ChoiceField(choices=Claim.Kind.choices, label="What kind of claim")
    checkable = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Not sure yet")],
        label="Can it be checked?",
        help_text="An opinion cannot; a forecast not yet.",
    )
    about = PartialDateField(label="The date it speaks of", required=False)
    language = forms.CharField(label="Language", max_length=8, help_text="Two letters, e.g. en.")

    def clean(self) -> dict[str, Any]:
        """One date becomes the date and how exactly it is known."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "about" in given:
            given["about"], given["about_precision"] = given["about"]
        return given


def wording_of(claim: Claim) -> dict[str, Any]:
    """What the form says of a claim as it is."""
    return {
        "statement": claim.statement,
        "kind": claim.kind,
        "checkable": claim.checkable,
        "about": written(claim.about, claim.about_precision),
        "language": claim.language,
        "version": claim.version,
    }


class ShowForm(Versioned):
    """Who sees a claim. Everyone sees it once its verdict is published."""

    visibility = forms.ChoiceField(
        label="Who can see this",
        choices=[(Visibility.WORKSPACE, "The workspace"), (Visibility.ME, "Only me")],
        widget=forms.RadioSelect,
        help_text="Everyone sees it once its verdict is published.",
    )
