"""What is asked about words that were picked in the reader."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from claims.records.services import Hop
from provenance.accounts.models import Visibility
from provenance.numbers import number_in
from provenance.sources.folding import occurrences
from provenance.sources.models import Snapshot

from .chains import HopForm
from .claims import WordingForm
from .evidence import ORIGINS, STANCES

Row = dict[str, Any]
MOST_HOPS = 20
SEEN_BY = [
    (Visibility.WORKSPACE, "The workspace"),
    (Visibility.ME, "Only me"),
]


class ClaimPanel(WordingForm):
    """A claim on picked words: a new one, or one more place where a known one stands."""

    aliases = {**WordingForm.aliases, "appearance": "other"}
    version = None  # type: ignore[assignment]
    other = forms.IntegerField(required=False, widget=forms.HiddenInput)
    visibility = forms.ChoiceField(
        label="Who can see this", choices=SEEN_BY, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        """Where a known claim stands here too, nothing else is asked."""
        given = super().clean()
        if given.get("other"):
            for name in self.errors.keys() - {"other"}:
                del self.errors[name]
        return given


class EvidencePanel(forms.Form):
    """Picked words as evidence on a claim."""

    aliases = {"passage": None, "claim": "other"}
    other = forms.IntegerField(
        label="The claim",
        widget=forms.HiddenInput,
        error_messages={"required": "Choose the claim.", "invalid": "Choose the claim."},
    )
    stance = forms.ChoiceField(
        label="What these words do to the claim",
        choices=STANCES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what these words do to the claim."},
    )
    warrant = forms.CharField(
        label="Why they bear on it",
        help_text="One or two sentences that a reader will see.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why these words bear on the claim."},
    )
    origin = forms.ChoiceField(
        label="How close the source is",
        choices=ORIGINS,
        widget=forms.RadioSelect,
        initial="secondary",
    )


class PickedHop(HopForm):
    """One hop whose cue may have been picked in the text: `at` is then its span, `120-134`."""

    field_order = ["who", "speaker", "directness", "cue", "at", "basis", "note"]
    at = forms.RegexField(
        r"^\d{1,9}-\d{1,9}$", required=False, widget=forms.HiddenInput(attrs={"data-words-at": ""})
    )

    def hop_in(self, snapshot: Snapshot, near: int) -> Hop:
        """What the service takes. A cue that was typed is the one nearest to `near`."""
        given = self.cleaned_data
        cue = None if given["who"] == "text" else _cue(given, snapshot.text, near)
        return Hop(**self.told, cue=cue)

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything into it."""
        said = (self[name].value() or "" for name in ("speaker", "cue", "note"))
        return self["who"].value() == "person" and not any(one.strip() for one in said)


def _cue(given: Mapping[str, Any], text: str, near: int) -> Any:
    cue = given["cue"].strip()
    if given.get("at"):
        start, end = map(int, given["at"].split("-"))
        if not cue or " ".join(text[start:end].split()) == " ".join(cue.split()):
            return (start, end)
    if not cue:
        return None
    places = list(occurrences(text, cue))
    if places:
        start = min(places, key=lambda at: abs(at - near))
        return (start, start + len(cue))
    return [{"type": "TextQuoteSelector", "exact": cue}]


def hops_in(data: Mapping[str, str]) -> list[Row]:
    """The hops as they were sent: `hop-0-speaker`, `hop-1-speaker` …"""
    number = min(number_in(data.get("hops", "0")) or 0, MOST_HOPS)
    names = PickedHop.base_fields
    return [{name: data.get(f"hop-{at}-{name}", "") for name in names} for at in range(number)]


def picked_hops(rows: Sequence[Row], *, bound: bool) -> list[PickedHop]:
    """A form for each row; bound ones are checked."""
    if not bound:
        return [PickedHop(initial=row, prefix=f"hop-{at}") for at, row in enumerate(rows)]
    return [
        PickedHop({f"hop-{at}-{name}": value for name, value in row.items()}, prefix=f"hop-{at}")
        for at, row in enumerate(rows)
    ]


def fresh_hop() -> Row:
    """An empty row."""
    return {"who": "person", "directness": "indirect"}
