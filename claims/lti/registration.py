"""A platform that registers itself: what it tells, what we ask of it, what it answers. Pure.

Source: https://www.imsglobal.org/spec/lti-dr/v1p0.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from .querysets import SCORES

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
NAME = "Claim and source-provenance tracker"
SCOPES = (
    SCORES,
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
)
CLAIMS = ["iss", "sub", "name", "given_name", "family_name"]
ADDRESSES = {
    "key_set_url": "jwks_uri",
    "auth_url": "authorization_endpoint",
    "token_url": "token_endpoint",
}


def read_configuration(said: Any, address: str) -> dict[str, str]:
    """What a platform tells of itself at `address`. Raises ValidationError."""
    if not isinstance(said, Mapping):
        raise ValidationError("The platform does not tell of itself.")
    issuer = str(said.get("issuer") or "")
    if not issuer or urlsplit(issuer).hostname != urlsplit(address).hostname:
        raise ValidationError("The platform tells of another one than itself.")
    found = {field: str(said.get(name) or "") for field, name in ADDRESSES.items()}
    if not all(found.values()) or not said.get("registration_endpoint"):
        raise ValidationError("The platform leaves out one of its addresses.")
    return found | {
        "name": _family(said) or str(urlsplit(issuer).hostname),
        "issuer": issuer,
        "audience": str(said.get("authorization_server") or ""),
        "registration_endpoint": str(said["registration_endpoint"]),
    }


def request_for(ours: Mapping[str, str]) -> dict[str, Any]:
    """What we ask to be registered as; `ours` are our addresses: login, launch, keys."""
    launch = ours["launch"]
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": ours["login"],
        "redirect_uris": [launch],
        "jwks_uri": ours["keys"],
        "client_name": NAME,
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(SCOPES),
        TOOL: {
            "domain": urlsplit(launch).netloc,
            "target_link_uri": launch,
            "claims": CLAIMS,
            "messages": [
                {"type": "LtiResourceLinkRequest"},
                {
                    "type": "LtiDeepLinkingRequest",
                    "target_link_uri": launch,
                    "label": "Pick an assignment",
                },
            ],
        },
    }


def read_answer(said: Any) -> dict[str, Any]:
    """The client id, and the deployment where it is told. Raises ValidationError."""
    if not isinstance(said, Mapping) or not said.get("client_id"):
        raise ValidationError("The platform did not register this site.")
    tool = said.get(TOOL)
    deployment = tool.get("deployment_id") if isinstance(tool, Mapping) else None
    return {
        "client_id": str(said["client_id"]),
        "deployments": [str(deployment)] if deployment else [],
    }


def _family(said: Mapping[str, Any]) -> str:
    """The make of the platform, as a name to begin with."""
    part = said.get(PLATFORM)
    family = part.get("product_family_code") if isinstance(part, Mapping) else ""
    return str(family or "").strip()[:40].title()
