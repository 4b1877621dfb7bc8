"""How a question to someone stands on a day: answered, late, or still waited for. Pure."""

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What can be said of a question to someone."""

    ANSWERED = "answered"
    LATE = "answered_late"
    WAITING = "waiting"
    SILENT = "no_answer"


def standing(answer_by: date, answered_on: date | None, today: date) -> Standing:
    """How it stands; whoever was asked has the whole of the last day to answer."""
    if answered_on is not None:
        return Standing.ANSWERED if answered_on <= answer_by else Standing.LATE
    return Standing.WAITING if today <= answer_by else Standing.SILENT


def in_words(answer_by: date, answered_on: date | None, today: date) -> str:
    """The same as readers are told it."""
    how = standing(answer_by, answered_on, today)
    if answered_on is None:
        said = "asked to answer" if how == Standing.WAITING else "no answer"
        return f"{said} by {_day(answer_by)}"
    late = "" if how == Standing.ANSWERED else f", asked to by {_day(answer_by)}"
    return f"answered on {_day(answered_on)}{late}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
