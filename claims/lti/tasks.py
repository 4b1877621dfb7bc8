"""Slow work for platforms."""

from procrastinate.contrib.django import app

from .errands import READ
from .models import Context

MOST_AT_ONCE = 100  # Grades sent in one go; the next minute goes on.


@app.periodic(cron="23 4 * * *")
@app.task(queueing_lock="forget_old_launches", pass_context=False)
def forget_old_launches(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Drop launches of yesterday, with the names that they brought, and who was erased."""
    from . import services  # noqa: PLC0415 - Its libraries are heavy.

    services.forget_old_launches()
    services.forget_erased()


@app.periodic(cron="37 4 * * *")
@app.task(queueing_lock="read_rosters", pass_context=False)
def read_rosters(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Read the lists of people of all courses that run."""
    from . import services  # noqa: PLC0415 - Its libraries are heavy.

    for context in Context.objects.with_list():
        services.read_roster(context, by=None)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_scores", pass_context=False)
def tell_scores(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Tell platforms the grades that were released."""
    from . import services  # noqa: PLC0415 - Its libraries are heavy.

    services.collect_scores()
    for _ in range(MOST_AT_ONCE):
        if not services.send_next_score():
            break


@app.task(name=READ)
def read_roster(context: int) -> None:
    """Read one list, if it is still linked."""
    from . import services  # noqa: PLC0415 - Its libraries are heavy.

    for row in Context.objects.with_list().filter(pk=context):
        services.read_roster(row, by=None)
