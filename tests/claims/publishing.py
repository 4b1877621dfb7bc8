"""Several published claims, for tests of what strangers are given."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from claims.records.models import Claim
from tests.claims.scene import Scene, decide

STATEMENTS = [
    "The pier closed on 3 May.",
    "Forty boats had to leave the harbour.",
    "Nobody was hurt at the pier.",
]


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Have the clock stand still, so that a verdict can be an old one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        yield


def publish(scene: Scene, statement: str, **given: Any) -> Claim:
    """A claim with a verdict, as it stands afterwards."""
    claim = scene.claim(scene.cast.ann, statement, **given)
    decide(claim, scene)
    return Claim.objects.get(pk=claim.pk)


def publish_all(scene: Scene) -> list[Claim]:
    """Three of them, oldest first."""
    return [publish(scene, statement) for statement in STATEMENTS]
