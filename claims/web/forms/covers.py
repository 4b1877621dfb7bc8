"""What is asked about a cover."""

from django import forms

from provenance.sources.covers import LONGEST

from .versioned import Versioned


class CoverForm(Versioned):
    """The words on a cover."""

    sensitive = forms.CharField(
        label="In a few words",
        required=False,
        max_length=LONGEST,
        help_text="For example: describes a suicide; shows injured people. Readers see these "
        "words first and open the rest if they want to. Leave it empty to take the cover off.",
    )
