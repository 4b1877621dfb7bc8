"""What is asked of readers without an account, and of those who read what they send."""

from typing import Any

from django import forms

from claims.requests.models import Letterbox
from claims.requests.services.deciding import LONGEST_REASON, LONGEST_WORDING
from claims.requests.services.letterboxes import LONGEST_WORDS, MOST_DAYS
from claims.requests.services.receiving import LONGEST

from .versioned import Versioned, paragraph

CONTACT = (
    "Only if we may ask back. Only those who check here read it; it is published nowhere, and "
    "erased when you wish it, after {days} days at the latest."
)


class ReaderForm(forms.Form):
    """What every form for readers has: a field for an address, and one that nobody sees.

    Programs fill in every field they find; what fills in `homepage` is kept apart as spam.
    """

    contact = forms.CharField(
        label="Your e-mail address", max_length=254, required=False, widget=forms.EmailInput
    )
    homepage = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, days: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].help_text = CONTACT.format(days=days)

    def clean(self) -> dict[str, Any]:
        """In the terms of the services: whether the trap was touched, not with what."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["trapped"] = bool(given.pop("homepage", ""))
        return given


class AskForm(ReaderForm):
    """“Please check this.”"""

    text = forms.CharField(
        label="What should we check?",
        help_text="One statement, as you read or heard it.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what we should check."},
    )
    seen_at = forms.CharField(
        label="Address of the page where you saw it",
        help_text="For example https://… If it stands on no page, say below where it was.",
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    seen_where = forms.CharField(
        label="Or where you saw or heard it",
        help_text="A leaflet, a programme and its hour, a group.",
        max_length=300,
        required=False,
    )
    field_order = ["text", "seen_at", "seen_where", "contact", "homepage"]


class ReportForm(ReaderForm):
    """Something that we published is wrong."""

    text = forms.CharField(
        label="What is wrong?",
        help_text="Name the words that are wrong, and what is right.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what is wrong."},
    )
    source = forms.CharField(
        label="What shows it?",
        help_text="A document, an address, or who would know.",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["text", "source", "contact", "homepage"]


class LetterboxForm(Versioned):
    """Whether requests are taken."""

    is_open = forms.BooleanField(
        label="Take requests from everyone",
        required=False,
        help_text="Your workspace is then named on the public page of requests.",
    )
    words = forms.CharField(
        label="What you check",
        help_text="Told above the form: what you look into, and what you do not.",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    keeps_contact_days = forms.IntegerField(
        label="Days after which an e-mail address is erased",
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, box: Letterbox | None, **options: Any) -> None:
        names = ("is_open", "words", "keeps_contact_days", "version")
        box = box or Letterbox(version=0)
        options["initial"] = {name: getattr(box, name) for name in names}
        super().__init__(*args, **options)


class AcceptForm(Versioned):
    """A request becomes a claim."""

    statement = forms.CharField(
        label="The claim in your own words",
        help_text="Who, what, when; so that it can be understood alone. It is recorded as it "
        "stands in what the reader sent.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Word the claim."},
    )
    language = forms.CharField(
        label="Language", max_length=8, initial="en", help_text="Two letters, e.g. en."
    )
    fetch = forms.BooleanField(
        label="Bring in the page where it was seen",
        required=False,
        help_text="The program fetches it from the address that the reader gave.",
    )
    field_order = ["statement", "fetch", "language"]

    def __init__(self, *args: Any, has_address: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_address:
            del self.fields["fetch"]


class DeclineForm(Versioned):
    """A request is declined."""

    reason = forms.CharField(
        label="Why it is not checked",
        help_text="Whoever asked reads it.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why; whoever asked reads it."},
    )
    is_listed = forms.BooleanField(
        label="List it in public with what was declined",
        required=False,
        initial=True,
        help_text="Without a word of the reader's own, and without their address.",
    )
    wording = forms.CharField(
        label="What was asked, in your own words",
        help_text="For the public list. Name no private person.",
        max_length=LONGEST_WORDING,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnswerReportForm(Versioned):
    """Answer to a report of an error."""

    answer = paragraph("Your answer", missing="Say what you answer.")
    is_told = forms.BooleanField(
        label="Show the answer on the public page of the claim",
        required=False,
        initial=True,
        help_text="The reader's own words are shown to nobody.",
    )
