"""What is asked at each step of a review."""

from collections.abc import Iterator
from typing import Any

from django import forms

from claims.reviews.models import Rating, Review, Scale

from .versioned import Versioned, paragraph

Choices = list[tuple[str, list[tuple[int, str]]]]


class DraftForm(Versioned):
    """Rating and reason. Nothing is required before it is handed to a second person."""

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

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        options["initial"] = draft_of(review)
        super().__init__(*args, **options)
        self.scales = list(Scale.objects.usable_in(review.workspace_id))
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


def draft_of(review: Review) -> dict[str, Any]:
    """What the form says of a review as it is."""
    return {"rating": review.rating_id, "summary": review.summary, "version": review.version}


class SecondForm(Versioned):
    """A second person agrees, or says what is missing."""

    agree = forms.TypedChoiceField(
        label="Your answer",
        choices=[
            ("yes", "I agree: rating and reason hold"),
            ("no", "Send it back: something is missing"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Agree, or send it back."},
    )
    note = forms.CharField(
        label="What you want to say",
        help_text="Needed if you send it back: say what is missing.",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


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
