"""What is asked about a file of claims: the file itself, and what its columns and ratings mean."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from claims.exchange.incoming.models import Incoming
from claims.exchange.incoming.sheets import COLUMNS
from claims.exchange.incoming.streams import AVERITEC, CLAIMREVIEW, TABLE
from claims.reviews.models import Rating

FORMS = [
    ("", "Find out"),
    (CLAIMREVIEW, "ClaimReview, from a page or a feed"),
    (AVERITEC, "AVeriTeC"),
    (TABLE, "A table (CSV)"),
]
FIELDS = {
    "statement": "The claim",
    "claimant": "Who said it",
    "said_on": "When it was said",
    "medium": "Where it was said, in words",
    "appearance": "Where it stands, as an address",
    "label": "The rating",
    "value": "The rating as a number",
    "best": "The best rating",
    "worst": "The worst rating",
    "publisher": "Who checked it",
    "review": "The address of the fact-check",
    "summary": "The reason",
    "checked_on": "When it was checked",
    "language": "The language",
    "evidence": "An address of evidence",
}
MOST_ASKED = 60


class IncomingForm(forms.Form):
    """A file or an address."""

    aliases = {"payload": "file"}

    file = forms.FileField(
        required=False, help_text="JSON, JSON lines, a saved page, or a table (CSV)."
    )
    address = forms.URLField(
        label="Or the address of a page or feed",
        required=False,
        max_length=2000,
        assume_scheme="https",
    )
    form = forms.ChoiceField(label="Format", choices=FORMS, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, in the terms of the service."""
        given = self.cleaned_data
        file: UploadedFile[bytes] | None = given.pop("file", None)
        if bool(file) == bool(given.get("address")) and not self.errors:
            raise forms.ValidationError("Choose a file, or give an address: one of them.")
        if file is not None:
            given |= {"name": file.name or "", "payload": file.read()}
        return given


class MappingForm(forms.Form):
    """What each column holds, where it is a table, and what each rating comes to."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, incoming: Incoming) -> None:
        super().__init__(data, initial={"version": incoming.version}, auto_id="map_%s")
        self.ratings = [one["label"] for one in incoming.report.get("ratings", [])][:MOST_ASKED]
        self.headings = incoming.report.get("headings", [])
        if self.headings:
            self._ask_columns(incoming.report.get("columns", {}))
        self._ask_ratings(incoming.report.get("ratings", []))

    def clean(self) -> dict[str, Any]:
        """In the terms of the service: only what was chosen."""
        given = self.cleaned_data
        columns = {name: given.get(f"column-{name}", "") for name in COLUMNS}
        ratings = {
            label: given[f"rating-{number}"]
            for number, label in enumerate(self.ratings)
            if given.get(f"rating-{number}")
        }
        told: dict[str, Any] = {"ratings": ratings, "version": given.get("version")}
        return told | ({"columns": columns} if self.headings else {})

    def _ask_columns(self, columns: dict[str, str]) -> None:
        choices = [("", "—"), *((heading, heading) for heading in self.headings)]
        for name, words in FIELDS.items():
            self.fields[f"column-{name}"] = forms.ChoiceField(
                label=words, choices=choices, required=False, initial=columns.get(name, "")
            )

    def _ask_ratings(self, ratings: list[dict[str, Any]]) -> None:
        choices = [("", "Nobody can tell"), *Rating.Neutral.choices]
        for number, one in enumerate(ratings[:MOST_ASKED]):
            self.fields[f"rating-{number}"] = forms.ChoiceField(
                label=f"“{one['label'] or 'no rating'}” ({one['count']})",
                choices=choices,
                required=False,
                initial=one["neutral"],
            )

    @property
    def asked(self) -> list[tuple[str, list[Any]]]:
        """The fields in their groups, with a heading each."""
        groups = {"What the columns hold": "column-", "What the ratings come to": "rating-"}
        found = [
            (words, [self[name] for name in self.fields if name.startswith(begins)])
            for words, begins in groups.items()
        ]
        return [(words, fields) for words, fields in found if fields]
