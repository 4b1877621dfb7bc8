"""Signing in with an account from elsewhere, by OpenID Connect, for those who have one here.

django-allauth walks through the protocol: a state in the session, PKCE, the token from the provider
itself over a safe line, its issuer, audience and time. What it leaves open is shut here: an address
counts as the provider's word only where it is said to be verified, and as ours only where it was
confirmed; what two answers of the provider say of one person has to agree; nobody links or asks for
more by a link someone else made.
"""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from provenance.accounts.invitations import invitation_in
from provenance.accounts.models import User
from provenance.accounts.services import accept_invitation
from provenance.audit.services import record
from provenance.capture.fetch import FetchError
from provenance.capture.lent import Answer, LentSession

GARBLED = (AttributeError, KeyError, TypeError, ValueError, OAuth2Error, FetchError)


class SignOnSession(LentSession):
    """The door to the network, whose refusals the library understands."""

    def get(self, url: str, headers: Mapping[str, str] | None = None, **how: Any) -> Answer:
        """Ask for something. Raises OAuth2Error."""
        try:
            return super().get(url, headers, **how)
        except FetchError as error:
            raise OAuth2Error(error.message) from None

    def post(
        self,
        url: str,
        data: Mapping[str, Any] | str | None = None,
        headers: Mapping[str, str] | None = None,
        **how: Any,
    ) -> Answer:
        """Send something. Raises OAuth2Error."""
        try:
            return super().post(url, data, headers, **how)
        except FetchError as error:
            raise OAuth2Error(error.message) from None


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts by invitation alone, and known ones by an address that both sides confirmed."""

    def get_requests_session(self) -> SignOnSession:
        """All that is asked goes through the one door."""
        return SignOnSession()

    def list_apps(self, request: HttpRequest, **wanted: Any) -> list[Any]:
        """The providers that the operator named; without any, the database is not asked."""
        named = settings.SOCIALACCOUNT_PROVIDERS.values()
        if not any(one.get("APPS") for one in named):
            return []
        found: list[Any] = super().list_apps(request, **wanted)
        return found

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """The account of an address that the provider verified and its owner confirmed here."""
        for address in _believed(sociallogin):
            rows = EmailAddress.objects.filter(email__iexact=address.email, verified=True)
            row = rows.filter(user__is_active=True).select_related("user").first()
            if row is not None and not row.user.is_confined:
                return row.user, row.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse what does not hold together, and strangers, with words."""
        said = sociallogin.account.extra_data
        both = [said.get(part, {}).get("sub") for part in ("id_token", "userinfo") if part in said]
        if len(set(both)) != 1 or not both[0]:
            raise OAuth2Error("The provider speaks of two people.")
        _believed(sociallogin)
        if sociallogin.is_existing or invitation_in(request.session) is not None:
            return
        raise ImmediateHttpResponse(_unconfirmed(request, sociallogin))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """What the provider calls them, to begin with."""
        user: User = super().populate_user(request, sociallogin, data)
        user.name = str(data.get("name") or "").replace("\x00", "")[:150]
        return user

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Keep the new account and let it join the workspace that invited it."""
        user: User = super().save_user(request, sociallogin, form)
        if form is None:  # With a form, the adapter for accounts does the same.
            record("person.joined", user, by=user, username=user.username)
            if invitation := invitation_in(request.session):
                accept_invitation(invitation, by=user)
        record("person.sign_on_linked", user, by=user)
        return user


@never_cache
@require_safe
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the provider. Only where one comes from is taken along, nothing that others add."""
    kept = QueryDict(mutable=True)
    if "next" in request.GET:
        kept["next"] = request.GET["next"]
    request.GET = kept  # type: ignore[assignment]
    return _unbroken(request, provider_id, views.login)


@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider, with a code for what it says."""
    return _unbroken(request, provider_id, views.callback)


def _unbroken(
    request: HttpRequest, provider_id: str, step: Callable[..., HttpResponse]
) -> HttpResponse:
    """A provider that answers nonsense is its own trouble, and no error of ours."""
    try:
        return step(request, provider_id)
    except GARBLED as error:
        answer: HttpResponse = render_authentication_error(request, None, exception=error)
        return answer


def _believed(sociallogin: Any) -> list[EmailAddress]:
    """The addresses that the provider says it verified; the others are marked as they are.

    Some say it in words: "false" is no truth.
    """
    said = sociallogin.account.extra_data
    parts = [said.get("userinfo") or {}, said.get("id_token") or {}]
    verified = {str(part["email"]).casefold() for part in parts if _is_verified(part)}
    for address in sociallogin.email_addresses:
        address.verified = address.email.casefold() in verified
    return [address for address in sociallogin.email_addresses if address.verified]


def _is_verified(part: Mapping[str, Any]) -> bool:
    return bool(part.get("email")) and part.get("email_verified") in (True, "true", "True")


def _unconfirmed(request: HttpRequest, sociallogin: Any) -> HttpResponse:
    email = next((address.email for address in sociallogin.email_addresses), "")
    shown = {"provider": sociallogin.provider.name, "email": email}
    return render(request, "socialaccount/unconfirmed.html", shown, status=403)
