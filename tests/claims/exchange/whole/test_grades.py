"""A class that was graded goes out with its workspace, and comes back as it was."""

from decimal import Decimal

import pytest

from claims.classroom import services
from claims.classroom.models import Grade, HandIn, Remark, Rubric
from claims.exchange.whole.rows import RowError, read, told
from tests.claims.graded import graded
from tests.claims.lessons import Lesson

from .emptying import empty_the_database
from .test_moving import same, taken_in, written

pytestmark = pytest.mark.django_db


def test_grades_remarks_and_rubrics_come_back(lesson: Lesson) -> None:
    graded(lesson)
    services.release_grade(HandIn.objects.get(), by=lesson.tom)
    criteria = [{"measure": "free", "label": "Care", "points": 3}]
    services.edit_rubric(lesson.assignment, criteria, by=lesson.tom)
    before = written(lesson.cast.desk)
    kept = (
        Grade.objects.values().get(),
        Remark.objects.values().get(),
        Rubric.objects.values().get(),
    )
    empty_the_database()
    again = taken_in(before)
    same(before, written(again))
    now = Grade.objects.values().get(), Remark.objects.values().get(), Rubric.objects.values().get()
    assert [row | {"created_by_id": 0} for row in now] == [
        row | {"created_by_id": 0} for row in kept
    ]


@pytest.mark.parametrize("points", ["NaN", "1e999", "12345678.5", "7.25", "many", [], {}])
def test_points_that_no_column_holds_are_refused(points: object) -> None:
    field = Grade._meta.get_field("total")
    with pytest.raises(RowError):
        read({"total": points}, [field])


def test_points_go_out_and_come_back_exactly() -> None:
    field = Grade._meta.get_field("total")
    assert read({"total": told(Decimal("7.5"))}, [field]) == [Decimal("7.5")]
