"""Requests on the desk: the queue, one of them, and every step by everyone."""

from typing import Any

import pytest

from claims.records.models import Claim
from claims.requests.models import Letterbox, ReaderRequest
from tests.claims.web.letters import TEXT, asked, decline, open_box
from tests.claims.web.scenes import EVERYONE, Desk, queries

CHECK, MODERATE = {"ann", "bea", "eve", "tom", "max"}, {"eve", "tom", "max"}
DECLINE = {"reason": "It is an opinion.", "wording": "Whether the pier is fine", "is_listed": "on"}


def page_of(desk: Desk, name: str, path: str) -> str:
    return str(desk.browser(name).get(path).content.decode())


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_requests(desk: Desk, name: str) -> None:
    open_box(desk.scene)
    row = asked(desk.scene, contact="reader@example.org")
    browser = desk.browser(name)
    answer = browser.get(f"/desk/requests/{row.pk}/")
    assert answer.status_code == (200 if name in CHECK else 302 if name == "nobody" else 404)
    listed = browser.get("/desk/requests/", follow=name == "olga")
    assert (TEXT in listed.content.decode()) == (name in CHECK)
    if name in CHECK:
        assert "reader@example.org" in answer.content.decode()


STEPS: dict[str, tuple[dict[str, str], set[str], str]] = {
    "accept": ({"statement": "The pier was closed.", "language": "en"}, CHECK, "accepted"),
    "decline": (DECLINE, MODERATE, "declined"),
    "spam": ({}, CHECK, "spam"),
}


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize("step", STEPS)
def test_who_takes_which_step(desk: Desk, step: str, name: str) -> None:
    open_box(desk.scene)
    row = asked(desk.scene)
    given, may, end = STEPS[step]
    answer = desk.browser(name).post(f"/desk/requests/{row.pk}/{step}/", given)
    row.refresh_from_db()
    assert row.state == (end if name in may else "waiting")
    refused = 403 if name in CHECK else 302 if name == "nobody" else 404
    assert answer.status_code == (302 if name in may else refused)


def test_an_accepted_request_leads_to_its_claim_and_is_told_there(desk: Desk) -> None:
    open_box(desk.scene)
    row, browser = asked(desk.scene), desk.browser("ann")
    given = {"statement": "The pier was closed.", "language": "en"}
    answer: Any = browser.post(f"/desk/requests/{row.pk}/accept/", given)
    claim = Claim.objects.get()
    assert answer.url == f"/desk/claims/{claim.pk}/"
    # What readers ask is told in the history to those who check, and to no one else.
    said = "accepted a reader&#x27;s request for it"
    assert said in page_of(desk, "bea", f"/desk/claims/{claim.pk}/history/")
    assert said not in page_of(desk, "ron", f"/desk/claims/{claim.pk}/history/")


def test_a_refused_form_comes_back_with_what_was_typed(desk: Desk) -> None:
    open_box(desk.scene)
    row = asked(desk.scene)
    given = DECLINE | {"reason": " "}
    answer = desk.browser("eve").post(f"/desk/requests/{row.pk}/decline/", given)
    assert answer.status_code == 400
    assert "Whether the pier is fine" in answer.content.decode()
    assert "reason" in answer.context["form"].errors


def test_whoever_is_slower_is_told(desk: Desk) -> None:
    open_box(desk.scene)
    row = asked(desk.scene)
    decline(desk, row)
    answer = desk.browser("max").post(f"/desk/requests/{row.pk}/decline/", DECLINE)
    assert answer.status_code == 409
    assert "declined already" in answer.content.decode()


def test_claims_like_it_are_shown_and_joined_with_one_press_and_undone(desk: Desk) -> None:
    open_box(desk.scene)
    claim, row = desk.claim("ann", "The eastern pier was closed on 3 May."), asked(desk.scene)
    browser = desk.browser("ann")
    path = f"/desk/requests/{row.pk}/join/{claim.pk}/"
    assert path in page_of(desk, "ann", f"/desk/requests/{row.pk}/")
    page = browser.post(path, follow=True).content.decode()
    assert f"/desk/requests/{row.pk}/reopen/" in page
    row.refresh_from_db()
    assert row.claim == claim
    desk.browser("eve").post(f"/desk/requests/{row.pk}/reopen/")
    again = ReaderRequest.objects.get()
    assert (again.state, again.claim) == ("waiting", None)


