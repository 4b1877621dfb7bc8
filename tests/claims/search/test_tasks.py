"""The tasks of the index can be called the way the worker calls them."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from claims.search import tasks
from claims.search.apps import _index_soon

pytestmark = pytest.mark.django_db


def test_the_periodic_task_takes_what_the_worker_gives_it() -> None:
    task = app.tasks["claims.search.tasks.index_articles_now_and_then"]
    assert task.func is tasks.index_articles_now_and_then.func
    task.func(timestamp=0)


def test_what_was_kept_is_indexed_by_the_worker() -> None:
    _index_soon([], None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo'")
        assert ("claims.search.tasks.index_articles",) in cursor.fetchall()
