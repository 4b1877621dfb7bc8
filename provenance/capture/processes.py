"""Several processes for one import. Kept apart, because a new process reads this file first."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import django
from django.db import connection


def pool(size: int) -> ProcessPoolExecutor:
    """Fresh interpreters on our database; forked ones would share this one's connection."""
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(size, fresh, _set_up, (connection.settings_dict["NAME"],))


def _set_up(database: str) -> None:
    """Make a new process one of ours, on the same database (tests use another)."""
    django.setup()
    connection.settings_dict["NAME"] = database
