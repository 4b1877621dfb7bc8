"""Every task that runs by the clock can be called the way the worker calls it."""

import inspect

from procrastinate.contrib.django import app

from claims.attention import tasks as attention_tasks
from claims.exchange import tasks as exchange_tasks
from claims.lti import tasks as lti_tasks
from claims.requests import tasks as requests_tasks
from claims.search import tasks as search_tasks
from claims.suggest import tasks as suggest_tasks
from claims.webhooks import tasks as webhooks_tasks
from provenance.accounts import tasks as accounts_tasks
from provenance.capture import tasks as capture_tasks
from provenance.lineage import tasks as lineage_tasks
from provenance.sources import tasks as sources_tasks

ROOMS = (
    attention_tasks,
    exchange_tasks,
    lti_tasks,
    requests_tasks,
    search_tasks,
    suggest_tasks,
    webhooks_tasks,
    accounts_tasks,
    capture_tasks,
    lineage_tasks,
    sources_tasks,
)


def test_periodic_tasks_take_the_time_under_the_name_the_worker_uses() -> None:
    periodic = app.periodic_registry.periodic_tasks.values()
    funcs = [one.task.func for one in periodic]
    ours = [func for func in funcs if func.__module__.startswith(("provenance.", "claims."))]
    assert {func.__module__ for func in ours} == {room.__name__ for room in ROOMS}
    for func in ours:
        assert list(inspect.signature(func).parameters) == ["timestamp"], func
