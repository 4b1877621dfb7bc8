"""What is asked of whoever looks again at a source that changed."""

from typing import Any

from django import forms

from claims.reviews.models import Recheck
from provenance.sources.models import Following

from .versioned import Versioned, paragraph

ANY = [("", "any")]
LOST = [one for one in Following.Status.choices if one[0] in Following.LOST]


class QueueFilters(forms.Form):
    """The queue."""

    state = forms.ChoiceField(
        label="Show", choices=[("", "waiting"), ("answered", "answered")], required=False
    )
    status = forms.ChoiceField(label="The words are", choices=[*ANY, *LOST], required=False)
    claim = forms.IntegerField(required=False, widget=forms.HiddenInput)
    article = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def asked(self) -> dict[str, Any]:
        """What the queue is narrowed to; what makes no sense narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class HoldForm(Versioned):
    """Why it still holds."""

    reason = paragraph(
        "Why it still holds",
        help_text="Read by those who check.",
        missing="Say why it still holds.",
    )


class LookAgainForm(Versioned):
    """Why the verdict is looked at again."""

    reason = paragraph(
        "Why the verdict is looked at again",
        help_text="Read by those who check. The verdict stays out until a new one replaces it.",
        missing="Say why the verdict is looked at again.",
    )


class MoveForm(Versioned):
    """To which words it moves; asked only where there are several."""

    place = forms.TypedChoiceField(
        label="Where the words are now",
        coerce=lambda value: tuple(map(int, value.split("-"))),
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the words."},
    )
    reason = forms.CharField(
        label="What you want to say",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, recheck: Recheck, **options: Any) -> None:
        options["initial"] = {"version": recheck.version}
        super().__init__(*args, **options)
        found = recheck.following.candidates
        choices = [(f"{one['start']}-{one['end']}", _said(one)) for one in found]
        if choices:
            self.fields["place"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["place"]


def _said(candidate: dict[str, Any]) -> str:
    return f"“{candidate['words']}” (characters {candidate['start']} to {candidate['end']})"
