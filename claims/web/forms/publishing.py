"""What is asked when a verdict goes out, and when one is taken back."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from claims.reviews.dates import warning_about
from claims.reviews.models import Review, Verdict

from .versioned import Versioned, paragraph

Kind = Verdict.Kind
KINDS = [
    (Kind.CORRECT, "A correction: what we said was wrong"),
    (Kind.CLARIFY, "A clarification: the same rating, said better"),
    (Kind.UPDATE, "An update: more is known now, or things have changed"),
]
CONFIDENCE = [("", "Say nothing of it"), *Verdict.Confidence.choices]


class PublishForm(Versioned):
    """What is said when a verdict goes out; `seen` is what the editor saw it rest on."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="What this does to the verdict before",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what this does to the verdict that readers saw."},
    )
    reason_for_change = forms.CharField(
        label="Why it changed",
        help_text="Readers saw another verdict before. This stands on the public page.",
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    as_of = forms.DateField(
        label="The verdict holds as of",
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    earlier_meant = forms.BooleanField(
        label="I mean this day, although the claim was published later", required=False
    )
    confidence = forms.ChoiceField(
        label="How sure we are", choices=CONFIDENCE, required=False, widget=forms.RadioSelect
    )
    would_change = forms.CharField(
        label="What would change our mind",
        help_text="A document, a count, a witness: what nobody has shown yet. Readers see it.",
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, review: Review, seen: str, **options: Any) -> None:
        today = timezone.localdate()
        options["initial"] = {"as_of": today, "version": review.version, "seen": seen}
        options["initial"]["confidence"] = review.confidence  # What whoever checked it says.
        super().__init__(*args, **options)
        self.review = review
        if not review.claim.verdicts.exists():
            del self.fields["kind"], self.fields["reason_for_change"]
        if not self._warning(self._day(today)):
            del self.fields["earlier_meant"]

    def clean(self) -> dict[str, Any]:
        """An odd day is asked for once more."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        meant = given.pop("earlier_meant", False)
        warning = self._warning(given.get("as_of"))
        if warning and not meant:
            self.add_error("as_of", f"{warning} If it is, say so below.")
        return given

    def look_again(self, seen: str) -> None:
        """What it rests on changed: ask again, about what is there now."""
        sent = {name: self.data[name] for name in self.data}
        self.data = sent | {self.add_prefix("seen"): seen}

    def _day(self, today: date) -> date | None:
        if not self.is_bound:
            return today
        try:
            return date.fromisoformat(str(self.data.get(self.add_prefix("as_of"), "")))
        except ValueError:
            return None

    def _warning(self, day: date | None) -> str:
        return warning_about(day, self.review.claim) if day else ""


class WithdrawForm(forms.Form):
    """Why a verdict is taken back."""

    which = forms.IntegerField(widget=forms.HiddenInput)
    reason = paragraph(
        "Why it is withdrawn",
        missing="Tell readers why the verdict is withdrawn.",
        help_text="This stands on the public page in place of the verdict.",
    )
