"""Ann's claim, and the same after its words were changed."""

import pytest

from claims.records.models import Claim
from claims.reviews.models import Recheck
from tests.claims.changing import REWORDED, changed
from tests.claims.scene import Scene


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


@pytest.fixture
def recheck(scene: Scene, claim: Claim) -> Recheck:
    """Ann's claim, of which the words were changed."""
    changed(scene.snapshot, REWORDED)
    return Recheck.objects.get()
