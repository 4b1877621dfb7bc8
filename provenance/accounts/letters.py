"""Letters we send ourselves; django-allauth sends those about passwords and addresses."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from .models import Invitation


def invitation_letter(invitation: Invitation, link: str) -> EmailMessage:
    """The letter that carries an invitation's link, not yet sent."""
    said = {"invitation": invitation, "link": link}
    return EmailMessage(
        subject=f"{invitation.invited_by} invites you to {invitation.workspace}",
        body=render_to_string("accounts/invitation_letter.txt", said),
        to=[invitation.email],
    )
