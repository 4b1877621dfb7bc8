"""What is asked about a policy."""

from django import forms

from claims.exchange.policy.services import LONGEST

from .versioned import Versioned


class PolicyForm(Versioned):
    """The text of a policy."""

    text = forms.CharField(
        label="The text",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="An empty line begins a paragraph, # a heading, - an item of a list; "
        "[words](https://…) is a link, **words** stand out. Leave it empty for the usual text.",
    )
