"""A learning platform on loopback: its keys, its tokens, its list of people, its grade book."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from jwcrypto.jwk import JWK  # type: ignore[import-untyped]

from claims.lti.models import Platform
from claims.lti.services import add_platform
from provenance.accounts.models import User, Workspace
from tests.provenance.capture.loopback import Site, running_site

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
TEACHER, STUDENT = [f"{MEMBERSHIP}Instructor"], [f"{MEMBERSHIP}Learner"]
NAMES_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
GRADE_SCOPES = [
    "https://purl.imsglobal.org/spec/lti-ags/scope/score",
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
]


@cache
def rsa_key(name: str, *, of: str = "the platform") -> JWK:
    """A key pair, made once, since that takes a while."""
    return JWK.generate(kty="RSA", size=2048, kid=name)


class Simulator:
    """What a platform does, and what a forger would do in its place."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.issuer = f"http://{site.host}"
        self.client_id, self.deployment = "tool-1", "deployment-1"
        self.key, self.other_key = rsa_key("key-1"), rsa_key("key-1", of="a forger")
        self.show_keys(self.key)
        self.give_tokens()

    def show_keys(self, *keys: JWK) -> None:
        """The key set as it stands there now."""
        shown = [json.loads(key.export_public()) | {"alg": "RS256", "use": "sig"} for key in keys]
        self.site.put("/jwks", json.dumps({"keys": shown}).encode())

    def give_tokens(self) -> None:
        """A token for whoever asks."""
        self.site.put("/token", json.dumps({"access_token": "let-in", "expires_in": 60}).encode())

    def registered(self, workspace: Workspace, by: User, **given: Any) -> Platform:
        """Registered with us."""
        known = {
            "name": "Our Moodle",
            "issuer": self.issuer,
            "client_id": self.client_id,
            "deployments": [self.deployment],
            "key_set_url": f"{self.issuer}/jwks",
            "auth_url": f"{self.issuer}/auth",
            "token_url": f"{self.issuer}/token",
        }
        return add_platform(workspace, **known | given, by=by)

    def asked(self, onward: str) -> dict[str, str]:
        """What our question to the platform says."""
        there = urlsplit(onward)
        assert f"{there.scheme}://{there.netloc}{there.path}" == f"{self.issuer}/auth"
        return {name: values[0] for name, values in parse_qs(there.query).items()}

    def body(self, nonce: str, /, **said: Any) -> dict[str, Any]:
        """A token for a student who opens a link; `said` changes it, None takes a field out."""
        now = int(time.time())
        body = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": "user-7",
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "name": "Kim from Moodle",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}deployment_id": self.deployment,
            f"{CLAIM}target_link_uri": "http://testserver/lti/launch/",
            f"{CLAIM}resource_link": {"id": "link-1", "title": "The pier"},
            f"{CLAIM}context": {"id": "course-9b", "title": "Media 9b"},
            f"{CLAIM}roles": STUDENT,
            "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
                "context_memberships_url": f"{self.issuer}/members",
                "service_versions": ["2.0"],
            },
            "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
                "scope": GRADE_SCOPES,
                "lineitems": f"{self.issuer}/lineitems",
                "lineitem": f"{self.issuer}/lineitems/3",
            },
        }
        return {name: value for name, value in (body | said).items() if value is not None}

    def linking(self, **said: Any) -> dict[str, Any]:
        """What makes a message one that asks a teacher to pick something."""
        return {
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            f"{CLAIM}roles": TEACHER,
            f"{CLAIM}resource_link": None,
            f"{LINKING}deep_linking_settings": {
                "deep_link_return_url": f"{self.issuer}/picked",
                "accept_types": ["ltiResourceLink"],
                "accept_presentation_document_targets": ["window"],
                "data": "keep-this",
            }
            | said,
        }

    def signed(self, body: dict[str, Any], key: JWK | None = None, **headers: Any) -> str:
        """A token, by the platform's key or by another."""
        pem = (key or self.key).export_to_pem(private_key=True, password=None)
        told = {"kid": "key-1"} | headers
        return jwt.encode(body, pem, algorithm="RS256", headers=told)

    def people(self, *members: dict[str, Any], path: str = "/members", onward: str = "") -> None:
        """The list of people of the course."""
        body = {"id": f"{self.issuer}{path}", "context": {"id": "course-9b"}, "members": members}
        more = {"Link": onward} if onward else {}
        self.site.put(path, json.dumps(body).encode(), 200, **more)


def member(sub: str, name: str = "", status: str = "Active", **said: Any) -> dict[str, Any]:
    """Someone on the list."""
    return {"user_id": sub, "name": name, "status": status, "roles": ["Learner"]} | said


@contextmanager
def running_platform(settings: Any) -> Iterator[Simulator]:
    """A platform that is there inside the block."""
    with running_site() as site:
        settings.FETCH_ALLOW |= {site.host}
        yield Simulator(site)
