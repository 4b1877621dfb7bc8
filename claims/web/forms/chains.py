"""The chain of who said it, as rows to add, move and take out before anything is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from claims.records.models import Appearance, Attribution
from claims.records.services import Hop
from provenance.sources.models import Person

Row = dict[str, Any]
WHO = [
    ("person", "a person, by name"),
    ("organisation", "an organisation"),
    ("unnamed", "someone unnamed"),
    ("missing", "not stated: a link is missing"),
]


class HopForm(forms.Form):
    """One hop."""

    who = forms.ChoiceField(label="Who", choices=WHO)
    speaker = forms.CharField(
        label="Name",
        help_text="For someone unnamed: how the text calls them.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    directness = forms.ChoiceField(label="How it is told", choices=Attribution.Directness.choices)
    cue = forms.CharField(
        label="The words that say so",
        help_text="As they stand in the text.",
        required=False,
        max_length=500,
    )
    note = forms.CharField(label="Note", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Somebody has a name, or is said to be missing."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("who") != "missing" and not given.get("speaker", "").strip():
            self.add_error("speaker", "Give a name, or say that it is not stated.")
        return given

    def hop(self) -> Hop:
        """What the service takes."""
        given, missing = self.cleaned_data, self.cleaned_data["who"] == "missing"
        cue = given["cue"].strip()
        return Hop(
            speaker=None if missing else given["speaker"].strip(),
            directness=given["directness"],
            cue=[{"type": "TextQuoteSelector", "exact": cue}] if cue else None,
            anonymous=given["who"] == "unnamed",
            note=given["note"],
            kind=Person.Kind.PERSON if missing else given["who"],
        )


def rows_of(appearance: Appearance) -> list[Row]:
    """The chain that stands, as rows of the form."""
    return [
        {
            "who": _who(hop),
            "speaker": hop.speaker.name if hop.speaker else "",
            "directness": hop.directness,
            "cue": hop.cue.quote if hop.cue else "",
            "note": hop.note,
        }
        for hop in appearance.attributions.all()
    ]


def _who(hop: Attribution) -> str:
    if hop.speaker is None:
        return "missing"
    return "unnamed" if hop.anonymous else str(hop.speaker.kind)


def rows_in(data: Mapping[str, str]) -> list[Row]:
    """The rows as they were sent: `hop-0-speaker`, `hop-1-speaker` …"""
    sent = data.get("hops", "0")
    number = min(int(sent), 40) if sent.isascii() and sent.isdigit() else 0
    names = HopForm.base_fields
    return [
        {name: data.get(f"hop-{place}-{name}", "") for name in names} for place in range(number)
    ]


def reshaped(rows: Sequence[Row], step: str) -> list[Row]:
    """The rows after a button: `add`, `gap`, `remove-1`, `up-1` or `down-1`."""
    rows = list(rows)
    verb, _, at = step.partition("-")
    place = int(at) if at.isascii() and at.isdigit() else -1
    if verb == "add":
        return [*rows, {"who": "person", "directness": "indirect"}]
    if verb == "gap":
        return [{"who": "missing", "directness": "hearsay"}, *rows]
    if not 0 <= place < len(rows):
        return rows
    if verb == "remove":
        return rows[:place] + rows[place + 1 :]
    other = place + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return rows


def forms_for(rows: Sequence[Row], *, bound: bool) -> list[HopForm]:
    """A form for each row; bound ones are checked."""
    if not bound:
        return [HopForm(initial=row, prefix=f"hop-{place}") for place, row in enumerate(rows)]
    return [
        HopForm(
            {f"hop-{place}-{name}": value for name, value in row.items()}, prefix=f"hop-{place}"
        )
        for place, row in enumerate(rows)
    ]
