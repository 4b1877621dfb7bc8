"""What is asked about searches, gaps and replies."""

from typing import Any

from django import forms
from django.utils import timezone

from claims.evidence.models import Evidence
from claims.groundwork.models import Groundwork, Search
from claims.records.models import Claim

from .versioned import Versioned

SHOWN = "Readers see it once the next verdict is published, without your name."


def day(label: str, *, missing: str = "", help_text: str = "") -> forms.DateField:
    """A field for one day; required where `missing` says what is missing."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": "Write the day as 2024-05-03."},
    )


class GroundworkForm(Versioned):
    """What all of them ask. `row` is the one to change; without it there is a new one."""

    goes_out = forms.BooleanField(
        label="Tell readers of it", required=False, help_text=SHOWN, initial=False
    )

    def __init__(
        self, *args: Any, claim: Claim, row: Groundwork | None = None, **options: Any
    ) -> None:
        if row is not None:
            options["initial"] = self.said_by(row)
        super().__init__(*args, **options)
        self.offer(claim, row)
        if row is None:
            del self.fields["version"]

    def said_by(self, row: Groundwork) -> dict[str, Any]:
        """What the form says of a row as it is."""
        names = [name for name in self.base_fields if name != "version"]
        found = {name: getattr(row, name) for name in names}
        return found | {"version": row.version}

    def offer(self, claim: Claim, row: Groundwork | None) -> None:
        """Fill in what may be chosen."""


class SearchForm(GroundworkForm):
    """One line of the search log."""

    sought = forms.CharField(
        label="What was searched for",
        max_length=500,
        error_messages={"required": "Say what was searched for."},
    )
    place = forms.CharField(
        label="Where",
        help_text="An archive, a database, a library, a search engine with its words.",
        max_length=300,
        error_messages={"required": "Say where it was searched for."},
    )
    address = forms.CharField(
        label="Its address, if it has one",
        max_length=2000,
        required=False,
        widget=forms.URLInput,
    )
    searched_on = day("On which day", missing="Say on which day.")
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[("nothing", "Found nothing"), ("found", "Found something")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether anything was found."},
    )
    evidence = forms.ModelChoiceField(
        Evidence.objects.none(),
        label="Which evidence it led to",
        empty_label="none that is here",
        required=False,
    )
    note = forms.CharField(
        label="What else is worth knowing",
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["sought", "place", "address", "searched_on", "outcome", "evidence", "note"]

    def offer(self, claim: Claim, row: Groundwork | None) -> None:
        """Name the evidence that may have been found, and today."""
        rows = Evidence.objects.of_claim(claim.pk).with_sources()
        field = self.fields["evidence"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.label_from_instance = _named  # type: ignore[attr-defined]
        if not rows:
            del self.fields["evidence"]
        if row is None:
            self.initial.setdefault("searched_on", timezone.localdate())

    def said_by(self, row: Any) -> dict[str, Any]:
        """The evidence by its number."""
        assert isinstance(row, Search)
        return super().said_by(row) | {"evidence": row.evidence_id}


def _named(evidence: Evidence) -> str:
    quote = evidence.passage.quote if evidence.passage else evidence.address
    article = evidence.passage.snapshot.article if evidence.passage else None
    return f"{article.outlet if article and article.outlet else article or ''} “{quote[:60]}”"
