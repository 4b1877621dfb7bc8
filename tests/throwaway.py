"""Gives each run of the tests a folder and a PostgreSQL of its own, gone afterwards.

Loaded with ``-p`` (see pyproject.toml), because pytest-django reads the settings before it
reads any conftest. Nothing here touches the data under ``var/``.
"""

import os
import subprocess
import tempfile
from pathlib import Path

# Reads until this process is gone, however it went, and then removes what it used.
GUARD = """
while read -r _; do :; done
read -r pid < "$1/postgres/data/postmaster.pid" && kill -QUIT "$pid"
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" && sleep 0.2; done
rm -rf "$1"
"""


def _prepare() -> subprocess.Popen[bytes] | None:
    """Point the settings at a new folder and watch over it; xdist's workers share it."""
    os.environ["TESTING"] = "1"
    if "PYTEST_XDIST_WORKER" in os.environ:
        return None
    folder = tempfile.mkdtemp(prefix="provenance-test-")
    os.environ["DATA_DIR"] = folder
    Path(folder, "static").mkdir()
    return subprocess.Popen(
        ["/bin/sh", "-c", GUARD, "guard", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


guard = _prepare()


def pytest_unconfigure() -> None:
    """Let the guard go and clear up."""
    if guard is not None and guard.stdin is not None:
        guard.stdin.close()
        guard.wait(timeout=30)
