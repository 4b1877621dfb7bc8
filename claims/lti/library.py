# ruff: noqa: ARG002 - The library says with what it asks us.
"""pylti1p3 at work here: our rows, our browser, our door to the network in place of its own.

What it checks: that a state was given, the form of the token, issuer and client, the deployment,
the signature by a key of the platform's set, and the shape of each message. What it leaves open
and is shut here: a nonce is good once (it would take the same one for a day), a state is of one
browser and never good again, RS256 is the only signature whatever a key says of itself, audience
and authorised party are checked, `exp`, `iat` and `sub` have to be there, and clocks may differ
by a minute.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import jwt
from django.conf import settings
from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.service_connector import ServiceConnector, TServiceConnectorResponse
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract

from provenance.capture.lent import LentSession, is_safe

from .addresses import origin
from .keypairs import opened
from .models import Platform

SKEW = 60  # Seconds by which the platform's clock may differ from ours.
NEEDED = ["exp", "iat", "iss", "aud", "sub", "nonce"]
NEXT = re.compile(r'<([^>]*)>\s*;[^,]*rel="?next"?', re.IGNORECASE)
KeySet = Callable[[bool], Mapping[str, Any]]


class Asked(Request):
    """What a browser sent along."""

    def __init__(self, params: Mapping[str, str]) -> None:
        self.params = params

    def is_secure(self) -> bool:
        """Only asked for a page of its own, which we do not use."""
        return True

    def get_param(self, key: str) -> str:
        """A field; empty where it is missing."""
        return self.params.get(key, "")


class Begun(SessionService):
    """The nonce and the state of one launch, which stand in its row and nowhere else."""

    def __init__(self, nonce: str = "") -> None:
        self.nonce = nonce

    def save_nonce(self, nonce: str) -> None:
        """Hand the nonce to whoever keeps the row."""
        self.nonce = nonce

    def check_nonce(self, nonce: str) -> bool:
        """Whether it is the one that we gave."""
        return bool(self.nonce) and nonce == self.nonce

    def check_state_is_valid(self, state: str, id_token_hash: str) -> bool:
        """Never: a token that was good once is not good again."""
        return False

    def save_launch_data(self, key: str, jwt_body: Mapping[str, Any]) -> None:
        """Nothing: the service keeps what it needs."""

    def set_state_valid(self, state: str, id_token_hash: str) -> None:
        """Nothing; see `check_state_is_valid`."""


class Cookies(CookieService):
    """The state that this browser carries; whether it does was found out by the digest."""

    def __init__(self, state: str = "") -> None:
        self.state = state

    def get_cookie(self, name: str) -> str | None:
        """The state, if it is this one."""
        return self.state if name == self.state else None

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Hand the state to whoever keeps the row."""
        self.state = str(value)


