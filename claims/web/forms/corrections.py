"""What is asked about corrections that we ask for."""

from typing import Any

from django import forms
from django.utils import timezone

from claims.records.models import Appearance, Claim
from claims.requests.models import CorrectionRequest, Outcome
from claims.requests.proving import revisions_since
from claims.requests.services.asking import LONGEST
from provenance.accounts.roles import Visibility
from provenance.sources.models import Article, Revision

from ..words import count
from .groundwork import day
from .versioned import Versioned, paragraph

OUTCOMES = [
    (Outcome.CORRECTED, "They corrected it, with a notice"),
    (Outcome.SILENT, "They corrected it silently: two versions prove it"),
    (Outcome.ANSWERED, "They answered, and corrected nothing"),
    (Outcome.REFUSED, "They refused"),
]


class CorrectionForm(Versioned):
    """Who was asked to correct what, and by when they were to answer."""

    article = forms.ModelChoiceField(
        Article.objects.none(),
        label="In which text it stands",
        help_text="Versions of this text that are captured later show whether it was corrected.",
        empty_label="none of these",
        required=False,
    )
    party = forms.CharField(
        label="Who was asked",
        help_text="Left empty, it is the outlet of the text.",
        max_length=200,
        required=False,
    )
    asked = paragraph("What they were asked to correct", missing="Say what they were asked.")
    sent_on = day("Asked on", missing="Say on which day they were asked.")
    answer_by = day("To answer by", missing="Say by when they were to answer.")
    is_told = forms.BooleanField(
        label="Tell readers of it",
        required=False,
        help_text="On the public page of the claim and in the counts of the outlet. Only editors "
        "and owners change it then.",
    )
    field_order = ["article", "party", "asked", "sent_on", "answer_by", "is_told"]

    def __init__(
        self,
        *args: Any,
        claim: Claim,
        tells: bool,
        row: CorrectionRequest | None = None,
        **options: Any,
    ) -> None:
        options["initial"] = said_by(row) if row else {"sent_on": timezone.localdate()}
        super().__init__(*args, **options)
        field: Any = self.fields["article"]
        field.queryset = _texts_of(claim, row)
        if not tells:
            del self.fields["is_told"]
        if row is None:
            del self.fields["version"]


class OutcomeForm(Versioned):
    """What came of it."""

    outcome = forms.ChoiceField(
        label="What came of it",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what came of it."},
    )
    revision = forms.ModelChoiceField(
        Revision.objects.none(),
        label="The two versions that prove it",
        help_text="Needed for a silent correction.",
        empty_label="none of these",
        required=False,
    )
    notice = forms.CharField(
        label="Address of the notice",
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    answer = forms.CharField(
        label="What they answered, in their words",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    settled_on = day(
        "On which day", help_text="Left empty, it is the day of the version, or today."
    )

    def __init__(self, *args: Any, row: CorrectionRequest, **options: Any) -> None:
        options["initial"] = {"version": row.version}
        super().__init__(*args, **options)
        field: Any = self.fields["revision"]
        field.queryset = revisions_since(row)
        field.label_from_instance = in_words
        if row.article_id is None or not field.queryset:
            del self.fields["revision"]
            self.fields["outcome"].choices = [  # type: ignore[attr-defined]
                one for one in OUTCOMES if one[0] != Outcome.SILENT
            ]


def in_words(revision: Revision) -> str:
    """How one version differs from the one before, in one line."""
    how = "with a notice" if revision.kind == Revision.Kind.ANNOUNCED else "silently"
    when = f"{revision.after.captured_at:%-d %B %Y}"
    numbers = f"version {revision.before.number} to {revision.after.number}"
    return f"{numbers}, seen on {when}: changed {how} in {count(revision.places, 'place')}"


def said_by(row: CorrectionRequest) -> dict[str, Any]:
    """What the form says of a row as it is."""
    names = ("party", "asked", "sent_on", "answer_by", "is_told", "version")
    return {name: getattr(row, name) for name in names} | {"article": row.article_id}


def _texts_of(claim: Claim, row: CorrectionRequest | None) -> Any:
    """The texts in which the claim stands, and the one that was chosen before."""
    places = Appearance.objects.filter(claim__in=Claim.objects.family(claim.pk), deleted_at=None)
    here = Article.objects.filter(workspace=claim.workspace_id, deleted_at=None)
    here = here.exclude(visibility=Visibility.ME)
    stands = here.filter(pk__in=places.values("passage__snapshot__article"))
    chosen = here.filter(pk=row.article_id if row else None)
    return (stands | chosen).select_related("outlet").order_by("pk")
