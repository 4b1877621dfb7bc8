"""What is asked about a picture, a film or a sound that a claim is about."""

from django import forms

from claims.groundwork.models import Media

from .groundwork import SHOWN, GroundworkForm

NOT_YET = ("", "Not known yet")


def _address(label: str, *, missing: str = "", help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        required=bool(missing),
        widget=forms.URLInput,
        error_messages={"required": missing},
    )


class MediaForm(GroundworkForm):
    """What it is, where it stands, and what was found out about it."""

    medium = forms.ChoiceField(
        label="It is a",
        choices=[(value, word.capitalize()) for value, word in Media.Medium.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a picture, a film or a sound."},
    )
    address = _address(
        "Where it stands",
        missing="Say at which address it stands.",
        help_text="Of the picture itself, or of the page on which it is.",
    )
    archived_at = _address(
        "Where a copy is kept", help_text="At an archive, since what is shared often vanishes."
    )
    shows = forms.CharField(
        label="What it shows, or lets one hear",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what it shows, for those who cannot see or hear it."},
    )
    words_in_it = forms.CharField(
        label="Words written or said in it",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    category = forms.ChoiceField(
        label="What it turned out to be",
        choices=[NOT_YET, *((value, word.capitalize()) for value, word in Media.Category.choices)],
        required=False,
    )
    finding = forms.CharField(
        label="How that is known",
        help_text="Where and when it was made, by whom, and what was done to it.",
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    original_address = _address("Where the original stands")
    goes_out = forms.BooleanField(
        label="Tell readers of it", required=False, help_text=SHOWN, initial=True
    )
    field_order = [
        "medium",
        "address",
        "archived_at",
        "shows",
        "words_in_it",
        "category",
        "finding",
        "original_address",
        "goes_out",
    ]
