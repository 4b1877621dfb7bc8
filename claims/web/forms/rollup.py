"""What is asked when someone says how the parts of a claim make the whole."""

from typing import Any

from django import forms

from claims.records.models import Claim
from claims.reviews.models import Rating, RollUp, Scale
from claims.reviews.rollup import Rule

RULES = [
    (Rule.WORST, "As its worst part: one false part makes the whole false, one mixed part mixed"),
    (Rule.ALL, "All must hold: one part that is false or mixed makes the whole false"),
    (Rule.HAND, "By hand: I say what follows, and why"),
]


class RollUpForm(forms.Form):
    """A rule; by hand with a rating and a reason. `version` is 0 where there was none."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rule = forms.ChoiceField(
        label="How the parts make the whole",
        choices=RULES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the rules."},
    )
    rating = forms.TypedChoiceField(
        label="By hand: the whole is", coerce=int, empty_value=None, required=False
    )
    reason = forms.CharField(
        label="Why",
        help_text="Needed where you decide by hand. It goes out with the next verdict.",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, claim: Claim, chosen: RollUp | None) -> None:
        initial: dict[str, Any] = {"version": 0}
        if chosen is not None:
            initial = {"version": chosen.version, "rule": chosen.rule, "reason": chosen.reason}
            initial["rating"] = chosen.rating_id
        super().__init__(data, initial=initial)
        scales = Scale.objects.usable_in(claim.workspace_id)
        groups = [(one.name, list(one.ratings.all())) for one in scales]
        self.ratings: dict[int, Rating] = {one.pk: one for _, all_ in groups for one in all_}
        named = [(name, [(one.pk, one.label) for one in rows]) for name, rows in groups]
        self.fields["rating"].choices = [("", "—"), *named]  # type: ignore[attr-defined]

    def clean_rating(self) -> Rating | None:
        """The rating itself."""
        return self.ratings.get(self.cleaned_data["rating"])
