"""What is asked when a note is flagged, judged, or made a claim or evidence."""

from typing import Any

from django import forms

from claims.annotations.models import State
from claims.evidence.models import Evidence

from .versioned import Versioned

STATES = [
    (State.APPROVED, "Others may read it"),
    (State.DENIED, "Denied: its author and moderators alone read it"),
    (State.SPAM, "Spam: the same, and it does not come up again"),
    (State.PENDING, "It waits"),
]
STANCES = [
    (Evidence.Stance.SUPPORTS, "The words support the claim"),
    (Evidence.Stance.CONTRADICTS, "The words contradict the claim"),
    (Evidence.Stance.CONTEXT, "The words give context"),
]
LONGEST = 500


class FlagForm(forms.Form):
    """Why a moderator should look."""

    reason = forms.CharField(
        label="What is wrong with it",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only moderators read this. The author does not learn that you flagged the note.",
    )


class ModerateForm(Versioned):
    """What a moderator decides, and why."""

    state = forms.ChoiceField(label="Decision", choices=STATES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Its author reads it. It is needed where the note is denied or called spam.",
    )


class ToClaimForm(Versioned):
    """The claim that the words of a note make."""

    statement = forms.CharField(
        label="The claim in your own words",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who, what and when, so that it can be read by itself.",
    )


class ToEvidenceForm(forms.Form):
    """The claim on which the words of a note bear, and how."""

    claim = forms.ChoiceField(label="On which claim", widget=forms.Select)
    stance = forms.ChoiceField(label="What they say", choices=STANCES, widget=forms.RadioSelect)
    warrant = forms.CharField(
        label="Why this bears on the claim", widget=forms.Textarea(attrs={"rows": 3})
    )
    origin = forms.ChoiceField(
        label="What it is",
        choices=Evidence.Origin.choices,
        initial=Evidence.Origin.SECONDARY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, claims: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["claim"].choices = claims  # type: ignore[attr-defined]
