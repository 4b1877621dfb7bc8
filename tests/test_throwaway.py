"""The tests' own database: what one test commits is gone for the next, and nothing else is."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claims.reviews.models import Rating
from provenance.accounts.models import Workspace
from provenance.audit.models import AuditEvent

ROOT = Path(__file__).parent.parent


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_go_and_those_of_the_migrations_stay(turn: int) -> None:
    assert not Workspace.objects.exists()
    assert Rating.objects.exists()
    Workspace.objects.create(slug=f"turn-{turn}", name="Eastbank Desk")


@pytest.mark.django_db(transaction=True)
def test_tables_written_once_are_emptied_too() -> None:
    assert not AuditEvent.objects.exists()


def test_data_of_the_operator_is_out_of_reach() -> None:
    assert Path(os.environ["DATA_DIR"]).name.startswith("provenance-test-")


def test_killed_run_leaves_neither_server_nor_folder(tmp_path: Path) -> None:
    kept = {
        key: val for key, val in os.environ.items() if not key.startswith(("PYTEST", "DATA_DIR"))
    }
    run = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/waits_to_be_killed.py",
        ],
        cwd=ROOT,
        env=kept | {"TELL": str(tmp_path / "folder")},
        stdout=subprocess.DEVNULL,
    )
    try:
        told = tmp_path / "folder"
        assert _eventually(lambda: told.exists() and told.read_text().endswith("\n"), 90)
        folder = Path(told.read_text().strip())
        assert (folder / "postgres" / "data" / "postmaster.pid").exists()
    finally:
        run.kill()
        run.wait()
    assert _eventually(lambda: not folder.exists(), 20)


def _eventually(fact, seconds):
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
