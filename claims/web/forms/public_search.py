"""What a stranger's search of published claims may be narrowed to."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.utils.translation import get_language_info

from claims.records.models import Claim, Topic
from claims.search.fulltext import Filters
from provenance.sources.models import Outlet

from .filters import ANY, VERDICTS
from .network import Day

SHORTEST = 2
MOST_CHOICES = 300
KNOWN_FOR = 300  # Seconds.


class PublicSearchForm(forms.Form):
    """Words and filters over what is published; the same for whoever asks."""

    q = forms.CharField(
        label="Words",
        required=False,
        max_length=500,
        error_messages={"max_length": "That is too long to look for. Give a few words."},
    )
    verdict = forms.ChoiceField(choices=[*ANY, *VERDICTS], required=False)
    topic = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    outlet = forms.TypedChoiceField(
        label="First seen in", coerce=int, empty_value=None, required=False
    )
    language = forms.ChoiceField(required=False)
    checked_since = forms.DateField(
        label="Checked from", required=False, widget=Day(format="%Y-%m-%d")
    )
    checked_until = forms.DateField(
        label="Checked to", required=False, widget=Day(format="%Y-%m-%d")
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for name, choices in _choices().items():
            self.fields[name].choices = [*ANY, *choices]  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        """A word, at least; a single sign is one only where it is no letter of an alphabet."""
        words: str = self.cleaned_data["q"].replace("\0", " ").strip()
        if words.isascii() and 0 < len(words) < SHORTEST:
            raise forms.ValidationError("Give at least two letters.")
        return words

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("checked_since"), given.get("checked_until")
        if since and until and since > until:
            self.add_error("checked_until", "This day is before the first one.")
        return given

    def asked(self, _workspace: None = None) -> tuple[str, Filters]:
        """The words and the filters."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        words: str = given.pop("q", "")
        return words, Filters(**given)

    @property
    def filters(self) -> list[forms.BoundField]:
        """All fields but the words."""
        return [bound for bound in self if bound.name != "q"]


def _choices() -> dict[str, list[tuple[Any, str]]]:
    """What everyone sees of topics, outlets and languages; remembered for some minutes."""
    cache = caches["throttle"]
    known: dict[str, list[tuple[Any, str]]] | None = cache.get("public-search-choices")
    if known is None:
        known = _ask_choices()
        cache.set("public-search-choices", known, KNOWN_FOR)
    return known


def _ask_choices() -> dict[str, list[tuple[Any, str]]]:
    stranger = AnonymousUser()
    rows: dict[str, Any] = {
        "topic": Topic.objects.visible_to(stranger).standing(),
        "outlet": Outlet.objects.visible_to(stranger).standing(),
    }
    named = {
        name: list(some.order_by("name", "pk").values_list("pk", "name")[:MOST_CHOICES])
        for name, some in rows.items()
    }
    published = Claim.objects.visible_to(stranger).standing().order_by()
    tongues = published.values_list("language", flat=True).distinct()
    main = sorted({one.split("-")[0] for one in tongues})
    return named | {"language": [(one, _tongue(one)) for one in main]}


def _tongue(code: str) -> str:
    """What a language is called in English; its code where nobody told us."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code
