"""Which days an inexact date may mean. Pure."""

from calendar import monthrange
from datetime import date
from typing import Any

from .knowing import Precision


def days_of(article: Any) -> tuple[date, date] | None:
    """The first and the last day on which an article may have been published; None if unknown."""
    day: date | None = article.published
    if day is None:
        return None
    if article.published_precision == Precision.YEAR:
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if article.published_precision == Precision.MONTH:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day
