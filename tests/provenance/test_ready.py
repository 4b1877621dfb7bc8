"""Which commands need the database, and that they find it ready."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from provenance import postgres
from provenance.accounts.management.commands.backup import Command
from provenance.ready import collect_static, needs_database

ROOT = Path(__file__).parent.parent.parent
COUNT = "from provenance.accounts.models import User; print('users', User.objects.count())"


def manage(data_dir: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run ``manage.py`` as an operator would, on a data folder of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**surroundings(data_dir), **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def surroundings(data_dir: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**kept, "DATA_DIR": str(data_dir), "TESTING": "1"}


@pytest.mark.parametrize(
    "arguments",
    [[], ["--help"], ["help"], ["migrate", "--help"], ["version"], ["check"], ["collectstatic"]],
)
def test_commands_that_read_no_rows_do_not_need_the_database(arguments: list[str]) -> None:
    assert not needs_database(arguments)


@pytest.mark.parametrize(
    "arguments", [["migrate"], ["shell"], ["backup", "x"], ["check", "--database", "default"]]
)
def test_commands_that_read_rows_need_the_database(arguments: list[str]) -> None:
    assert needs_database(arguments)


def test_command_may_say_that_it_needs_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Command, "needs_database", False, raising=False)
    assert not needs_database(["backup", "x"])


def test_help_leaves_the_data_folder_alone(tmp_path: Path) -> None:
    done = manage(tmp_path / "var", "help")
    assert done.returncode == 0
    assert not (tmp_path / "var").exists()


def test_first_command_makes_the_tables_and_stops_the_server(tmp_path: Path) -> None:
    done = manage(tmp_path, "shell", "-v", "0", "-c", COUNT)
    assert done.stdout == "users 0\n"
    assert not postgres.cluster_in(tmp_path).answers()


def test_terminated_command_stops_the_server_it_started(tmp_path: Path) -> None:
    waiting = "import time; print('up', flush=True); time.sleep(600)"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", waiting],
        cwd=ROOT,
        env=surroundings(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert not postgres.cluster_in(tmp_path).answers()


def test_server_that_cannot_start_is_one_line_of_json(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("in the way")
    done = manage(tmp_path, "verify_audit", "--json")
    assert done.returncode == 1
    assert "DATA_DIR" in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://ann:s3cret@x/y", "must read like postgresql://"),
        ("postgresql://ann:s3cret@127.0.0.1:1/news", "cannot be used: connection failed"),
    ],
)
def test_other_server_that_cannot_be_used_is_one_line_of_json(
    tmp_path: Path, url: str, message: str
) -> None:
    done = manage(tmp_path, "verify_audit", "--json", DATABASE_URL=url)
    assert done.returncode == 1
    assert message in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr
    assert "s3cret" not in done.stdout + done.stderr


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_static_files_are_gathered_again_only_when_they_changed(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    collect_static()
    mark = settings.STATIC_ROOT / ".collected"
    first = mark.stat().st_mtime_ns
    time.sleep(0.01)
    collect_static()
    assert mark.stat().st_mtime_ns == first
    mark.write_text("as of another version")
    collect_static()
    assert mark.stat().st_mtime_ns > first
    assert (settings.STATIC_ROOT / "admin").is_dir()
