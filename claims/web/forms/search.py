"""What a search may be narrowed to."""

from typing import Any

from django import forms

from claims.records.models import Claim
from claims.search.fulltext import Filters
from provenance.accounts.models import User, Workspace
from provenance.sources.models import Outlet, Person

from .filters import ANY, COVERS, MOST_OUTLETS, STATES, VERDICTS, covered
from .network import Day

STANCES = [("supports", "for it"), ("contradicts", "against it"), ("context", "giving context")]
# What each kind of search knows.
FIELDS = {
    "claims": {
        *("kind", "verdict", "state", "stance", "cover", "outlet", "person", "since", "until"),
    },
    "articles": {"outlet", "person", "since", "until"},
    "verdicts": {"verdict", "since", "until"},
}
FOR_MEMBERS = {"state", "stance", "outlet", "person"}


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=Day(format="%Y-%m-%d"))


class SearchForm(forms.Form):
    """Words and filters; only those that mean something for this kind and this person."""

    q = forms.CharField(label="Words", required=False, max_length=500)
    kind = forms.ChoiceField(choices=[*ANY, *Claim.Kind.choices], required=False)
    verdict = forms.ChoiceField(choices=[*ANY, *VERDICTS], required=False)
    state = forms.ChoiceField(choices=[*ANY, *STATES], required=False)
    stance = forms.ChoiceField(label="With evidence", choices=[*ANY, *STANCES], required=False)
    cover = forms.ChoiceField(choices=[*ANY, *COVERS], required=False)
    outlet = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    person = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    since = _day("From")
    until = _day("To")

    def __init__(self, data: Any, *, user: Any, kind: str) -> None:
        super().__init__(data)
        known = FIELDS[kind] if isinstance(user, User) else FIELDS[kind] - FOR_MEMBERS
        for name in set(self.fields) - known - {"q"}:
            del self.fields[name]
        for name, model in (("outlet", Outlet), ("person", Person)):
            if name in self.fields:
                rows = model.objects.visible_to(user).standing().order_by("name")
                named = rows.values_list("pk", "name")[:MOST_OUTLETS]
                self.fields[name].choices = [*ANY, *named]  # type: ignore[attr-defined]

    def asked(self, workspace: Workspace | None) -> tuple[str, Filters]:
        """The words and the filters; what makes no sense narrows nothing and is said."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        words: str = given.pop("q", "")
        here = workspace.pk if workspace else None
        return words, Filters(workspace=here, sensitive=covered(given), **given)

    @property
    def filters(self) -> list[forms.BoundField]:
        """All fields but the words."""
        return [bound for bound in self if bound.name != "q"]
