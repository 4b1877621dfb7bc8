"""The client of the Hypothesis API, logged in as anyone by grant."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.exchange.hypothesis import logins
from claims.exchange.hypothesis.site import Site

SITE = Site("http://testserver/")
Api = Callable[[Any], APIClient]


@pytest.fixture
def api(db: None) -> Api:
    """`api(cast.ann)` asks as Ann; `api(cast.nobody)` without a login."""

    def asking(user: Any) -> APIClient:
        client = APIClient()
        if user.is_authenticated:
            tokens = logins.log_in(logins.grant_for(user, SITE), SITE)
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.access}")
        return client

    return asking


def text_page(snapshot: Any) -> str:
    """Our own page of a snapshot."""
    return SITE.text_page(snapshot.pk)


def marked(snapshot: Any, words: str) -> list[dict[str, Any]]:
    """The selectors that the client sends for these words on our own page."""
    text = snapshot.text
    start = text.index(words)
    begins = len(text[:start].encode("utf-16-le")) // 2
    ends = begins + len(words.encode("utf-16-le")) // 2
    end = start + len(words)
    around = {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
    return [
        {
            "type": "RangeSelector",
            "startContainer": "/main[1]/p[1]",
            "endContainer": "/main[1]/p[1]",
            "startOffset": 0,
            "endOffset": 5,
        },
        {"type": "TextPositionSelector", "start": begins, "end": ends},
        {"type": "TextQuoteSelector", "exact": words, **around},
    ]


def note_on(snapshot: Any, words: str, **more: Any) -> dict[str, Any]:
    """A note as the client sends it."""
    uri = more.pop("uri", text_page(snapshot))
    sent = {
        "uri": uri,
        "group": "desk",
        "text": "Who says so?",
        "tags": [],
        "permissions": {"read": ["group:desk"], "update": [], "delete": []},
        "target": [{"source": uri, "selector": marked(snapshot, words)}],
        "document": {"title": "The pier", "link": [{"href": uri}]},
    }
    return sent | more
