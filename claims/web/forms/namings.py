"""What is asked about words that call someone something."""

from django import forms


class NamingForm(forms.Form):
    """Whom the picked words mean."""

    aliases = {"passage": None, "subject": "meant"}
    meant = forms.CharField(
        label="Who is meant",
        help_text="The name of someone this workspace knows, or a few words for a group.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say who is meant."},
    )
    note = forms.CharField(label="A remark", required=False, max_length=300)
