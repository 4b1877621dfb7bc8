"""A receiver on loopback, and a webhook that leads to it."""

from typing import Any

from claims.records.models import Claim
from claims.webhooks.models import Webhook
from claims.webhooks.occasions import Occasion
from claims.webhooks.services import add_webhook
from tests.claims.publishing import publish
from tests.claims.scene import Scene
from tests.provenance.capture.loopback import Site

PATH = "/in"


def hook_to(site: Site, scene: Scene, settings: Any, **given: Any) -> tuple[Webhook, str]:
    """A webhook of the desk that is told everything; the receiver says yes."""
    settings.FETCH_ALLOW |= {site.host}
    settings.SITE_URL = "https://desk.example"
    address = site.put(PATH, b"taken")
    given.setdefault("events", Occasion.values)
    return add_webhook(scene.cast.desk, name="Partner", address=address, **given, by=scene.cast.eve)


def published(scene: Scene, statement: str = "The pier closed on 3 May.") -> Claim:
    """A claim whose verdict is out."""
    return publish(scene, statement)
