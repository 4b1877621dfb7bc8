"""What is asked for a new claim when no text is open."""

from typing import Any

from django import forms

from claims.records.models import Claim

from .claims import WORDING
from .partial_dates import PartialDateField
from .places import PlaceForm
from .topics import offer_topics


class NewClaimForm(PlaceForm):
    """The claim, and the words it was read or heard in."""

    aliases = {"about_precision": "about", "appearance": "words", "passage": "words"}

    statement = forms.CharField(
        label="The claim, in one sentence",
        help_text=WORDING,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in one sentence what is claimed."},
    )
    kind = forms.ChoiceField(choices=Claim.Kind.choices, label="What kind of claim")
    checkable = forms.ChoiceField(
        choices=[("unsure", "Not sure yet"), ("yes", "Yes"), ("no", "No")],
        label="Can it be checked?",
    )
    about = PartialDateField(label="The date it speaks of", required=False)
    heard_in = forms.CharField(
        label="Where you saw or heard it",
        help_text="A leaflet, a broadcast, a conversation: the words are then kept as a text of "
        "their own.",
        max_length=300,
        required=False,
    )
    heard_on = PartialDateField(label="When", required=False)
    topics = forms.TypedMultipleChoiceField(
        label="Topics", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = [
        "statement", "kind", "checkable", "about", "words", "article", "heard_in", "heard_on"
    ]  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_topics(self, self.workspace)

    def clean(self) -> dict[str, Any]:
        """The words stand in a text of the desk, or are said to come from elsewhere."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        elsewhere = bool(given.get("heard_in"))
        words = given.get("words", "").strip()
        given["place"] = None if elsewhere else self.find()
        if given["place"] is None and not self.errors and not words:
            self.add_error("words", "Give the words in which it is claimed.")
        about, precision = given.pop("about", (None, ""))
        kept = {
            "statement",
            "kind",
            "checkable",
            "place",
            "words",
            "heard_in",
            "heard_on",
            "topics",
        }
        return {name: given[name] for name in kept & given.keys()} | {
            "about": about,
            "about_precision": precision,
        }
