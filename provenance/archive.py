"""Copies the whole database into one file and back, with PostgreSQL's own programs.

Raw captures live in the database too, so the file holds everything but the settings.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from provenance import postgres
from provenance.unprivileged import account_named, programs

MAGIC = b"PGDMP"
# Drops all that is in the schema but extensions and what belongs to them.
EMPTY = """
SET LOCAL lock_timeout = '20s';
SET LOCAL client_min_messages = warning;
DO $$
DECLARE command text;
BEGIN
    FOREACH command IN ARRAY ARRAY(
        SELECT format('DROP %s IF EXISTS %s CASCADE', object.type, object.identity)
        FROM pg_depend AS home, pg_identify_object(home.classid, home.objid, 0) AS object
        WHERE home.refclassid = 'pg_namespace'::regclass
            AND home.refobjid = current_schema()::regnamespace
            AND home.deptype = 'n'
            AND home.classid <> 'pg_extension'::regclass
            AND NOT EXISTS (
                SELECT FROM pg_depend AS member
                WHERE member.classid = home.classid AND member.objid = home.objid
                    AND member.deptype = 'e'
            )
        -- Tables first: their numbering can only go together with them.
        ORDER BY object.type <> 'table'
    ) LOOP
        EXECUTE command;
    END LOOP;
END $$;
"""


class ArchiveError(Exception):
    """A backup or a restore did not happen, and nothing was changed; the message says why."""


@dataclass(frozen=True)
class Archive:
    """A finished backup: where it is, its size in bytes and its SHA-256 (hex)."""

    path: Path
    size: int
    sha256: str


def back_up(path: Path) -> Archive:
    """Write the database into a new file at `path`, readable by this account alone.

    The copy shows one moment, even while others write. Raises ArchiveError when the file
    exists already or cannot be written.
    """
    if path.exists():
        raise ArchiveError(f"{path} exists already. Choose another name; nothing was written.")
    try:
        draft = Path(tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)[1])
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        # Who may comment on an extension differs between servers; rows don't need it.
        options = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments")
        _run("pg_dump", *options, f"--file={draft}", f"--dbname={_address()}")
        with draft.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
            os.fsync(written.fileno())
        os.link(draft, path)
    except FileExistsError:
        raise ArchiveError(f"{path} exists already. Choose another name.") from None
    finally:
        draft.unlink()
    return Archive(path, path.stat().st_size, digest)


def restore(path: Path) -> None:
    """Put the backup at `path` in the place of everything in the database.

    All or nothing, in one transaction. Raises ArchiveError when the file is no backup of this
    program, or comes from a newer version of it.
    """
    check(path)
    with tempfile.TemporaryDirectory() as folder:
        script, empty = Path(folder, "restore.sql"), Path(folder, "empty.sql")
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(path))
        empty.write_text(EMPTY)
        _run(
            "psql",
            *("--no-psqlrc", "--quiet", "--single-transaction", "--output=/dev/null"),
            *("--set=ON_ERROR_STOP=1", f"--file={empty}", f"--file={script}"),
            f"--dbname={_address()}",
        )


def check(path: Path) -> None:
    """Raise ArchiveError unless the file at `path` is a backup that this version can read."""
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}.") from None
    if start != MAGIC:
        raise ArchiveError(f"{path} is not a file that `backup` made.")
    applied = _migrations_in(path)
    if not any(app == "accounts" for app, _ in applied):
        raise ArchiveError(f"{path} is a backup of another program's database.")
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    newer = sorted(".".join(one) for one in applied - known if one[0] in loader.migrated_apps)
    if newer:
        raise ArchiveError(
            f"{path} comes from a newer version of the program (it has {newer[0]}). Update the "
            "program first."
        )


def is_empty() -> bool:
    """Say whether there is nothing in the database that a restore could replace."""
    return not connection.introspection.table_names()


def _migrations_in(path: Path) -> set[tuple[str, str]]:
    """Read which migrations, as (app, name), the backup's tables have seen."""
    rows = _run("pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(path))
    # A row reads: id, app, name, when; the columns are named in the COPY line above them.
    cells = [line.split("\t") for line in rows.splitlines() if line.count("\t") == 3]
    return {(app, name) for _, app, name, _ in cells}


def _address() -> str:
    """Give the libpq address of the database in use, without its password."""
    known = connection.settings_dict
    parts = {
        "host": known["HOST"],
        "port": known["PORT"],
        "user": known["USER"],
        "dbname": known["NAME"],
        **{key: value for key, value in known["OPTIONS"].items() if key not in postgres.OPTIONS},
    }
    return psycopg.conninfo.make_conninfo(**{key: val for key, val in parts.items() if val})


def _run(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs; give what it printed, or raise ArchiveError."""
    environment: dict[str, Any] = {**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"]}
    done = subprocess.run(
        [programs(account_named(os.geteuid())) / program, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ArchiveError(f"{program} said: {done.stderr.strip()}")
    return done.stdout
