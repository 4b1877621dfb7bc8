"""What lists are narrowed to. Unknown values are left out rather than refused."""

from typing import Any

from django import forms

from claims.records.models import Claim
from claims.search.fulltext import Filters
from provenance.accounts.models import Workspace
from provenance.sources.models import Outlet

from .topics import choices_in

ANY = [("", "any")]
STATES = [
    ("unchecked", "no review yet"),
    ("in_review", "in review"),
    ("published", "verdict published"),
]
VERDICTS = [
    ("true", "true"),
    ("mixed", "mixed"),
    ("false", "false"),
    ("unproven", "unproven"),
    ("outdated", "outdated"),
    ("satire", "satire"),
    ("opinion", "opinion"),
    ("withdrawn", "withdrawn"),
]
COVERS = [("yes", "covered"), ("no", "not covered")]
MOST_OUTLETS = 300


def covered(given: dict[str, Any]) -> bool | None:
    """Take out of what was asked for whether it is about covered claims; None where it is not."""
    asked = given.pop("cover", "")
    return asked == "yes" if asked else None


class ClaimFilters(forms.Form):
    """The list of claims."""

    q = forms.CharField(
        label="Words",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(choices=[*ANY, *Claim.Kind.choices], required=False)
    state = forms.ChoiceField(choices=[*ANY, *STATES], required=False)
    verdict = forms.ChoiceField(choices=[*ANY, *VERDICTS], required=False)
    cover = forms.ChoiceField(choices=[*ANY, *COVERS], required=False)
    outlet = forms.TypedChoiceField(
        label="First seen in", coerce=int, empty_value=None, required=False
    )

    topic = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, workspace: Workspace, **options: Any) -> None:
        super().__init__(*args, **options)
        topics = [*ANY, *choices_in(workspace)]
        self.fields["topic"].choices = topics  # type: ignore[attr-defined]
        outlets = Outlet.objects.in_workspace(workspace).standing().order_by("name")
        named = outlets.values_list("pk", "name")[:MOST_OUTLETS]
        self.fields["outlet"].choices = [*ANY, *named]  # type: ignore[attr-defined]

    def asked(self, workspace: Workspace) -> tuple[str, Filters]:
        """The words and the filters; what makes no sense narrows nothing."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        words: str = given.pop("q", "")
        return words, Filters(workspace=workspace.pk, sensitive=covered(given), **given)

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for at all."""
        return any(self.cleaned_data.values())
