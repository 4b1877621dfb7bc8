"""A provider of OpenID Connect on loopback: what it tells of itself, and of one person."""

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from django.test import Client

from provenance import oidc
from tests.provenance.capture.loopback import Site

SECRET = "a secret that is long enough for a signature"


class Provider:
    """It signs its tokens; whoever asks at the right address over a safe line need not check."""

    def __init__(self, site: Site, settings: Any) -> None:
        self.site, self.issuer = site, f"http://{site.host}"
        settings.FETCH_ALLOW |= {site.host}
        settings.SOCIALACCOUNT_PROVIDERS = oidc.providers(
            {
                "OIDC_NAME": "Eastbank School",
                "OIDC_SERVER": self.issuer,
                "OIDC_CLIENT_ID": "desk",
                "OIDC_SECRET": "hush",
            }
        )
        self.tell()
        self.say()

    def tell(self, **changed: Any) -> None:
        """Its discovery document."""
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        kept = {name: value for name, value in (said | changed).items() if value is not None}
        self.put("/.well-known/openid-configuration", kept)

    def say(self, userinfo: dict[str, Any] | None = None, **changed: Any) -> None:
        """Who someone is: in the token, and the same, or something else, in the user's record."""
        now = int(time.time())
        person = {
            "sub": "p-1",
            "email": "ann@example.org",
            "email_verified": True,
            "name": "Ann",
            "preferred_username": "ann.b",
        }
        token = {"iss": self.issuer, "aud": "desk", "iat": now, "exp": now + 300} | person | changed
        kept = {name: value for name, value in token.items() if value is not None}
        signed = jwt.encode(kept, SECRET, algorithm="HS256")
        self.put("/token", {"access_token": "let-in", "token_type": "Bearer", "id_token": signed})
        mine = {name: kept[name] for name in person if name in kept}
        self.put("/userinfo", mine if userinfo is None else userinfo)

    def put(self, path: str, said: Any, status: int = 200) -> None:
        """An answer in JSON."""
        more = {"Content-Type": "application/json"}
        self.site.pages[path] = (status, more, json.dumps(said).encode())

    def sign_in(self, client: Client, **query: str) -> Any:
        """Both ways through the provider, up to the page on which someone ends."""
        asked = self.asked(client, **query)
        return self.come_back(client, asked["state"])

    def asked(self, client: Client, **query: str) -> dict[str, str]:
        """What we ask the provider."""
        answer = client.get("/account/oidc/oidc/login/", query)
        assert answer.status_code == 302, answer.content
        there = urlsplit(answer["Location"])
        assert there.path == "/authorize"
        return {name: values[0] for name, values in parse_qs(there.query).items()}

    def come_back(self, client: Client, state: str, **more: str) -> Any:
        """Back with a code."""
        sent = {"state": state, "code": "code-1"} | more
        return client.get("/account/oidc/oidc/login/callback/", sent, follow=True)
