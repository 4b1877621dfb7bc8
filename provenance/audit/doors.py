"""Which door the current change comes through; set once at each door, read by `record`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .models import Via

_door: ContextVar[str] = ContextVar("door", default=Via.SHELL.value)


def current_door() -> str:
    """The door of the running request, task or command (a `Via` value)."""
    return _door.get()


@contextmanager
def through(door: Via) -> Iterator[None]:
    """Mark everything done inside as coming through `door`."""
    token = _door.set(door.value)
    try:
        yield
    finally:
        _door.reset(token)
