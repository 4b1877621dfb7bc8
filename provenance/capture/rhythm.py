"""How often a watched address is visited, and when it is called dead. Pure."""

from datetime import datetime, timedelta

from django.db.models import TextChoices


class Every(TextChoices):
    """How often someone wants an address to be looked at, at first and after each change."""

    HOUR = "hour", "every hour"
    SIX_HOURS = "six_hours", "every six hours"
    DAY = "day", "every day"
    WEEK = "week", "every week"


BASE = {
    Every.HOUR: timedelta(hours=1),
    Every.SIX_HOURS: timedelta(hours=6),
    Every.DAY: timedelta(days=1),
    Every.WEEK: timedelta(days=7),
}
LONGEST = timedelta(days=30)
JITTER = 0.1  # of the wait, either way, so that no host meets all our visits at once

# Codes that mean: it is not there any more, and: nobody can tell for now.
GONE = {"not_found", "gone", "home_page"}
SILENT = {
    "unknown_host", "unreachable", "timeout", "certificate", "server_error", "garbled", "status",
    "not_there", "redirect_loop", "redirects",
}  # fmt: skip
SILENT_TIMES, SILENT_FOR = 3, timedelta(days=2)


def base_of(every: str) -> timedelta:
    """The wait that a choice of `Every` stands for."""
    return BASE[Every(every)]


def next_wait(
    every: str, last: timedelta, *, changed: bool, told: float | None = None
) -> timedelta:
    """How long to wait after a visit.

    `last` is the wait before it, `told` the seconds of a Retry-After. A change brings the wait
    back to what was asked for; otherwise it doubles, up to a month.
    """
    base = base_of(every)
    if changed:
        return base
    if told is not None:
        return min(max(last, base, timedelta(seconds=min(told, 1e8))), LONGEST)
    return min(max(last, base) * 2, LONGEST)


def spread(wait: timedelta, chance: float) -> timedelta:
    """The wait, a little shorter or longer; `chance` is from 0 to 1."""
    return wait * (1 - JITTER + 2 * JITTER * chance)


def is_dead(code: str, *, failures: int, since: datetime, now: datetime) -> bool:
    """Whether an address that failed with `code`, `failures` times in a row, is called dead.

    One that answers that the page is gone is believed at once. Silence may be our own network's,
    so it has to last: three visits, and two days. Being kept out is not death.
    """
    if code in GONE:
        return True
    return code in SILENT and failures >= SILENT_TIMES and now - since >= SILENT_FOR
