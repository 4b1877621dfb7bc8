"""What tests of webhooks may ask for."""

import pytest

from claims.reviews.models import Rating, Scale
from claims.reviews.scales import install
from tests.provenance.capture.loopback import running_site


@pytest.fixture
def site():
    """Another program, on loopback."""
    with running_site() as one:
        yield one


@pytest.fixture(autouse=True)
def scales(db):
    """The usual ones."""
    install(Scale, Rating)
