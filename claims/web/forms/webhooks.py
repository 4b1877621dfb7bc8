"""What is asked about a webhook."""

from django import forms

from claims.webhooks.models import Webhook
from claims.webhooks.occasions import Occasion

from .versioned import Versioned


class WebhookForm(Versioned):
    """Who is told, and what of."""

    name = forms.CharField(
        label="Who is told",
        max_length=80,
        help_text="To recognise it by.",
        error_messages={"required": "Give it a name."},
    )
    address = forms.URLField(
        label="Address",
        max_length=500,
        assume_scheme="https",
        help_text="Each thing is sent there as a POST. It begins with https://.",
        error_messages={"required": "Give the address of the program that is told."},
    )
    events = forms.MultipleChoiceField(
        label="Told when",
        choices=[(value, words.capitalize()) for value, words in Occasion.choices],
        initial=Occasion.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing to be told."},
    )


def words_of(webhook: Webhook) -> dict[str, object]:
    """What the form says of a webhook as it is."""
    return {name: getattr(webhook, name) for name in ("name", "address", "events", "version")}
