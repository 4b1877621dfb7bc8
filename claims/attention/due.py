"""When something is due, in words. Pure."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

SOON = 14  # Days that are counted; what is further off is said by its date.


@dataclass(frozen=True)
class Due:
    """What to say of a day by which something is due."""

    words: str
    is_late: bool = False


def due(day: date | None, today: date) -> Due | None:
    """`overdue by 3 days`, `due today`, `due in 5 days`, `due on 3 May 2027`; None without a day.

    Whoever has until a day has the whole of it.
    """
    if day is None:
        return None
    left = (day - today).days
    if left < 0:
        return Due(f"overdue by {-left} day{'' if left == -1 else 's'}", is_late=True)
    near = {0: "due today", 1: "due tomorrow"}
    if left > SOON:
        return Due(f"due on {date_format(day, 'j F Y')}")
    return Due(near.get(left, f"due in {left} days"))
