"""Who else may say who someone is: providers of OpenID Connect, as an operator names them. Pure.

    OIDC_NAME=Eastbank School  OIDC_SERVER=https://login.eastbank.example/realms/school
    OIDC_CLIENT_ID=…           OIDC_SECRET=…

A second one is named with `OIDC_2_NAME` and so on, up to nine. Its place in the address to register
there is `oidc`, then `oidc-2`: `/account/oidc/oidc/login/callback/`.
"""

from collections.abc import Mapping
from typing import Any

MOST = 9


def providers(environ: Mapping[str, str]) -> dict[str, Any]:
    """What django-allauth calls SOCIALACCOUNT_PROVIDERS; empty where nobody is named."""
    places = {"oidc": "OIDC_"} | {f"oidc-{n}": f"OIDC_{n}_" for n in range(2, MOST + 1)}
    apps = [_app(place, prefix, environ) for place, prefix in places.items()]
    found = [app for app in apps if app is not None]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": found}} if found else {}


def _app(place: str, prefix: str, environ: Mapping[str, str]) -> dict[str, Any] | None:
    server, client = environ.get(f"{prefix}SERVER", ""), environ.get(f"{prefix}CLIENT_ID", "")
    if not server or not client:
        return None
    return {
        "provider_id": place,
        "name": environ.get(f"{prefix}NAME") or "your organisation",
        "client_id": client,
        "secret": environ.get(f"{prefix}SECRET", ""),
        "settings": {"server_url": server.rstrip("/")},
    }
