"""Backups hold everything, and a restore is all or nothing."""

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection

from provenance import archive
from provenance.accounts.models import User, Workspace

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = """
SELECT 'trigger', tgrelid::regclass::text || '.' || tgname FROM pg_trigger WHERE NOT tgisinternal
UNION SELECT 'constraint', conrelid::regclass::text || '.' || conname FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace
UNION SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = current_schema()
UNION SELECT 'routine', oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
UNION SELECT 'search', cfgname FROM pg_ts_config WHERE cfgnamespace = current_schema()::regnamespace
"""


def parts() -> set[tuple[str, str]]:
    """Every trigger, constraint, index, routine and search configuration there is."""
    with connection.cursor() as cursor:
        cursor.execute(PARTS)
        return set(cursor.fetchall())


def run(command: str, path: Path) -> tuple[int, dict[str, Any]]:
    """Give the exit status and the JSON line of `backup` or `restore`."""
    out = StringIO()
    try:
        call_command(command, str(path), json=True, stdout=out)
    except SystemExit as left:
        return int(str(left.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.fixture(autouse=True)
def data_dir(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "var"
    return tmp_path / "var"


@pytest.fixture
def desk() -> Workspace:
    User.objects.create_user("ann", email="ann@example.org", password="ann-password")
    return Workspace.objects.create(slug="desk", name="Eastbank Desk")


def test_restore_brings_back_what_was_backed_up(desk: Workspace, tmp_path: Path) -> None:
    before = parts()
    status, line = run("backup", tmp_path / "monday.dump")
    assert status == 0
    assert line["sha256"] == hashlib.sha256((tmp_path / "monday.dump").read_bytes()).hexdigest()
    Workspace.objects.filter(pk=desk.pk).update(name="Changed")
    Workspace.objects.create(slug="later", name="Later")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE added_by_a_newer_version (number int)")
    status, line = run("restore", tmp_path / "monday.dump")
    assert line["error"] is None
    assert status == 0
    assert list(Workspace.objects.values_list("name", flat=True)) == ["Eastbank Desk"]
    assert User.objects.get(username="ann").check_password("ann-password")
    assert parts() == before
    assert "added_by_a_newer_version" not in connection.introspection.table_names()


def test_what_a_restore_replaces_is_kept(desk: Workspace, tmp_path: Path) -> None:
    run("backup", tmp_path / "monday.dump")
    Workspace.objects.create(slug="later", name="Later")
    _, line = run("restore", tmp_path / "monday.dump")
    assert not Workspace.objects.filter(slug="later").exists()
    run("restore", Path(line["kept"]))
    assert Workspace.objects.filter(slug="later").exists()


def test_numbering_goes_on_after_a_restore(desk: Workspace, tmp_path: Path) -> None:
    run("backup", tmp_path / "monday.dump")
    assert run("restore", tmp_path / "monday.dump")[0] == 0
    assert Workspace.objects.create(slug="next", name="Next").pk > desk.pk


def test_backup_is_readable_by_its_owner_alone(desk: Workspace, tmp_path: Path) -> None:
    run("backup", tmp_path / "monday.dump")
    assert (tmp_path / "monday.dump").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["monday.dump"]


def test_backup_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "old.dump").write_text("precious")
    status, line = run("backup", tmp_path / "old.dump")
    assert status == 1
    assert "exists already" in line["error"]
    assert (tmp_path / "old.dump").read_text() == "precious"


def test_backup_into_a_missing_folder_is_a_clear_refusal(tmp_path: Path) -> None:
    status, line = run("backup", tmp_path / "no" / "such.dump")
    assert status == 1
    assert "cannot be written: No such file" in line["error"]


@pytest.mark.parametrize("content", [b"", b"not a backup", b"PGDMP and then nonsense"])
def test_restore_of_something_else_changes_nothing(
    desk: Workspace, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "odd.dump").write_bytes(content)
    status, line = run("restore", tmp_path / "odd.dump")
    assert status == 1
    assert line["error"]
    assert Workspace.objects.get() == desk


def test_restore_of_a_cut_off_backup_changes_nothing(desk: Workspace, tmp_path: Path) -> None:
    before = parts()
    run("backup", tmp_path / "whole.dump")
    whole = (tmp_path / "whole.dump").read_bytes()
    (tmp_path / "cut.dump").write_bytes(whole[: len(whole) * 9 // 10])
    status, line = run("restore", tmp_path / "cut.dump")
    assert status == 1
    assert line["error"]
    assert Workspace.objects.get() == desk
    assert parts() == before


def test_restore_from_a_newer_version_is_refused(desk: Workspace, tmp_path: Path) -> None:
    future = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())"
    with connection.cursor() as cursor:
        cursor.execute(future, ["accounts", "9999_from_the_future"])
    try:
        run("backup", tmp_path / "newer.dump")
        status, line = run("restore", tmp_path / "newer.dump")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_from_the_future'")
    assert status == 1
    assert "newer version" in line["error"]
    assert "accounts.9999_from_the_future" in line["error"]
    assert Workspace.objects.get() == desk


def test_password_of_the_database_is_not_on_the_command_line(settings: LazySettings) -> None:
    assert "password" not in archive._address()
