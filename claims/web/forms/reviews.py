"""What is asked at each step of a review."""

from collections.abc import Iterator
from typing import Any

from django import forms

from claims.reviews.models import Check, Rating, Review, Scale
from provenance.accounts.models import User
from provenance.accounts.roles import CHECKS

from .versioned import Versioned, paragraph

Choices = list[tuple[str, list[tuple[int, str]]]]


class Rated(Versioned):
    """Rating, reason and confidence. Nothing is required before it is handed in."""

    rating = forms.TypedChoiceField(
        label="Rating", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    summary = forms.CharField(
        label="Why",
        help_text="In words a reader understands; this is what will be published.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    confidence = forms.ChoiceField(
        label="How sure you are",
        choices=[("", "not said"), *Review.Confidence.choices],
        required=False,
    )

    def __init__(self, *args: Any, workspace: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.scales = list(Scale.objects.usable_in(workspace))
        self.ratings = {one.pk: one for scale in self.scales for one in scale.ratings.all()}
        field = self.fields["rating"]
        field.choices = [(one.pk, one.label) for one in self.ratings.values()]  # type: ignore[attr-defined]

    def clean_rating(self) -> Rating | None:
        """The rating itself."""
        return self.ratings.get(self.cleaned_data["rating"])

    def offered(self) -> Iterator[tuple[Scale, list[tuple[Rating, bool]]]]:
        """Scales with their ratings, and which is chosen."""
        chosen = str(self["rating"].value())
        for scale in self.scales:
            yield scale, [(one, str(one.pk) == chosen) for one in scale.ratings.all()]


class DraftForm(Rated):
    """A review that is being written."""

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        options["initial"] = draft_of(review)
        super().__init__(*args, workspace=review.workspace_id, **options)


def draft_of(review: Review) -> dict[str, Any]:
    """What the form says of a review as it is."""
    return {
        "rating": review.rating_id,
        "summary": review.summary,
        "confidence": review.confidence,
        "version": review.version,
    }


class BlindForm(Rated):
    """The second person's own answer, of whom nothing is asked about the first."""

    def __init__(self, *args: Any, review: Review, draft: Review | None, **options: Any) -> None:
        options["initial"] = draft_of(draft) if draft else {}
        super().__init__(*args, workspace=review.workspace_id, **options)
        del self.fields["version"]


class SecondForm(Rated):
    """A second person agrees, says what is missing, or rates it otherwise."""

    OWN = "own"
    agree = forms.ChoiceField(
        label="Your answer",
        choices=[
            ("yes", "I agree: rating and reason hold"),
            ("no", "Send it back: something is missing"),
            (OWN, "I come to an answer of my own"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Agree, send it back, or give an answer of your own."},
    )
    note = forms.CharField(
        label="What you want to say",
        help_text="Needed if you send it back: say what is missing.",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["agree", "note"]

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        options["initial"] = {"version": review.version}
        super().__init__(*args, workspace=review.workspace_id, **options)

    def clean(self) -> dict[str, Any]:
        """What the service takes: an answer of one's own, or yes or no."""
        given = super().clean() or {}
        answer = given.get("agree")
        given["agree"] = None if answer == self.OWN else answer == "yes"
        if answer != self.OWN:
            given |= {"rating": None, "summary": "", "confidence": None}
        return given


class AdjudicateForm(Rated):
    """The third person decides, and says why."""

    reason = paragraph(
        "Why you decide so",
        missing="Say why you decide so; both checkers read it.",
    )

    def __init__(self, *args: Any, check: Check, **options: Any) -> None:
        options["initial"] = {"version": check.version}
        super().__init__(*args, workspace=check.workspace_id, **options)
        if check.workspace.tells_disagreement:
            self.fields["reason"].help_text = "Both checkers read it, and readers do as well."


class ReturnForm(Versioned):
    """Someone sends a review back that two had agreed on."""

    note = paragraph("What is missing", missing="Say what is missing, so that it can be mended.")


class ReopenForm(Versioned):
    """Why a verdict is looked at again."""

    reason = forms.CharField(
        label="Why the verdict is looked at again",
        help_text="Read by those who check. The verdict stays out until a new one replaces it.",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the verdict is looked at again."},
    )


class RequestForm(forms.Form):
    """Why a claim should be checked, and by when."""

    reason = forms.CharField(
        label="Why it should be checked",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due = forms.DateField(
        label="By when",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )


class AssignForm(Versioned):
    """Who checks it first, and by when."""

    to = forms.ModelChoiceField(label="Who checks it", queryset=User.objects.none())
    due = forms.DateField(
        label="By when",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, check: Check, **options: Any) -> None:
        options["initial"] = {"version": check.version, "to": check.assignee_id, "due": check.due}
        super().__init__(*args, **options)
        here = {"memberships__workspace": check.workspace_id, "memberships__role__in": CHECKS}
        people = User.objects.filter(is_active=True, **here).order_by("name", "pk")
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class ReasonForm(Versioned):
    """Why a check is declined or withdrawn."""

    reason = paragraph("Why", missing="Say why.")
