"""How django-allauth behaves here: accounts by invitation, letters in our words, all recorded."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from provenance.audit.services import record

from .invitations import invitation_in
from .links import on_our_site
from .models import User
from .services import accept_invitation

ADDRESSES = {
    "account/email/email_changed": "person.email_changed",
    "account/email/email_deleted": "person.email_removed",
    "socialaccount/email/account_connected": "person.sign_on_linked",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this browser carries an invitation that still works."""
        return invitation_in(request.session) is not None

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the new account and let it join the workspace that invited it."""
        super().save_user(request, user, form, commit=commit)
        if commit:
            record("person.joined", user, by=user, username=user.username)
            if invitation := invitation_in(request.session):
                accept_invitation(invitation, by=user)
        return user

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """Keep a new password, whether changed or reset."""
        super().set_password(user, password)
        record("person.password_changed", user, by=user)

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Note that an address is really this person's; a changed one takes effect now."""
        confirmed = bool(super().confirm_email(request, email_address))
        if confirmed:
            user = email_address.user
            record("person.email_confirmed", user, by=user, email=email_address.email)
        return confirmed

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person what was changed in their account; the library calls this for each change.

        For changes of address it is the only place where we learn of them, so they are recorded
        here.
        """
        super().send_notification_mail(template_prefix, user, context, email)
        if action := ADDRESSES.get(template_prefix):
            with transaction.atomic():
                record(action, user, by=user)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in a password letter; it never follows the host a request claims."""
        return on_our_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link in a confirmation letter, likewise."""
        return on_our_site(super().get_email_confirmation_url(request, emailconfirmation))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter in our words; they name the site by its address."""
        site = settings.SITE_URL or self.request.build_absolute_uri("/")
        super().send_mail(template_prefix, email, context | {"site": site})
