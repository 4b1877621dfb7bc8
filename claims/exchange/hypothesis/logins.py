"""Logging people in to the client, by grant, and out again.

Like a login on our pages this is no event of the history; what is written with it is.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from claims.exchange.models import ClientLogin, UsedGrant
from provenance.accounts.models import ApiToken, User
from provenance.accounts.secrets import digest

from .grants import LONGEST, Grant, GrantError, make_grant, read_grant
from .site import Site

ACCESS = timedelta(hours=1)
RENEWABLE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the client is told once; `seconds` is how long `access` lasts."""

    access: str
    refresh: str
    seconds: int = int(ACCESS.total_seconds())


def grant_for(user: User, site: Site, *, token: ApiToken | None = None, once: bool = False) -> str:
    """A grant with which the client can log `user` in during the next minutes.

    One in a page is not for `once`, since each frame of the client there logs in with it.
    """
    name = secrets.token_urlsafe(16) if once else ""
    grant = Grant(user.username, _proof(user), token.pk if token else None, name)
    return make_grant(grant, site=site, key=_key(), now=timezone.now())


@transaction.atomic
def log_in(words: str, site: Site) -> Tokens:
    """Tokens for the person a grant names. Raises GrantError."""
    grant = read_grant(words, site=site, key=_key())
    user = User.objects.filter(username=grant.username, is_active=True).first()
    if user is None:
        raise GrantError("The grant token is for somebody who has no account here.")
    tokens = ApiToken.objects.usable().filter(user=user, pk=grant.token)
    if grant.proof != _proof(user) or (grant.token and not tokens.exists()):
        raise GrantError("What the grant token was made from holds no more. Log in again.")
    if grant.once and not UsedGrant.objects.get_or_create(name=grant.once)[1]:
        raise GrantError("The grant token was used already. Log in again.")
    return _keep(ClientLogin(user=user, proof=grant.proof, token_id=grant.token))


@transaction.atomic
def renew(refresh: str) -> Tokens:
    """New tokens for old; each refresh token works once. Raises GrantError."""
    logins = ClientLogin.objects.select_for_update(of=("self",)).renewable(digest(refresh))
    login = logins.select_related("user").first()
    if login is None or login.proof != _proof(login.user):
        raise GrantError("The refresh token is unknown, used or expired. Log in again.")
    return _keep(login)


def log_out(token: str) -> None:
    """Make both tokens of a login worthless; an unknown token changes nothing."""
    ClientLogin.objects.filter(access=digest(token)).delete()
    ClientLogin.objects.filter(refresh=digest(token)).delete()


def logged_in(token: str) -> User | None:
    """Whose access token this is; None if it is worthless."""
    login = ClientLogin.objects.usable(digest(token)).select_related("user").first()
    return login.user if login and login.proof == _proof(login.user) else None


def forget_old_logins() -> int:
    """Drop logins that can be renewed no more, and grants used long ago; says how many logins."""
    now = timezone.now()
    UsedGrant.objects.filter(used_at__lte=now - LONGEST).delete()
    dropped, _ = ClientLogin.objects.filter(until__lte=now).delete()
    return dropped


def _keep(login: ClientLogin) -> Tokens:
    told = Tokens(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    now = timezone.now()
    login.access, login.refresh = digest(told.access), digest(told.refresh)
    login.access_until, login.until = now + ACCESS, now + RENEWABLE
    login.save()
    return told


def _proof(user: User) -> str:
    """The same until the password changes, as with a login on our pages."""
    return digest(user.get_session_auth_hash())


def _key() -> bytes:
    return salted_hmac("claims.exchange.grant", "key", algorithm="sha256").digest()
