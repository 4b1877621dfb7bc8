"""The chain of who said it, as rows to add, move and take out before anything is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from claims.records.models import Appearance, Attribution
from claims.records.services import Hop
from provenance.numbers import number_in
from provenance.sources.knowing import Known
from provenance.sources.models import Article, Person

from ..words import dotted
from .partial_dates import PartialDateField, written

Row = dict[str, Any]
MOST_ROWS = 41  # One more than a chain may have, so that the service says so.
NEWEST = 60
WHO = [
    ("person", "a person, by name"),
    ("organisation", "an organisation"),
    ("unnamed", "someone unnamed"),
    ("missing", "not stated: a link is missing"),
    ("text", "the text itself"),
]
FOLDED = ("basis", "said", "wording", "article", "known", "sure", "known_from")
SHORT = 60
NAMELESS = ("missing", "text")
NOT_RECORDED = ("", "not recorded")


class HopForm(forms.Form):
    """One hop: who, how it is told, the words that say so, and how they know."""

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
    basis = forms.ChoiceField(
        label="How they know",
        choices=[NOT_RECORDED, *Attribution.Basis.choices],
        required=False,
    )
    note = forms.CharField(label="Note", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Somebody has a name, or is said to be missing, or is the text itself."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("who") not in NAMELESS and not given.get("speaker", "").strip():
            self.add_error("speaker", "Give a name, or say that it is not stated.")
        return given

    @property
    def told(self) -> dict[str, Any]:
        """What both forms of a hop say to the service, but for the cue."""
        given, who = self.cleaned_data, self.cleaned_data["who"]
        is_named = who not in NAMELESS
        return {
            "speaker": given["speaker"].strip() if is_named else None,
            "directness": "own_voice" if who == "text" else given["directness"],
            "anonymous": who == "unnamed",
            "basis": given["basis"],
            "note": given["note"],
            "kind": who if is_named else Person.Kind.PERSON,
        }


class FullHopForm(HopForm):
    """One hop with all that can be known of it. `of` is the hop that stands and goes on."""

    of = forms.IntegerField(required=False, widget=forms.HiddenInput)
    gap = forms.ChoiceField(
        label="Why a link is missing",
        choices=[NOT_RECORDED, *Attribution.Gap.choices],
        required=False,
    )
    said = PartialDateField(label="When they said it", required=False)
    wording = forms.CharField(
        label="The claim in their words",
        help_text="What differs from one hop to the next is then shown.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    article = forms.TypedChoiceField(
        label="The text they say it in", coerce=int, empty_value=None, required=False
    )
    known = forms.ChoiceField(
        label="How we know this",
        choices=[NOT_RECORDED, *Known.choices],
        required=False,
    )
    sure = forms.IntegerField(label="How sure, in %", required=False, min_value=0, max_value=100)
    known_from = forms.CharField(
        label="Where we have it from", help_text="An address or a note.", required=False,
        max_length=500,
    )  # fmt: skip

    @property
    def opens(self) -> bool:
        """Whether something in the folded part is wrong."""
        return any(self[name].errors for name in FOLDED)

    @property
    def digest(self) -> str:
        """What the folded part says, in one line."""
        basis, known = (
            dict(self.fields[name].choices).get(self[name].value())  # type: ignore[attr-defined]
            if self[name].value() else ""
            for name in ("basis", "known")
        )  # fmt: skip
        wording = str(self["wording"].value() or "")
        short = f"“{wording[:SHORT]}{'…' if len(wording) > SHORT else ''}”" if wording else ""
        return dotted(str(basis or ""), str(self["said"].value() or ""), short, str(known or ""))

    def hop(self, standing: Mapping[int, Attribution]) -> Hop:
        """What the service takes. Places that stand are kept where their words are unchanged."""
        given = self.cleaned_data
        was = standing.get(given["of"] or 0)
        cue, wording = given["cue"].strip(), given["wording"].strip()
        kept_cue = was.cue if was and was.cue and _same(was.cue.quote, cue) else None
        kept_words = was.wording_at if was and _same(was.words, wording) else None
        said_on, precision = given["said"]
        return Hop(
            **self.told,
            cue=kept_cue or ([{"type": "TextQuoteSelector", "exact": cue}] if cue else None),
            gap=given["gap"] if given["who"] == "missing" else "",
            said_on=said_on,
            said_precision=precision,
            wording="" if kept_words else wording,
            wording_at=kept_words,
            article=_article(given["article"], was),
            known=given["known"],
            confidence=None if given["sure"] is None else given["sure"] / 100,
            known_from=given["known_from"],
            stands=was.pk if was else None,
        )


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _article(pk: int | None, was: Attribution | None) -> Article | int | None:
    """One that stands already is kept as it is, also where it is not seen by whoever edits."""
    return was.article if was and was.article_id == pk else pk


def rows_of(appearance: Appearance) -> list[Row]:
    """The chain that stands, as rows of the form."""
    return [
        {
            "of": hop.pk,
            "who": _who(hop),
            "speaker": hop.speaker.name if hop.speaker else "",
            "directness": hop.directness,
            "cue": hop.cue.quote if hop.cue else "",
            "basis": hop.basis,
            "gap": hop.gap,
            "said": written(hop.said_on, hop.said_precision),
            "wording": hop.words,
            "article": hop.article_id or "",
            "known": hop.known,
            "sure": "" if hop.confidence is None else round(hop.confidence * 100),
            "known_from": hop.known_from,
            "note": hop.note,
        }
        for hop in appearance.attributions.all()
    ]


def _who(hop: Attribution) -> str:
    if hop.speaker is None:
        return "missing" if hop.missing else "text"
    return "unnamed" if hop.anonymous else str(hop.speaker.kind)


def rows_in(data: Mapping[str, str]) -> list[Row]:
    """The rows as they were sent: `hop-0-speaker`, `hop-1-speaker` …"""
    number = min(number_in(data.get("hops", "0")) or 0, MOST_ROWS)
    names = FullHopForm.base_fields
    return [
        {name: data.get(f"hop-{place}-{name}", "") for name in names} for place in range(number)
    ]


def reshaped(rows: Sequence[Row], step: str) -> list[Row]:
    """The rows after a button.

    `add`, `gap`, `before-1`, `after-1`, `gap-1`, `remove-1`, `up-1` or `down-1`.
    """
    rows = list(rows)
    verb, _, at = step.partition("-")
    said = number_in(at)
    place = -1 if said is None else said
    fresh = {"who": "person", "directness": "indirect"}
    gap = {"who": "missing", "directness": "hearsay"}
    if step == "add":
        return [*rows, fresh]
    if step == "gap":
        return [gap, *rows]
    if not 0 <= place < len(rows):
        return rows
    put = {"before": (place, fresh), "gap": (place, gap), "after": (place + 1, fresh)}
    if verb in put:
        there, row = put[verb]
        return [*rows[:there], row, *rows[there:]]
    if verb == "remove":
        return rows[:place] + rows[place + 1 :]
    other = place + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return rows


def touched(rows: Sequence[Row], step: str) -> int:
    """Which row a button was about, as they stand after it: there the cursor goes."""
    verb, _, at = step.partition("-")
    place = number_in(at) or 0
    if step == "add":
        return len(rows) - 1
    place += {"up": -1, "down": 1, "after": 1}.get(verb, 0)
    return max(0, min(place, len(rows) - 1))


def forms_for(
    rows: Sequence[Row], *, bound: bool, articles: Sequence[tuple[int, str]] = ()
) -> list[FullHopForm]:
    """A form for each row; bound ones are checked."""
    made = []
    for place, row in enumerate(rows):
        prefix = f"hop-{place}"
        sent = {f"{prefix}-{name}": value for name, value in row.items()}
        form = (
            FullHopForm(sent, prefix=prefix) if bound else FullHopForm(initial=row, prefix=prefix)
        )
        form.fields["article"].choices = [  # type: ignore[attr-defined]
            ("", "not recorded"), *articles
        ]  # fmt: skip
        made.append(form)
    return made


def articles_for(appearance: Appearance, by: Any) -> list[tuple[int, str]]:
    """Texts to choose from: the newest that `by` may see, and those that hops name already."""
    workspace = appearance.claim.workspace_id
    newest = Article.objects.visible_to(by).filter(workspace=workspace, deleted_at=None)
    rows = list(newest.order_by("-pk").only("title", "address")[:NEWEST])
    named = [hop.article for hop in appearance.attributions.all() if hop.article]
    return list({one.pk: (one.pk, str(one)[:90]) for one in [*named, *rows]}.values())
