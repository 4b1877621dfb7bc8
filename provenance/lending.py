"""Connections as the pool lends them: tried before each use, at no cost while they are in use.

Before it lends a connection, the pool asks the server an empty question through it, so that a
restarted server is no error to anyone. Asked at every request, that is a fifth of what a small
answer costs. A server that went away leaves its farewell in the socket: where nothing has arrived,
the connection is as good as it was a moment ago.
"""

import select
import time
from typing import Any

import psycopg

ASKED_EVERY = 30.0  # Seconds; what lies between us and a far server may drop a line in silence.


class Lent(psycopg.Connection[Any]):
    """A connection of the pool."""

    asked_at = 0.0

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> psycopg.Cursor[Any]:
        """Run a statement; the pool's empty question only where it may tell something."""
        if query != "":
            return super().execute(query, *args, **kwargs)
        now = time.monotonic()
        if now - self.asked_at < ASKED_EVERY and not _has_something_to_say(self):
            return self.cursor()
        answer = super().execute(query, *args, **kwargs)
        self.asked_at = now
        return answer


def _has_something_to_say(connection: psycopg.Connection[Any]) -> bool:
    """Whether anything arrived while nobody asked; raises OperationalError where it is closed."""
    looking = select.poll()
    looking.register(connection.fileno(), select.POLLIN)
    return bool(looking.poll(0))
