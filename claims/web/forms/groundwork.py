"""What is asked about searches, gaps and replies."""

from typing import Any

from django import forms
from django.utils import timezone

from claims.evidence.models import Evidence
from claims.groundwork.models import Groundwork, Reply, Search
from claims.records.models import Claim

from .versioned import Versioned, paragraph

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


class GapForm(GroundworkForm):
    """What could not be found."""

    sought = forms.CharField(
        label="What could not be found",
        max_length=500,
        error_messages={"required": "Say what could not be found."},
    )
    place = forms.CharField(
        label="Where it was looked for, or ought to be", max_length=300, required=False
    )
    note = forms.CharField(
        label="What it would tell",
        help_text="Which way it could turn the verdict.",
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    goes_out = forms.BooleanField(
        label="Tell readers of it", required=False, help_text=SHOWN, initial=True
    )
    field_order = ["sought", "place", "note", "goes_out"]


class ReplyForm(GroundworkForm):
    """Who was asked what, and by when they were to answer."""

    party = forms.CharField(
        label="Who was asked",
        help_text="A person, an office, a paper.",
        max_length=200,
        error_messages={"required": "Say who was asked."},
    )
    question = paragraph("What they were asked", missing="Say what they were asked.")
    asked_on = day("Asked on", missing="Say on which day they were asked.")
    answer_by = day("To answer by", missing="Say by when they were to answer.")
    answered_on = day("Answered on", help_text="Leave it empty while there is no answer.")
    answer = forms.CharField(
        label="What they answered",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    goes_out = forms.BooleanField(
        label="Tell readers of it", required=False, help_text=SHOWN, initial=True
    )

    field_order = ["party", "question", "asked_on", "answer_by", "answered_on", "answer"]

    def offer(self, claim: Claim, row: Groundwork | None) -> None:
        """A new question was asked today; its answer has a form of its own."""
        if row is None:
            self.initial.setdefault("asked_on", timezone.localdate())
            del self.fields["answered_on"], self.fields["answer"]


class AnswerForm(Versioned):
    """What someone answered who had been asked."""

    answered_on = day("Answered on", missing="Say on which day they answered.")
    answer = paragraph(
        "What they answered",
        missing="Give their answer, or say what they said instead.",
        help_text="In their words; a refusal to answer is an answer too.",
    )

    def __init__(self, *args: Any, reply: Reply, **options: Any) -> None:
        options["initial"] = {"answered_on": timezone.localdate(), "version": reply.version}
        super().__init__(*args, **options)


def _named(evidence: Evidence) -> str:
    quote = evidence.passage.quote if evidence.passage else evidence.address
    article = evidence.passage.snapshot.article if evidence.passage else None
    return f"{article.outlet if article and article.outlet else article or ''} “{quote[:60]}”"
