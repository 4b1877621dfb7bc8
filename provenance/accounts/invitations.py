"""The invitation a browser carries from the link to the end of signing up."""

from django.contrib.sessions.backends.base import SessionBase

from .models import Invitation
from .secrets import digest

KEY = "invitation"


def with_secret(secret: str) -> Invitation | None:
    """The invitation of a link, whatever became of it; None for a link we never made."""
    invitations = Invitation.objects.select_related("workspace", "invited_by")
    return invitations.filter(digest=digest(secret)).first()


def carry(invitation: Invitation, session: SessionBase) -> None:
    """Remember the invitation while its guest signs up. The session never holds the secret."""
    session[KEY] = invitation.pk


def invitation_in(session: SessionBase) -> Invitation | None:
    """The invitation carried, if it still works."""
    kept = session.get(KEY)
    return Invitation.objects.open().filter(pk=kept).first() if kept else None
