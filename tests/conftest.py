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
    """Let tests that commit empty the tables afterwards, those written once included."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(NEVER_EMPTIED)
        tables = [table for (table,) in cursor.fetchall()]
    plainly = DatabaseOperations.sql_flush

    def sql_flush(operations: DatabaseOperations, *args: Any, **options: Any) -> list[str]:
        return [
            *(f"ALTER TABLE {table} DISABLE TRIGGER never_emptied" for table in tables),
            *plainly(operations, *args, **options),
            *(f"ALTER TABLE {table} ENABLE TRIGGER never_emptied" for table in tables),
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    """Forget how often earlier tests asked the API; the count lives in the process."""
    caches["throttle"].clear()
