"""What is asked about cases."""

from typing import Any

from django import forms

from claims.cases.models import Case
from claims.cases.services.keeping import LONGEST
from provenance.accounts.models import Visibility

from .versioned import Versioned

MOST_CHOICES = 200


class CaseForm(Versioned):
    """The words of a case."""

    title = forms.CharField(
        label="What it is about, in a few words",
        max_length=200,
        error_messages={"required": "Give it a title."},
    )
    summary = forms.CharField(
        label="In a few sentences",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.CharField(
        label="Language", max_length=8, initial="en", help_text="Two letters, e.g. en."
    )


class ShowCaseForm(Versioned):
    """Who sees a case."""

    visibility = forms.ChoiceField(
        label="Who can see this",
        choices=[
            (Visibility.WORKSPACE, "The workspace"),
            (Visibility.ME, "Only me"),
            (Visibility.PUBLIC, "Everyone"),
        ],
        widget=forms.RadioSelect,
        help_text="Nobody sees articles or claims in it that they could not see without it.",
    )


class AddForm(forms.Form):
    """Into which case, a new one too, and why."""

    aliases = {"articles": "case", "claims": "case"}

    case = forms.TypedChoiceField(label="Which case", coerce=int, empty_value=None, required=False)
    title = forms.CharField(label="Or open a new one, called", max_length=200, required=False)
    with_claims = forms.BooleanField(
        label="Put in what is recorded as a claim in these articles too", required=False
    )
    why = forms.CharField(
        label="Why it belongs there",
        max_length=300,
        required=False,
        help_text="May be left empty.",
    )

    def __init__(self, *args: Any, cases: Any, articles: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(case.pk, case.title) for case in cases.order_by("-pk")[:MOST_CHOICES]]
        self.fields["case"].choices = [("", "choose one"), *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["case"]
        if not articles:
            del self.fields["with_claims"]

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        chosen, title = given.get("case"), given.get("title", "").strip()
        if chosen and title:
            self.add_error("title", "Choose a case or open a new one, not both.")
        elif not chosen and not title and not self.errors:
            first = "case" if "case" in self.fields else "title"
            self.add_error(first, "Choose a case, or give a new one a title.")
        return given


def words_of(case: Case) -> dict[str, Any]:
    """What the form says of a case as it is."""
    names = ("title", "summary", "language", "version")
    return {name: getattr(case, name) for name in names}
