"""The worker's door: whatever a background job changes is recorded as done by the worker."""

from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import App

from .doors import through
from .models import Via


async def by_the_worker(
    call_next: Callable[[], Awaitable[Any]], _context: object, _worker: object
) -> Any:
    """Run one job behind the worker's door; threads started for it inherit the door."""
    with through(Via.WORKER):
        return await call_next()


def mark(app: App) -> None:
    """Put the door around every job of `app`; settings name this as the one place that does."""
    app.worker_defaults["worker_middleware"] = [by_the_worker]
