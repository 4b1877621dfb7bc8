"""Logging people in to the client, by grant, and out again.

Like a login on our pages this is no event of the history; what is written with it is.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from claims.exchange.models import ClientLogin
from provenance.accounts.models import User
from provenance.accounts.secrets import digest

from .grants import GrantError, make_grant, username_in
from .site import Site

ACCESS = timedelta(hours=1)
RENEWABLE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the client is told once; `seconds` is how long `access` lasts."""

    access: str
    refresh: str
    seconds: int = int(ACCESS.total_seconds())


def grant_for(user: User, site: Site) -> str:
    """A grant with which the client can log `user` in during the next minutes."""
    return make_grant(user.username, site=site, key=_key(), now=timezone.now())


@transaction.atomic
def log_in(grant: str, site: Site) -> Tokens:
    """Tokens for the person a grant names. Raises GrantError."""
    username = username_in(grant, site=site, key=_key())
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise GrantError("The grant token is for somebody who has no account here.")
    return _keep(ClientLogin(user=user))


@transaction.atomic
def renew(refresh: str) -> Tokens:
    """New tokens for old; each refresh token works once. Raises GrantError."""
    login = ClientLogin.objects.select_for_update().renewable(digest(refresh)).first()
    if login is None:
        raise GrantError("The refresh token is unknown, used or expired. Log in again.")
    return _keep(login)


def log_out(token: str) -> None:
    """Make both tokens of a login worthless; an unknown token changes nothing."""
    ClientLogin.objects.filter(access=digest(token)).delete()
    ClientLogin.objects.filter(refresh=digest(token)).delete()


def logged_in(token: str) -> User | None:
    """Whose access token this is; None if it is worthless."""
    login = ClientLogin.objects.usable(digest(token)).select_related("user").first()
    return login.user if login else None


def forget_old_logins() -> int:
    """Drop logins that can be renewed no more; says how many."""
    dropped, _ = ClientLogin.objects.filter(until__lte=timezone.now()).delete()
    return dropped


def _keep(login: ClientLogin) -> Tokens:
    told = Tokens(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    now = timezone.now()
    login.access, login.refresh = digest(told.access), digest(told.refresh)
    login.access_until, login.until = now + ACCESS, now + RENEWABLE
    login.save()
    return told


def _key() -> bytes:
    return salted_hmac("claims.exchange.grant", "key", algorithm="sha256").digest()
