"""The page of who and what was picked, and its table."""

import csv
import io

import pytest

from claims.attention import services as attention
from claims.records.models import Claim
from claims.reviews import services
from provenance.sources.models import Outlet
from tests.claims.web.scenes import EVERYONE, queries

PAGE, TABLE = "/desk/balance/", "/desk/balance.csv"
CHECKS = {"ann", "bea", "eve", "tom", "max"}


def text(answer):
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def declined(desk, statement="An opinion."):
    check = services.request_check(desk.claim(statement=statement), by=desk.cast.ann)
    return services.decline(check, reason="It cannot be checked.", by=desk.cast.eve)


@pytest.mark.parametrize("path", [PAGE, TABLE])
@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_it(desk, name, path):
    expected = 302 if name == "nobody" else 200 if name in CHECKS | {"olga"} else 403
    assert desk.browser(name).get(path).status_code == expected


def test_nothing_yet(desk):
    assert "Nothing is recorded yet" in text(desk.browser("ann").get(PAGE))
    desk.claim()
    page = text(desk.browser("ann").get(f"{PAGE}?until=1999-01-01"))
    assert "Nothing was recorded then" in page


def test_numbers_and_no_share_of_few(desk):
    attention.pick(desk.published(desk.claim()).claim, "harm", by=desk.cast.ann)
    declined(desk, "An <i>opinion</i>.")
    page = text(desk.browser("ann").get(PAGE))
    assert "<b>1 of 2</b> recorded claims were picked, 1 declined" in page
    assert "It may do harm" in page
    assert "%" not in page.split("<main")[1].split('class="filters"')[1]
    assert "An &lt;i&gt;opinion&lt;/i&gt;." in page
    assert "It cannot be checked." in page
    assert "An &lt;i&gt;" not in text(desk.browser("olga").get(PAGE))


def test_shares_of_many_come_with_their_range(desk):
    for number in range(20):
        claim = desk.claim(statement=f"Boat {number}.")
        if number < 5:
            services.triage(services.request_check(claim, by=desk.cast.ann), by=desk.cast.ann)
    assert "5 of 20 (25 %; 11 to 47 %)" in text(desk.browser("ann").get(PAGE))


def test_days_that_make_no_sense(desk):
    desk.claim()
    browser = desk.browser("ann")
    answer = browser.get(f"{PAGE}?since=2030-01-02&until=2030-01-01")
    assert answer.status_code == 400
    assert "lies before the first" in text(answer)
    assert browser.get(f"{PAGE}?since=soon").status_code == 400


def test_the_table_holds_the_same_and_no_formula(desk):
    claim = desk.claim()
    Outlet.objects.filter(pk=desk.scene.snapshot.article.outlet_id).update(name="=cmd|' /C'!A0")
    services.triage(services.request_check(claim, by=desk.cast.ann), by=desk.cast.ann)
    declined(desk)
    sheet = text(desk.browser("ann").get(TABLE)).lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert rows[0] | {"by": "all", "recorded": "2", "picked": "1", "declined": "1"} == rows[0]
    (outlet,) = [row for row in rows if row["by"] == "outlet"]
    assert (outlet["group"], outlet["share"], outlet["too_few"]) == (
        "'=cmd|' /C'!A0",
        "0.5000",
        "yes",
    )


def test_the_number_of_queries_does_not_grow(desk):
    declined(desk)
    few = queries(desk, "ann", PAGE)
    for number in range(6):
        declined(desk, f"Opinion {number}.")
        desk.claim(statement=f"Boat {number}.")
    assert queries(desk, "ann", PAGE) == few
    assert Claim.objects.count() == 13


def test_claims_are_drawn_by_editors(desk):
    desk.claim()
    path = f"{PAGE}draw/"
    assert desk.browser("ann").get(path).status_code == 403
    assert "Draw claims at random" not in text(desk.browser("ann").get(PAGE))
    browser = desk.browser("eve")
    assert "1 claim of the workspace" in text(browser.get(path))
    assert browser.post(path, {"size": "0"}).status_code == 400
    assert browser.post(path, {"size": "3"}).url == "/desk/board/"
    assert "Picked: drawn at random" in text(browser.get("/desk/board/"))
    assert browser.post(path, {"size": "3"}).status_code == 409
