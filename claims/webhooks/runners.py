"""Sending beside the worker, so that a receiver that hangs keeps nothing else waiting.

The worker does one job at a time. A job here only starts threads and ends; each thread sends until
nothing is due. What a killed thread left is sent again when its lease is over.
"""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import BoundedSemaphore

from django.db import connection
from django.utils import timezone

from .models import Webhook
from .services import send_next

AT_ONCE = 4
_pool = ThreadPoolExecutor(AT_ONCE, "webhooks")
_free = BoundedSemaphore(AT_ONCE)


def send_beside() -> None:
    """Begin to send what is due, and come back at once."""
    due = Webhook.objects.due(timezone.now()).count()
    for _ in range(min(due, AT_ONCE)):
        if _free.acquire(blocking=False):
            # The door through which a change comes goes along.
            _pool.submit(copy_context().run, _run)


def wait_until_sent() -> None:
    """Wait for the threads to end; for tests."""
    for _ in range(AT_ONCE):
        _free.acquire()
    _free.release(AT_ONCE)


def _run() -> None:
    try:
        while send_next():
            pass
    finally:
        connection.close()
        _free.release()
