"""Dates and headlines that do not fit a citation are named, and nothing else is."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Row
from typing import Any

import pytest

from provenance.sources.conflicts import conflicts
from provenance.sources.dating import days_of


def article(day: date | None = None, precision: str = "day", title: str = "Wells") -> Any:
    return Row(published=day, published_precision=precision if day else "", title=title)


def said(source: Any, target: Any, kind: str = "republishes", passage: Any = None) -> Any:
    return Row(source=source, target=target, kind=kind, passage=passage)


def version(number: int, day: int) -> Any:
    return Row(snapshot=Row(number=number, captured_at=datetime(2031, 5, day, tzinfo=UTC)))


MAY, JUNE = date(2031, 5, 2), date(2031, 6, 1)


@pytest.mark.parametrize(
    ("source", "target", "fits"),
    [
        (article(MAY), article(MAY), True),
        (article(JUNE), article(MAY), True),
        (article(MAY), article(date(2031, 5, 3)), False),
        (article(MAY, "month"), article(date(2031, 5, 30)), True),
        (article(MAY, "year"), article(date(2031, 12, 30)), True),
        (article(MAY, "month"), article(JUNE, "month"), False),
        (article(), article(MAY), True),
        (article(MAY), article(), True),
        (article(MAY), None, True),
    ],
)
def test_a_copy_older_than_its_source_does_not_fit(source, target, fits):
    assert (not conflicts(said(source, target))) is fits


def test_dates_are_told_no_more_exactly_than_they_are_known():
    (told,) = conflicts(said(article(MAY, "month"), article(JUNE, "month")))
    assert "dated May 2031, before what it leans on (June 2031)" in told


def test_what_a_later_version_says_fits():
    older, newer = article(MAY), article(date(2031, 5, 10))
    assert conflicts(said(older, newer, "cites", version(1, 20)))
    assert not conflicts(said(older, newer, "cites", version(2, 20)))
    assert conflicts(said(older, newer, "cites", version(2, 9)))
    assert not conflicts(said(older, newer, "links"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [("republishes", "only one can have been first"), ("cites", "They cite each other")],
)
def test_a_loop_is_named(kind, words):
    (told,) = conflicts(said(article(), article(), kind), goes_back=True)
    assert words in told
    assert not conflicts(said(article(), article(), "links"), goes_back=True)


def test_two_exclusives_are_named():
    both = said(article(title="EXCLUSIVE: wells"), article(title="Our exclusive on the wells"))
    assert conflicts(both) == ["Both call it their exclusive."]
    assert not conflicts(said(article(title="Exclusively yours"), article(title="Exclusive!")))


def test_a_leap_year_has_its_last_day():
    assert days_of(article(date(2028, 2, 1), "month")) == (date(2028, 2, 1), date(2028, 2, 29))
