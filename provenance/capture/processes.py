"""Several processes for one import. Kept apart, because a new process may read this file first."""

import gc
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

import django
from django.db import connection, connections

# On Linux a copy of this process is ready at once; elsewhere copies of it are not safe.
START = "fork" if sys.platform == "linux" else "spawn"


def pool(size: int) -> ProcessPoolExecutor:
    """Processes of our program, each with a connection of its own to our database."""
    name = connection.settings_dict["NAME"]
    # Two processes must not speak over one connection, and threads don't survive a copy.
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]
    return ProcessPoolExecutor(size, multiprocessing.get_context(START), _set_up, (name,))


def _set_up(database: str) -> None:
    """Make a new process one of ours, on the same database (tests use another)."""
    if START == "spawn":
        django.setup()
    # What is there by now stays; the search for garbage need not go through it again and again.
    gc.freeze()
    connection.settings_dict["NAME"] = database
