"""The letter that says that a webhook was switched off."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from provenance.accounts.models import Membership, Role

from .models import Webhook


def switched_off_letter(webhook: Webhook) -> EmailMessage | None:
    """The letter to the owners of its workspace, not yet sent; None where nobody has an address."""
    owners = Membership.objects.filter(workspace=webhook.workspace_id, role=Role.OWNER)
    active = owners.filter(user__is_active=True).exclude(user__email="")
    to = list(active.order_by("pk").values_list("user__email", flat=True))
    if not to:
        return None
    return EmailMessage(
        subject=f"The webhook “{webhook.name}” was switched off",
        body=render_to_string("webhooks/switched_off_letter.txt", {"webhook": webhook}),
        bcc=to,
    )


def tell_owners(webhook: Webhook) -> None:
    """Send it, once this transaction holds; a letter that cannot be sent changes nothing."""
    letter = switched_off_letter(webhook)
    if letter is not None:
        transaction.on_commit(letter.send, robust=True)
