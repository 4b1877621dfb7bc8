"""What every test may ask for. The throw-away folder comes from throwaway.py."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from pytest_django.plugin import DjangoDbBlocker

from provenance import postgres

NEVER_EMPTIED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'never_emptied'"
# Django empties only tables that it made; jobs left behind would be in the way of later tests.
QUEUE = "TRUNCATE procrastinate_jobs CASCADE"
COLUMNS = """
SELECT table_name, array_agg(quote_ident(column_name)) FROM information_schema.columns
WHERE table_schema = current_schema() AND is_generated = 'NEVER' GROUP BY table_name
"""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Start this run's PostgreSQL when the first test needs it, unless DATABASE_URL has one."""
    if "DATABASE_URL" in os.environ:
        yield
        return
    with postgres.running(Path(os.environ["DATA_DIR"]), throwaway=True):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let tests that commit empty the tables afterwards, down to what the migrations put there."""
    with django_db_blocker.unblock():
        locked, refill = _locked_tables(), _rows_of_migrations()
    plainly = DatabaseOperations.sql_flush

    def sql_flush(operations: DatabaseOperations, *args: Any, **options: Any) -> list[str]:
        return [
            *(f"ALTER TABLE {table} DISABLE TRIGGER never_emptied" for table in locked),
            *plainly(operations, *args, **options),
            *(f"ALTER TABLE {table} ENABLE TRIGGER never_emptied" for table in locked),
            QUEUE,
            *refill,
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


def _locked_tables() -> list[str]:
    """Name the tables that refuse to be emptied."""
    with connection.cursor() as cursor:
        cursor.execute(NEVER_EMPTIED)
        return [table for (table,) in cursor.fetchall()]


def _rows_of_migrations() -> list[str]:
    """Give the commands that bring back the rows which are there before any test."""
    commands = []
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = dict(cursor.fetchall())
        for table in connection.introspection.django_table_names(only_existing=True):
            values = " || ', ' || ".join(f"quote_nullable({name}::text)" for name in columns[table])
            cursor.execute(f"""SELECT string_agg('(' || {values} || ')', ', ') FROM "{table}" """)
            ((rows,),) = cursor.fetchall()
            if rows:
                names = ", ".join(columns[table])
                commands.append(f'INSERT INTO "{table}" ({names}) VALUES {rows}')
    return commands


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    """Forget how often earlier tests asked the API; the count lives in the process."""
    caches["throttle"].clear()
