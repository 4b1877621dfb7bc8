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
    """Names another claim: chosen among those like what was typed, or by its number."""

    begins_with_search = True
    aliases = {"merged": "other", "target": "other", "source": "other"}

    other = forms.IntegerField(
        label="Or the number of the other claim",
        error_messages={"invalid": "Give its number."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        required=False,
    )
    chosen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, claim: Claim, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.claim, self.by = claim, by

    def clean(self) -> dict[str, Any]:
        """A claim of the same workspace that this person may see."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        named = {given.pop("chosen", None), given.get("other")} - {None}
        if not self.errors:
            given["other"] = self._claim(named)
        return given

    def _claim(self, named: set[int]) -> Claim | None:
        if len(named) != 1:
            self.add_error("other", "Choose one other claim, or give its number.")
            return None
        seen = Claim.objects.visible_to(self.by).filter(workspace=self.claim.workspace_id)
        found: Claim | None = seen.filter(pk__in=named).first()
        if found is None:
            self.add_error("other", "There is no such claim that you may see here.")
        return found


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
