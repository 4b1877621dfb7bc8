"""What waits for whom."""

import pytest

from claims.reviews import services
from provenance.capture.models import CaptureRequest
from tests.claims.web.scenes import EVERYONE, queries


@pytest.mark.parametrize("name", EVERYONE)
def test_the_desk_is_for_people_with_an_account(desk, name):
    page = desk.browser(name).get("/desk/")
    assert page.status_code == (302 if name == "nobody" else 200)


def test_an_empty_desk_says_what_to_do_next(desk):
    assert "Bring in an article" in desk.browser("ann").get("/desk/").content.decode()
    assert "Bring in an article" not in desk.browser("ron").get("/desk/").content.decode()


def test_a_person_without_a_workspace_is_told_how_to_get_into_one(desk):
    desk.cast.olga.memberships.all().delete()
    page = desk.browser("olga").get("/desk/")
    assert page.status_code == 200
    assert "You belong to no workspace yet" in page.content.decode()


@pytest.mark.parametrize(
    ("state", "words", "waits_for"),
    [
        ("draft", "Draft", {"ann"}),
        ("submitted", "Second check", {"bea", "eve", "tom", "max"}),
        ("seconded", "To publish", {"eve", "max"}),
        ("published", "True", set()),
    ],
)
def test_each_step_waits_for_those_who_can_take_it(desk, state, words, waits_for):
    getattr(desk, state)(desk.claim())
    for name in ("ann", "bea", "eve", "tom", "max", "sam", "ron"):
        waiting = desk.browser(name).get("/desk/").context["page"].mine
        assert [row.why for row in waiting] == ([words] if name in waits_for else [])


def test_a_reopened_verdict_waits_for_whoever_wrote_it(desk):
    review = desk.published(desk.claim()).review
    services.reopen(review, reason="A new log.", by=desk.cast.eve)
    (row,) = desk.browser("ann").get("/desk/").context["page"].mine
    assert (row.why, row.more) == ("Reopened", "Because: A new log.")


def test_claims_nobody_looks_at_are_there_to_be_picked_up(desk):
    claim = desk.claim()
    (row,) = desk.browser("bea").get("/desk/").context["page"].unchecked
    assert row.what == claim.statement
    desk.draft(claim)
    assert desk.browser("bea").get("/desk/").context["page"].unchecked == []


def test_what_could_not_be_brought_in_is_told_to_whoever_wanted_it(desk):
    CaptureRequest.objects.create(
        workspace=desk.cast.desk,
        created_by=desk.cast.ann,
        origin="address",
        address="https://post.example/pier",
        state="failed",
        reason="The page asks for a login.",
    )
    assert "The page asks for a login." in desk.browser("ann").get("/desk/").content.decode()
    assert "asks for a login" not in desk.browser("bea").get("/desk/").content.decode()


def test_nothing_of_another_workspace_is_on_the_desk(desk):
    desk.submitted(desk.claim())
    page = desk.browser("olga").get("/desk/").context["page"]
    assert page.is_empty


def test_the_number_of_queries_does_not_grow(desk):
    desk.submitted(desk.claim())
    desk.claim(statement="Forty boats left.")
    few = queries(desk, "bea", "/desk/")
    for number in range(6):
        desk.submitted(desk.claim(statement=f"Boat {number} left."))
        desk.claim(statement=f"Boat {number} came back.")
    assert queries(desk, "bea", "/desk/") == few
