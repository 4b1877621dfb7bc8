"""What visits to a watched address found, in plain words."""

from datetime import timedelta

from provenance.capture.models import Watch
from provenance.capture.rhythm import base_of

Found = Watch.Found
STATUS = {
    Found.UNCHANGED: "unchanged",
    Found.REVISED: "changed",
    Found.MOVED: "moved",
    Found.FAILED: "not read",
    Found.DISALLOWED: "closed to programs",
    Found.LATER: "asked to wait",
}
SAID = {
    Found.UNCHANGED: "it says what we have",
    Found.REVISED: "the text had changed; a new version was kept",
    Found.MOVED: "it leads to another address",
}


def status(row: Watch) -> str:
    """One or two words for what wants to be known first."""
    if row.moved_to:
        return "moved"
    if row.dead_since:
        return "dead"
    return STATUS[Found(row.found)] if row.found else "not visited yet"


def said(row: Watch) -> str:
    """What the last visit found; the reason where it found nothing."""
    if not row.found:
        return ""
    return row.reason or SAID.get(Found(row.found), "")


def tally(row: Watch) -> str:
    """`14 visits, changed twice`."""
    visits = f"{row.visits} visit{'' if row.visits == 1 else 's'}"
    times = {0: "never changed", 1: "changed once", 2: "changed twice"}
    return f"{visits}, {times.get(row.changes, f'changed {row.changes} times')}"


def rarer(row: Watch) -> str:
    """How rare the visits have become: `every 4 days`; nothing while they come as asked for."""
    return f"every {lasting(row.wait)}" if row.wait > base_of(row.every) else ""


def lasting(wait: timedelta) -> str:
    """A time in its largest whole unit: `4 days`, `12 hours`."""
    days, hours = round(wait / timedelta(days=1)), round(wait / timedelta(hours=1))
    if hours >= 48 and hours % 24 == 0:
        return f"{days} days"
    return f"{hours} hours" if hours > 1 else "hour"
