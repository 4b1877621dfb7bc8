"""What a background job does is recorded as done by the worker."""

import asyncio

from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from provenance.audit.doors import current_door


def test_a_job_comes_through_the_door_of_the_worker():
    seen = []
    with app.replace_connector(InMemoryConnector()) as here:

        @here.task(name="look_at_the_door")
        def look_at_the_door():
            seen.append(current_door())

        look_at_the_door.defer()
        asyncio.run(here.run_worker_async(wait=False, install_signal_handlers=False))
    assert seen == ["worker"]
    assert current_door() == "shell"
