"""Forms about articles and the catalogue. They check shapes; the rules are the services'."""

from typing import Any

from django import forms

from provenance.accounts.models import Visibility, Workspace
from provenance.sources.models import Fact, Outlet

ANY = [("", "any")]
MOST_OUTLETS = 300


class ArticleFilters(forms.Form):
    """What the list is narrowed to; what makes no sense narrows nothing."""

    q = forms.CharField(
        label="Words of the title",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    outlet = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, workspace: Workspace, **options: Any) -> None:
        super().__init__(*args, **options)
        outlets = Outlet.objects.in_workspace(workspace).standing().order_by("name")
        named = outlets.values_list("pk", "name")[:MOST_OUTLETS]
        self.fields["outlet"].choices = [*ANY, *named]  # type: ignore[attr-defined]

    def narrow(self, articles: Any) -> Any:
        """The articles asked for."""
        self.is_valid()
        columns = {"since": "published__gte", "until": "published__lte"}
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if "q" in given:
            articles = articles.titled(given.pop("q"))
        if "outlet" in given:
            articles = articles.of_outlet(given.pop("outlet"))
        return articles.filter(**{columns[name]: value for name, value in given.items()})

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for at all."""
        return any(self.cleaned_data.values())


class ChoiceForm(forms.Form):
    """What a person says about one field of an article."""

    field = forms.ChoiceField(choices=Fact.Field.choices, widget=forms.HiddenInput)
    value = forms.CharField(max_length=2000, required=False)
    note = forms.CharField(
        label="How you know", max_length=300, required=False, help_text="Others will want to."
    )


class VisibilityForm(forms.Form):
    """Who sees a row."""

    visibility = forms.ChoiceField(label="Who sees it", choices=Visibility.choices)


class FirstForm(forms.Form):
    """Which of two pieces had a text first."""

    earlier = forms.IntegerField()
    reason = forms.CharField(label="How you know", max_length=300, required=False)


class NotTheSameForm(forms.Form):
    """Why two pieces do not have the same text."""

    reason = forms.CharField(label="Why not", max_length=300)
