"""Makes the database ready for a command: server running, tables as the code expects them.

Run as ``python -m provenance.ready`` it prepares a start of the web server as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import (
    BaseCommand,
    call_command,
    execute_from_command_line,
    get_commands,
    load_command_class,
)
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from provenance import postgres

# Any number, the same in every process: whoever holds it may change the tables.
SCHEMA_LOCK = 7_041_519
# Django's commands that read no rows. Ours say so with ``needs_database = False``.
WITHOUT_DATABASE = {
    *("check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help"),
    *("makemessages", "spectacular", "startapp", "startproject", "version"),
}
# These look at the tables as they are, or change them on purpose.
AS_IT_IS = {
    *(
        "backup",
        "dbshell",
        "makemigrations",
        "migrate",
        "optimizemigration",
        "restore",
        "showmigrations",
    ),
    *("sqlmigrate", "squashmigrations"),
}


def run_command(arguments: list[str]) -> None:
    """Run the command line `arguments` (program name first) with the database it needs."""
    signal.signal(signal.SIGTERM, _leave_in_order)
    try:
        django.setup()
        with database_for(arguments[1:]):
            execute_from_command_line(arguments)
    except (ImproperlyConfigured, postgres.Unavailable) as error:
        if "--json" in arguments:
            sys.stdout.write(json.dumps({"error": str(error)}) + "\n")
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def database_for(arguments: list[str]) -> Iterator[None]:
    """Have the database up inside the block, if the command `arguments` needs one."""
    if not needs_database(arguments):
        yield
        return
    database = settings.DATABASES["default"]
    if not postgres.is_embedded(database, settings.DATA_DIR):
        postgres.require_answer(database)
        yield
        return
    with postgres.running(settings.DATA_DIR, throwaway=settings.TESTING):
        try:
            if arguments[0] not in AS_IT_IS:
                bring_up_to_date()
            yield
        finally:
            disconnect()


def needs_database(arguments: list[str]) -> bool:
    """Say whether the command line (without the program's name) is about to use the database."""
    if not arguments or arguments[0].startswith("-") or {"-h", "--help"} & set(arguments):
        return False
    name = arguments[0]
    if name in WITHOUT_DATABASE:
        return "--database" in arguments
    app = get_commands().get(name)
    if app is None:
        return False
    command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    return bool(getattr(command, "needs_database", True))


def bring_up_to_date() -> None:
    """Apply what migrations are missing; of two processes at once, one waits for the other."""
    if not _behind():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SCHEMA_LOCK])
    try:
        if _behind():
            call_command("migrate", interactive=False, verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SCHEMA_LOCK])


def collect_static() -> None:
    """Gather the static files, unless they are the same as the last time."""
    mark = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            mark.update(f"\n{path}\n".encode())
            mark.update(Path(storage.path(path)).read_bytes())
    kept = settings.STATIC_ROOT / ".collected"
    if kept.exists() and kept.read_text() == mark.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=kept.exists())
    kept.write_text(mark.hexdigest())


def disconnect() -> None:
    """Close every connection of this process, so that the server may go."""
    for opened in connections.all(initialized_only=True):
        opened.close()
        opened.close_pool()  # type: ignore[attr-defined]


def _behind() -> bool:
    """Say whether a migration is waiting."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _leave_in_order(number: int, _frame: object) -> None:
    """Let a termination run the ``finally`` blocks, which stop the server."""
    sys.exit(128 + number)


def load_demo() -> None:
    """Load the demo newsroom once; a failure is told, but stops nobody from working."""
    try:
        call_command("load_demo")
    except Exception:
        traceback.print_exc()
        sys.stderr.write("The demo newsroom could not be loaded; going on without it.\n")


def demo_accounts() -> str:
    """Name the demo's accounts that are here, with their roles; empty when there are none."""
    told = settings.BASE_DIR / "fixtures" / "demo" / "newsroom.json"
    known = json.loads(told.read_text())["users"] if told.exists() else []
    names = {row["username"] for row in known}
    here = set(
        get_user_model().objects.filter(username__in=names).values_list("username", flat=True)
    )
    by_password: dict[str, list[str]] = {}
    for row in known:
        if row["username"] in here:
            roles = " and ".join(sorted({place["role"] for place in row["memberships"]}))
            by_password.setdefault(row["password"], []).append(f"{row['username']} ({roles})")
    return "\n".join(
        f"Demo accounts, with the password {password}: {', '.join(people)}"
        for password, people in by_password.items()
    )


def main() -> None:
    """Prepare a start: tables, static files, and the demo newsroom the first time."""
    django.setup()
    try:
        bring_up_to_date()
        collect_static()
        if "--no-demo" not in sys.argv:
            load_demo()
        sys.stdout.write(demo_accounts() + "\n")
    finally:
        disconnect()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")
    main()
