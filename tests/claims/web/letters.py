"""Readers who write to the desk through its pages, for tests of what follows."""

from typing import Any

from django.test import Client

from claims.requests import services
from claims.requests.models import ReaderRequest
from tests.claims.requests.letters import TEXT, asked, open_box, reported, sent

__all__ = ["TEXT", "ask", "asked", "open_box", "reported", "sent"]
USUAL = {"text": TEXT, "seen_where": "A leaflet in the harbour"}


def ask(browser: Client, path: str = "/ask/desk/", network: str = "", **given: Any) -> Any:
    """Fill in a public form; from another network address each time unless it is given."""
    network = network or f"203.0.113.{ReaderRequest.objects.count() + 1}"
    return browser.post(path, USUAL | given, REMOTE_ADDR=network)


def decline(desk: Any, row: ReaderRequest, **given: Any) -> ReaderRequest:
    """Eve says no."""
    usual: dict[str, Any] = {"reason": "It is an opinion.", "wording": "Whether the pier is fine"}
    return services.decline_request(row, **(usual | given), by=desk.cast.eve)
