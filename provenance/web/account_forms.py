"""Forms about people and workspaces. They check shapes; the rules are the services'."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from provenance.accounts.models import ApiToken, Role, Workspace


class WorkspaceForm(forms.Form):
    """How a workspace is called."""

    name = forms.CharField(max_length=120)
    kind = forms.ChoiceField(
        choices=Workspace.Kind.choices, help_text="A school has a class view as well."
    )
    homepage = forms.URLField(
        label="Home page",
        required=False,
        assume_scheme="https",
        help_text="Named as the publisher wherever your verdicts are read by other programs.",
    )
    notes_wait = forms.BooleanField(
        label="Notes of students wait for a moderator",
        required=False,
        help_text="Editors, owners and teachers read them before the others do.",
    )
    seconds_blind = forms.BooleanField(
        label="Second checks are blind",
        required=False,
        help_text="The second person answers without seeing the first answer. Holds for checks "
        "that begin from now on.",
    )
    tells_disagreement = forms.BooleanField(
        label="Tell readers where two checkers differed",
        required=False,
        help_text="The public page then says that a third person decided, and why.",
    )
    tells_recorded = forms.BooleanField(
        label="Tell readers how many claims are recorded and not checked",
        required=False,
        help_text="On the public pages of outlets and topics, as a number. Claims that somebody "
        "keeps to themselves are never counted.",
    )


class InviteForm(forms.Form):
    """Who may come in, as what."""

    role = forms.ChoiceField(choices=Role.choices, initial=Role.CHECKER)
    email = forms.EmailField(
        label="Send the link to",
        required=False,
        help_text="Leave this empty to pass the link on yourself.",
    )


class ProfileForm(forms.Form):
    """How a person is called."""

    name = forms.CharField(
        label="Your name",
        max_length=150,
        required=False,
        help_text="Stands beside what you write. Left empty, your user name stands there.",
    )


class TokenForm(forms.Form):
    """A new key for a program."""

    name = forms.CharField(max_length=80, help_text="What it is for, to recognise it by later.")
    scope = forms.ChoiceField(
        label="It may",
        choices=[
            (ApiToken.Scope.READ, "read what I can see"),
            (ApiToken.Scope.WRITE, "read and change what I can"),
        ],
        initial=ApiToken.Scope.READ,
        widget=forms.RadioSelect,
    )
    expires_at = forms.ChoiceField(
        label="It works for",
        choices=[("30", "30 days"), ("90", "90 days"), ("365", "a year"), ("0", "until revoked")],
        initial="90",
    )

    def clean_expires_at(self) -> datetime | None:
        """Turn the number of days into a moment."""
        days = int(self.cleaned_data["expires_at"])
        return timezone.now() + timedelta(days=days) if days else None
