"""Forms about outlets and people. They check shapes; the rules are the services'."""

from datetime import date
from typing import Any

from django import forms

from provenance.sources.arrivals import date_of
from provenance.sources.knowing import Known
from provenance.sources.models import Outlet, Person
from provenance.sources.names import fold


class LinesField(forms.CharField):
    """Several values, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Lines as a list."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class NamedForm(forms.Form):
    """What outlets and people have in common."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200)
    kind = forms.ChoiceField()
    homepage = forms.URLField(label="Home page", required=False, assume_scheme="https")
    wikidata = forms.CharField(
        label="Wikidata",
        required=False,
        max_length=100,
        help_text="The id or the address of its page. It is kept and linked, never fetched.",
    )
    same_as = LinesField(
        label="Known at",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Other addresses of theirs, one a line.",
    )
    aliases = LinesField(
        label="Other names",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line. Bylines and credits in any of these spellings are found here.",
    )


class OutletForm(NamedForm):
    """An outlet."""

    kind = forms.ChoiceField(choices=Outlet.Kind.choices)
    domain = forms.CharField(max_length=253, required=False)
    other_domains = LinesField(
        label="Other domains",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line.",
    )
    field_order = ["version", "name", "kind", "domain", "other_domains", "homepage", "wikidata"]


class PersonForm(NamedForm):
    """A person, an organisation or someone unnamed."""

    kind = forms.ChoiceField(choices=Person.Kind.choices)
    description = forms.CharField(max_length=300, required=False)
    field_order = ["version", "name", "kind", "description", "homepage", "wikidata"]


class OtherField(forms.CharField):
    """Another outlet or person of the workspace, by a name it is known by or by its number."""

    def __init__(self, *, may_be_new: bool = False, **options: Any) -> None:
        super().__init__(max_length=210, **options)
        self.rows: Any = Outlet.objects.none()
        self.may_be_new = may_be_new

    def clean(self, value: Any) -> Any:
        """The row, or the name where it may be new. Raises ValidationError for none or several."""
        name = super().clean(value)
        if not name:
            return None
        number = name.strip().removeprefix("#")
        if number.isascii() and number.isdecimal() and len(number) < 10:
            found = list(self.rows.filter(pk=number))
        else:
            found = list(self.rows.named(fold(name)).order_by("pk")[:5])
        if not found and self.may_be_new and not number.isdecimal():
            return name
        if not found:
            raise forms.ValidationError("Nobody and nothing here is known by that name.")
        if len(found) > 1:
            said = ", ".join(f"#{one.pk} {one}" for one in found)
            raise forms.ValidationError(f"Several are: {said}. Write the number.")
        return found[0]


class SameForm(forms.Form):
    """Which other one is the same, and why."""

    other = OtherField(
        label="The other one", help_text="A name it is known by, or # and its number."
    )
    reason = forms.CharField(label="Why they are one", max_length=300)
    show_wider = forms.BooleanField(
        label="Show the other one to those who see this one", required=False
    )

    def __init__(self, *args: Any, rows: Any, decides: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].rows = rows  # type: ignore[attr-defined]
        if not decides:
            del self.fields["show_wider"]


class RefuseForm(forms.Form):
    """Why two are not one; may be left empty."""

    reason = forms.CharField(required=False, max_length=300)


class KeepForm(forms.Form):
    """Which of two is kept, from a list of proposals."""

    kept = forms.IntegerField()
    show_wider = forms.BooleanField(required=False)


class DayField(forms.CharField):
    """Gives (day, precision), or (None, "") where nothing was written."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "As much as is known: 2024-05-03, 2024-05 or 2024.")
        super().__init__(max_length=10, required=False, **options)

    def clean(self, value: Any) -> tuple[date | None, str]:
        """Raises ValidationError for what is no date."""
        text = super().clean(value)
        read = date_of(text) if text else (None, "")
        if read is None:
            raise forms.ValidationError("Write the date as 2024-05-03, 2024-05 or 2024.")
        return read


class OwnerForm(forms.Form):
    """Who owns an outlet, or owned it."""

    owner = OtherField(
        label="Owner", may_be_new=True, help_text="A new name is added as a company."
    )
    since = DayField(label="Since")
    until = DayField(label="Until", help_text="Leave it empty for the present owner.")
    known = forms.ChoiceField(label="How it is known", choices=Known.choices, initial=Known.OUTSIDE)
    note = forms.CharField(label="In words", max_length=300, required=False)
    address = forms.URLField(
        label="Where it can be read", required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, rows: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].rows = rows  # type: ignore[attr-defined]
