"""What is asked when claims are split, merged or related."""

from typing import Any

from django import forms

from claims.records.models import Claim
from claims.records.services import Part
from provenance.accounts.models import User

from .versioned import Versioned

MOST_PARTS = 6
RELATIONS = [
    ("same", "It is the same claim as the other"),
    ("narrower", "It says less than the other"),
    ("broader", "It says more than the other"),
    ("contradicts", "It contradicts the other"),
    ("supports", "It supports the other"),
    ("context", "It gives context to the other"),
    ("both_true", "Both are true, by different measures"),
]


class SplitForm(Versioned):
    """A claim taken apart: one part a line."""

    parts = forms.CharField(
        label="The parts, one on each line",
        help_text="Each a sentence that can be understood by itself. The whole stays as it is.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Give at least two parts."},
    )

    def clean_parts(self) -> list[Part]:
        """Lines that say something."""
        lines = [line.strip() for line in self.cleaned_data["parts"].splitlines()]
        parts = [Part(line) for line in lines if line]
        if not 2 <= len(parts) <= MOST_PARTS:
            raise forms.ValidationError(f"Give two to {MOST_PARTS} parts, one on each line.")
        return parts


class OtherClaimForm(forms.Form):
    """Names another claim by its number, which a search fills in."""

    aliases = {"merged": "other", "target": "other", "source": "other"}

    other = forms.IntegerField(
        label="The other claim",
        help_text="Type words of it and choose, or give its number.",
        error_messages={"required": "Choose the other claim.", "invalid": "Give its number."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    def __init__(self, *args: Any, claim: Claim, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.claim, self.by = claim, by

    def clean_other(self) -> Claim:
        """A claim of the same workspace that this person may see."""
        seen = Claim.objects.visible_to(self.by).filter(workspace=self.claim.workspace_id)
        other: Claim | None = seen.filter(pk=self.cleaned_data["other"]).first()
        if other is None:
            raise forms.ValidationError("There is no such claim that you may see here.")
        return other


class MergeForm(OtherClaimForm):
    """Two claims that are one."""

    reason = forms.CharField(
        label="Why the two are one claim",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the two are one claim."},
    )


class RelateForm(OtherClaimForm):
    """How this claim stands to another."""

    kind = forms.ChoiceField(
        label="How this claim stands to it", choices=RELATIONS, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why."},
    )
