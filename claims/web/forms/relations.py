"""What is asked when claims are split, merged or related."""

from typing import Any

from django import forms

from claims.records.models import Claim, Relation
from claims.records.services import Part
from provenance.accounts.models import User

from .partial_dates import PartialDateField, written
from .versioned import Versioned, paragraph

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


class Dated(forms.Form):
    """When a relation holds: two claims of different times need not contradict each other."""

    holds_from = PartialDateField(label="It holds from", required=False)
    holds_until = PartialDateField(label="Until", required=False)

    def clean(self) -> dict[str, Any]:
        """The dates in the terms of the services."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("holds_from", "holds_until"):
            if name in given:
                given[name], given[f"{name}_precision"] = given[name]
        return given


class RelateForm(Dated, OtherClaimForm):
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


class ConfirmForm(Dated, Versioned):
    """A proposal in the words of whoever agrees with it."""

    kind = forms.ChoiceField(
        label="How the first claim stands to the second",
        choices=RELATIONS,
        widget=forms.RadioSelect,
    )
    turned = forms.BooleanField(
        label="The other way round: how the second stands to the first", required=False
    )
    reason = forms.CharField(
        label="Why",
        help_text="Read by everyone who sees both claims.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why."},
    )

    field_order = ["version", "kind", "turned", "reason", "holds_from", "holds_until"]

    def __init__(self, *args: Any, relation: Relation, **options: Any) -> None:
        options["initial"] = {
            "version": relation.version,
            "kind": relation.kind,
            "reason": relation.reason,
            "holds_from": written(relation.holds_from, relation.holds_from_precision),
            "holds_until": written(relation.holds_until, relation.holds_until_precision),
        }
        super().__init__(*args, **options)


class RefuseForm(Versioned):
    """Why a proposal is refused."""

    reason = paragraph(
        "Why they are not related like this",
        help_text="Read by those who check. It is not proposed again.",
        missing="Say why the two are not related like this.",
    )


class ProposalFilters(forms.Form):
    """Which proposals are shown."""

    state = forms.ChoiceField(
        label="Show", choices=[("", "waiting"), ("refused", "refused")], required=False
    )
    kind = forms.ChoiceField(
        label="Proposed as", choices=[("", "any"), *Relation.Kind.choices], required=False
    )

    def asked(self) -> dict[str, Any]:
        """What they are narrowed to; what makes no sense narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