def test_a_claim_that_one_does_not_see_cannot_be_joined(desk: Desk) -> None:
    open_box(desk.scene)
    row, hidden = asked(desk.scene), desk.scene.claim(desk.cast.sam, visibility="me")
    answer = desk.browser("ann").post(f"/desk/requests/{row.pk}/join/{hidden.pk}/")
    assert answer.status_code == 404


def test_those_that_may_ask_the_same_are_put_together_and_parted(desk: Desk) -> None:
    open_box(desk.scene)
    one = asked(desk.scene, "Is it true that the eastern pier was closed on 3 May?")
    other = asked(desk.scene, "The eastern pier was closed on 4 May, wasn't it?")
    browser = desk.browser("ann")
    path = f"/desk/requests/{other.pk}/with/{one.pk}/"
    assert path in page_of(desk, "ann", f"/desk/requests/{other.pk}/")
    browser.post(path)
    assert ReaderRequest.objects.heads().get().askers == 2
    assert "2 people ask" in page_of(desk, "ann", "/desk/requests/")
    browser.post(f"/desk/requests/{other.pk}/alone/")
    assert ReaderRequest.objects.heads().count() == 2


def test_what_most_people_ask_about_comes_first_and_the_rule_is_told(desk: Desk) -> None:
    open_box(desk.scene)
    asked(desk.scene, "Do gulls steal bread in the harbour?")
    for place in ("A leaflet", "A programme"):
        asked(desk.scene, seen_where=place)
    page = page_of(desk, "ann", "/desk/requests/")
    assert page.index("eastern pier") < page.index("Do gulls")
    assert "each person who asked counts one" in page


@pytest.mark.parametrize("show", ["waiting", "accepted", "declined", "spam", "nonsense"])
def test_every_tab_answers_when_it_is_empty(desk: Desk, show: str) -> None:
    page = desk.browser("ann").get(f"/desk/requests/?show={show}")
    assert page.status_code == 200


def test_an_address_is_erased_by_those_who_check(desk: Desk) -> None:
    open_box(desk.scene)
    row = asked(desk.scene, contact="reader@example.org")
    desk.browser("ann").post(f"/desk/requests/{row.pk}/erase/")
    assert not ReaderRequest.objects.with_contact()


@pytest.mark.parametrize("name", EVERYONE)
def test_who_opens_the_letterbox(desk: Desk, name: str) -> None:
    given = {"is_open": "on", "words": "Claims about the harbour.", "keeps_contact_days": "30"}
    answer = desk.browser(name).post("/settings/letterbox/", given)
    opened = Letterbox.objects.filter(workspace=desk.cast.desk, is_open=True).exists()
    assert opened == (name in {"eve", "max"})
    if name not in {"eve", "max", "olga", "nobody"}:
        assert answer.status_code == 403


def test_a_letterbox_says_what_is_wrong(desk: Desk) -> None:
    answer = desk.browser("eve").post("/settings/letterbox/", {"keeps_contact_days": "1000"})
    assert answer.status_code == 400
    assert "keeps_contact_days" in answer.context["form"].errors
    assert "Editors and owners can change this." in page_of(desk, "ann", "/settings/letterbox/")


def test_the_number_of_queries_does_not_grow(desk: Desk) -> None:
    open_box(desk.scene)
    row = asked(desk.scene)
    paths: list[Any] = ["/desk/requests/", f"/desk/requests/{row.pk}/"]
    for path in paths:
        queries(desk, "ann", path)
    few = [queries(desk, "ann", path) for path in paths]
    for number in range(4):
        asked(desk.scene)
        asked(desk.scene, f"Were {number} boats in the harbour?")
    assert [queries(desk, "ann", path) for path in paths] == few
