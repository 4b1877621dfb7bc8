"""A case of two thousand claims is read in time."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.claims.web.scenes import Desk
from tests.claims.web.test_cases import at, filled, many
from tests.clocks import spent


def test_a_case_of_two_thousand_claims_is_read_in_time(desk: Desk) -> None:
    """By processor time here, and by the time of the questions in the database."""
    case = filled(desk, *many(desk, 2000))
    # PostgreSQL does this by itself within a minute; without it, its plans come by luck.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    browser = desk.browser("ann")
    browser.get(at(case))
    answer, taken = spent(lambda: browser.get(at(case)))
    assert answer.status_code == 200
    assert "2000 claims" in answer.content.decode()
    with CaptureQueriesContext(connection) as asked:
        browser.get(at(case))
    database = sum(float(one["time"]) for one in asked.captured_queries)
    assert taken < 1.5, f"{taken:.2f} s of processor time"
    assert database < 1.5, f"{database:.2f} s in the database"
