"""A letterbox that is open, and what readers put into it, for tests of this room and its pages."""

from typing import Any

from claims.requests import services
from claims.requests.models import ErrorReport, ReaderRequest
from claims.requests.services import Received
from tests.claims.scene import Scene

TEXT = "Is it true that the eastern pier was closed on 3 May?"
PLACE = {"seen_where": "A leaflet in the harbour"}
HERE, THERE = "192.0.2.7", "198.51.100.9"


def open_box(scene: Scene, **given: Any) -> None:
    """The desk takes requests."""
    services.set_letterbox(scene.cast.desk, is_open=True, **given, by=scene.cast.eve)


def sent(scene: Scene, text: str = TEXT, **given: Any) -> Received:
    """A reader asks; the network address is another one each time unless it is given."""
    given.setdefault("network", f"203.0.113.{ReaderRequest.objects.count() + 1}")
    return services.send_request(scene.cast.desk, text, **({**PLACE} | given))


def asked(scene: Scene, text: str = TEXT, **given: Any) -> ReaderRequest:
    """The request as it is kept."""
    row: ReaderRequest = sent(scene, text, **given).row
    return row


def reported(claim: Any, text: str = "The log begins in April, not in May.", **given: Any) -> Any:
    """A reader reports an error in what is published about a claim."""
    given.setdefault("network", f"203.0.113.{ErrorReport.objects.count() + 1}")
    return services.report_error(claim, text, **given)
