"""A program that speaks the protocol, and what it sends."""

from typing import Any

from django.test import Client

SITE = "http://testserver"
LD = "application/ld+json"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ADDRESS = "https://harbour.example/news/pier"


def browser(user: Any) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user)
    return client


def sent(**further: Any) -> dict[str, Any]:
    """An annotation on a quote of the article, as other programs send it."""
    selector = [{"type": "TextQuoteSelector", "exact": "Nobody was hurt"}]
    return {
        "@context": CONTEXT,
        "type": "Annotation",
        "body": [{"type": "TextualBody", "value": "Says who?", "purpose": "commenting"}],
        "target": {"source": ADDRESS, "selector": selector},
        **further,
    }


def on(*selectors: dict[str, Any], source: str = ADDRESS) -> dict[str, Any]:
    return {"source": source, "selector": [*selectors]}


def quote(exact: str, **around: str) -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, **around}


def position(start: Any, end: Any) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def post(client: Client, data: Any, **headers: str) -> Any:
    return client.post("/annotations/", data, LD, headers=headers)
