"""The time line: rows by outlet, dates no more exact than they are, drawn as whole XML."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest

from provenance.lineage.timeline import (
    MOST_TICKS,
    Mark,
    Moment,
    TimeLine,
    place,
    ticks,
    time_line,
)
from provenance.lineage.timeline_drawing import MOST_ROWS, drawn, in_words

DAY = date(2025, 6, 2)


def mark(row: str, day: date | None = DAY, precision: str = "day", **given: bool) -> Mark:
    return Mark(
        row, f"{row} of {day}", day, precision if day else "", first=given.get("first", False)
    )


def svg(line: TimeLine) -> ET.Element:
    return ET.fromstring(drawn(line, title="When"))


def shapes(root: ET.Element, name: str) -> list[ET.Element]:
    return [one for one in root.iter(f"{{http://www.w3.org/2000/svg}}{name}") if one.get("class")]


def test_rows_begin_with_the_first_appearance_then_go_by_date_and_undated_ones_end() -> None:
    marks = [
        mark("Late", DAY + timedelta(days=9)),
        mark("Nowhen", None),
        mark("Early", DAY - timedelta(days=400), "year"),
        mark("First", first=True),
    ]
    assert [row.name for row in time_line(marks).rows] == ["First", "Early", "Late", "Nowhen"]


def test_texts_of_one_outlet_and_day_are_one_spot_that_says_how_many() -> None:
    line = time_line([mark("Post"), mark("Post"), mark("Post", DAY, "month")])
    assert [len(spot.marks) for spot in line.rows[0].spots] == [1, 2]
    assert "×2" in " ".join(svg(line).itertext())


def test_a_month_is_a_bar_over_the_month_a_day_a_dot_and_no_date_a_ring() -> None:
    line = time_line([mark("A", DAY, "month"), mark("B"), mark("C", None), mark("D", DAY, "year")])
    root = svg(line)
    bars = [one for one in shapes(root, "rect") if "spot" in str(one.get("class"))]
    assert len(bars) == 2
    widths = sorted(float(str(one.get("width"))) for one in bars)
    assert widths[1] == pytest.approx(widths[0] * 365 / 30, rel=0.02)
    assert [one.get("class") for one in shapes(root, "circle")].count("spot open") == 1


def test_the_first_and_the_verdicts_are_said_in_words() -> None:
    line = time_line([mark("Radio Arn", first=True), mark("Post")], [Moment(DAY, "Verdict: False")])
    assert "first" in " ".join(svg(line).itertext())
    assert in_words(line) == (
        "Texts: 2, outlets: 2. First: Radio Arn, 2 June 2025. Verdict: False: 2 June 2025."
    )


@pytest.mark.parametrize("days", [0, 5, 30, 100, 400, 3000, 40000, 700000])
def test_there_are_a_handful_of_ticks_whatever_the_time(days: int) -> None:
    line = time_line([mark("A", date(1, 1, 1)), mark("B", date(1, 1, 1) + timedelta(days=days))])
    found = ticks(line)
    assert 1 <= len(found) <= MOST_TICKS + 1
    assert all(0 <= place(line, one.day) <= 1 for one in found)


def test_a_day_at_the_end_of_the_calendar_is_drawn_too() -> None:
    assert svg(time_line([mark("A", date(9999, 12, 31), "year")])) is not None


def test_without_texts_it_says_so() -> None:
    assert "No text is known" in " ".join(svg(TimeLine()).itertext())
    assert ticks(TimeLine()) == []


def test_many_outlets_are_cut_and_counted() -> None:
    line = time_line([mark(f"Outlet {number}") for number in range(MOST_ROWS + 20)])
    assert "and 20 more outlets" in " ".join(svg(line).itertext())


def test_hard_names_stay_words() -> None:
    hard = ["<script>alert(1)</script>", "x" * 200, "صحيفة الميناء", "a\x00b"]
    made = drawn(time_line([mark(name) for name in hard]), title=hard[0])
    assert "<script" not in made
    assert "style=" not in made
    ET.fromstring(made)
