"""What is asked about evidence."""

from typing import Any

from django import forms

from claims.evidence.models import Evidence
from claims.records.models import Claim

from .places import PlaceForm
from .versioned import Versioned

STANCES = [
    ("supports", "Supports it"),
    ("contradicts", "Contradicts it"),
    ("context", "Gives context: makes it easier to judge"),
]
ORIGINS = [
    ("primary", "Primary: a document, a measurement, someone who was there"),
    ("secondary", "Secondary: someone who tells of it"),
]


class _Judgement(forms.Form):
    """What we say about a piece of evidence."""

    stance = forms.ChoiceField(
        label="What it does to the claim",
        choices=STANCES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what it does to the claim."},
    )
    warrant = forms.CharField(
        label="Why it bears on the claim",
        help_text="One or two sentences that a reader will see.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this bears on the claim."},
    )
    origin = forms.ChoiceField(
        label="How close it is", choices=ORIGINS, widget=forms.RadioSelect, initial="secondary"
    )
    depends_on = forms.ModelChoiceField(
        Evidence.objects.none(),
        label="It merely repeats",
        help_text="Then the two are counted once.",
        empty_label="nothing that is here already",
        required=False,
    )

    def offer(self, claim: Claim, but: int | None = None) -> None:
        """Name the evidence that this one may lean on."""
        others = Evidence.objects.of_claim(claim.pk).exclude(pk=but).with_sources()
        field = self.fields["depends_on"]
        field.queryset = others  # type: ignore[attr-defined]
        field.label_from_instance = _named  # type: ignore[attr-defined]
        if not others:
            del self.fields["depends_on"]


class AddEvidenceForm(PlaceForm, _Judgement):
    """New evidence: words of a text, or an address, or both."""

    aliases = {"url": "address", "passage": "words", "place": "words"}
    address = forms.CharField(
        label="Or an address",
        help_text="For what cannot be brought in as a text: a table, a film, a map.",
        max_length=2000,
        required=False,
        widget=forms.URLInput,
    )
    field_order = ["stance", "words", "article", "address", "warrant", "origin", "depends_on"]

    def __init__(self, *args: Any, claim: Claim, **options: Any) -> None:
        super().__init__(*args, workspace=claim.workspace_id, **options)
        self.offer(claim)

    def clean(self) -> dict[str, Any]:
        """The place takes the place of the fields that name it."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["place"] = self.find()
        if given["place"] is None and not given.get("address") and not self.has_error("words"):
            self.add_error("words", "Give the exact words of a text, or an address below.")
        kept = ("stance", "warrant", "origin", "depends_on", "address", "place")
        return {name: given[name] for name in kept if name in given}


class EditEvidenceForm(Versioned, _Judgement):
    """Another judgement on the same words."""

    def __init__(self, *args: Any, evidence: Evidence, **options: Any) -> None:
        options["initial"] = judgement_of(evidence)
        super().__init__(*args, **options)
        self.offer(evidence.claim, but=evidence.pk)


def judgement_of(evidence: Evidence) -> dict[str, Any]:
    """What the form says of evidence as it is."""
    return {
        "stance": evidence.stance,
        "warrant": evidence.warrant,
        "origin": evidence.origin,
        "depends_on": evidence.depends_on_id,
        "version": evidence.version,
    }


def _named(evidence: Evidence) -> str:
    quote = evidence.passage.quote if evidence.passage else evidence.address
    article = evidence.passage.snapshot.article if evidence.passage else None
    outlet = article.outlet.name if article and article.outlet else str(article or "")
    return f"{outlet} “{quote[:60]}”".strip()
