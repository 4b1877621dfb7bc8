"""Words picked in the scene's text, and what the forms about them send."""

from typing import Any

from django.test import Client

from claims.records.models import Claim
from tests.claims.scene import span
from tests.claims.web.scenes import Desk

WORDS = "the eastern pier was closed"


def address(desk: Desk, tool: str = "claims", words: str = WORDS) -> str:
    start, end = span(words)
    return f"/snapshots/{desk.scene.snapshot.pk}/{tool}/new/?start={start}&end={end}"


def claim_form(**more: Any) -> dict[str, Any]:
    return {
        "statement": "The eastern pier closed on Monday.",
        "kind": "event",
        "checkable": "yes",
        "language": "en",
        "visibility": "workspace",
        "hops": "0",
    } | more


def evidence_form(claim: Claim, **more: Any) -> dict[str, Any]:
    return {
        "other": claim.pk,
        "stance": "supports",
        "warrant": "An official says so.",
        "origin": "primary",
    } | more


def in_place(browser: Client, url: str, form: dict[str, Any] | None = None) -> Any:
    headers = {"HX-Request": "true"}
    if form is None:
        return browser.get(url, headers=headers)
    return browser.post(url, form, headers=headers)
