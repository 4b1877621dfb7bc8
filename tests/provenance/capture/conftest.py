"""What tests of capture may ask for."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.provenance.capture.loopback import Site, running_site


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """A site on loopback that may be fetched although it is private."""
    with running_site() as one:
        settings.FETCH_ALLOW = frozenset({one.host})
        yield one