class Registered(ToolConfAbstract[Asked]):
    """One platform: nothing else is known of while its message is read."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def check_iss_has_one_client(self, iss: str) -> bool:
        """No: issuers serve many schools."""
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:
        """Yes."""
        return True

    def find_registration_by_issuer(self, iss: str, *args: Any, **kwargs: Any) -> Registration:
        """Never asked, since the client id is needed too."""
        raise LtiException("The client id is missing.")

    def find_registration_by_params(
        self, iss: str, client_id: str, *args: Any, **kwargs: Any
    ) -> Registration:
        """The platform, if it is the one that is named."""
        if (iss, client_id) != (self.platform.issuer, self.platform.client_id):
            raise LtiException("Another platform or another client is named.")
        return registration_of(self.platform)

    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:
        """Never asked; see above."""
        return None

    def find_deployment_by_params(
        self, iss: str, deployment_id: str, client_id: str, *args: Any, **kwargs: Any
    ) -> Deployment | None:
        """The deployment, if it was registered."""
        known = deployment_id in self.platform.deployments
        return Deployment().set_deployment_id(deployment_id) if known else None


class Onward(Redirect[str]):
    """An address to go to."""

    def __init__(self, address: str) -> None:
        self.address = address

    def do_redirect(self) -> str:
        """The address."""
        return self.address

    def do_js_redirect(self) -> str:
        """The address."""
        return self.address

    def set_redirect_url(self, location: str) -> None:
        """Go elsewhere."""
        self.address = location

    def get_redirect_url(self) -> str:
        """The address."""
        return self.address


class Beginning(OIDCLogin[Asked, Registered, Begun, Cookies, str]):
    """The first step: to the platform, with a state and a nonce."""

    def get_redirect(self, url: str) -> Redirect[str]:
        """To the platform, whose address may have a query of its own."""
        there = str(self._registration.get_auth_login_url())
        asked = url.removeprefix(f"{there}?")
        return Onward(f"{there}{'&' if '?' in there else '?'}{asked}")


class Incoming(MessageLaunch[Asked, Registered, Begun, Cookies]):
    """The second step: the platform's message, checked."""

    def __init__(
        self, asked: Asked, known: Registered, begun: Begun, cookies: Cookies, *, key_set: KeySet
    ) -> None:
        lent: Any = LentSession()
        super().__init__(asked, known, begun, cookies, requests_session=lent)
        self.key_set = key_set

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    def get_client_id(self) -> str:
        """The one we have there: it has to be among those the token is for."""
        client_id = self._tool_config.platform.client_id
        meant = self._get_jwt_body().get("aud")
        audience = meant if isinstance(meant, list) else [meant]
        party = self._get_jwt_body().get("azp")
        if client_id not in audience:
            raise LtiException("The token is for someone else.")
        if (len(audience) > 1 or party is not None) and party != client_id:
            raise LtiException("The token was asked for by someone else.")
        return client_id

    def get_public_key(self) -> tuple[str, str]:
        """The key that the token names. Keys change: an unknown one is looked for afresh once."""
        if self._jwt.get("header", {}).get("alg") != "RS256":
            raise LtiException("Only RS256 is taken for a signature.")
        for afresh in (False, True):
            key_set = self.key_set(afresh)
            assert self._registration is not None
            self._registration.set_key_set({"keys": key_set["keys"]})
            try:
                return super().get_public_key()
            except LtiException:
                if afresh:
                    raise
        raise LtiException("There is no such key.")

    def validate_jwt_signature(self) -> "Incoming":
        """Signature, audience, issuer and time, with a minute for clocks that differ."""
        key, _ = self.get_public_key()
        platform = self._tool_config.platform
        try:
            jwt.decode(
                self._get_id_token(),
                key,
                algorithms=["RS256"],
                audience=platform.client_id,
                issuer=platform.issuer,
                leeway=SKEW,
                options={"require": NEEDED},
            )
        except jwt.ExpiredSignatureError:
            raise Expired("The token is too old.") from None
        except jwt.InvalidTokenError as error:
            raise LtiException(str(error)) from None
        return self


class Connector(ServiceConnector):
    """Requests with our key: over a safe line alone, and page after page of one site.

    The library tells the address of the next page in small letters, which may be another one.
    """

    def __init__(self, platform: Platform) -> None:
        lent: Any = LentSession()
        super().__init__(registration_of(platform, signing=True), lent)

    def make_service_request(self, scopes: Any, url: str, **how: Any) -> TServiceConnectorResponse:  # type: ignore[override]
        """Ask or send. Raises LtiException, FetchError."""
        if not is_safe(url, settings.FETCH_ALLOW):
            raise LtiException("Its address is not safe to be asked.")
        came = super().make_service_request(scopes, url, **how)
        headers = {name.lower(): value for name, value in came["headers"].items()}
        onward = NEXT.search(headers.get("link", ""))
        if onward is not None and origin(onward[1]) != origin(url):
            raise LtiException("Its next page stands on another site.")
        came["next_page_url"] = onward[1] if onward is not None else None
        return came


class Expired(LtiException):
    """Its time was over."""


def registration_of(platform: Platform, *, signing: bool = False) -> Registration:
    """The platform as the library knows it; with our key where something is to be signed."""
    found = Registration().set_issuer(platform.issuer).set_client_id(platform.client_id)
    found.set_key_set_url(platform.key_set_url).set_auth_login_url(platform.auth_url)
    found.set_auth_token_url(platform.token_url).set_tool_public_key(platform.public_key)
    if platform.audience:
        found.set_auth_audience(platform.audience)
    if signing:
        found.set_tool_private_key(opened(platform.private_key))
    return found


def begin(platform: Platform, params: Mapping[str, str], back: str) -> tuple[str, str, str]:
    """The address to go to, and the state and the nonce that come back. Raises LtiException."""
    session, cookies = Begun(), Cookies()
    asked = {**params, "client_id": platform.client_id}
    login = Beginning(Asked(asked), Registered(platform), session, cookies)
    return login.get_redirect_object(back).get_redirect_url(), cookies.state, session.nonce


def verified(
    platform: Platform, params: Mapping[str, str], *, state: str, nonce: str, key_set: KeySet
) -> Mapping[str, Any]:
    """The body of a token that is genuine, in time and meant for us. Raises LtiException."""
    incoming = Incoming(
        Asked(params), Registered(platform), Begun(nonce), Cookies(state), key_set=key_set
    )
    try:
        incoming.validate()
        return dict(incoming.get_launch_data())
    except (AttributeError, KeyError, TypeError, ValueError) as broken:
        # What is sent may be shaped in any way; the library does not look everywhere.
        raise LtiException("The token is garbled.") from broken
