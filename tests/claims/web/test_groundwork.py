"""What was looked for, on the working page and on the public one."""

from datetime import date
from typing import Any

import pytest

from claims.groundwork import services
from claims.groundwork.models import Gap, Reply, Search
from tests.claims.scene import decide
from tests.claims.web.scenes import EVERYONE, Desk, queries

DAY = date(2024, 5, 6)
MAY_ADD = {"ann", "bea", "eve", "tom", "max"}
SEARCH: dict[str, Any] = {
    "sought": "Minutes of the council",
    "place": "Town archive",
    "searched_on": "2024-05-06",
    "outcome": "nothing",
}


def logged(desk: Desk, claim: Any, **given: Any) -> Search:
    return services.log_search(claim, by=desk.cast.ann, **(SEARCH | {"searched_on": DAY} | given))


def page_of(desk: Desk, name: str, path: str) -> str:
    return desk.browser(name).get(path).content.decode()


@pytest.mark.parametrize("name", EVERYONE)
def test_who_may_log_a_search(desk: Desk, name: str) -> None:
    claim = desk.claim()
    answer = desk.browser(name).post(f"/desk/claims/{claim.pk}/searches/add/", SEARCH)
    assert answer.status_code == {"olga": 404, "sam": 403, "sue": 403, "ron": 403}.get(name, 302)
    assert Search.objects.exists() == (name in MAY_ADD)


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"sought": " "}, "sought", "Say what was searched for."),
        ({"place": ""}, "place", "Say where"),
        ({"searched_on": "soon"}, "searched_on", "Write the day as"),
        ({"searched_on": "2999-01-01"}, "searched_on", "still to come"),
        ({"outcome": ""}, "outcome", "Say whether anything was found."),
        ({"address": "ftp://x"}, "address", ""),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    desk: Desk, more: dict[str, str], field: str, said: str
) -> None:
    claim = desk.claim()
    answer = desk.browser("ann").post(f"/desk/claims/{claim.pk}/searches/add/", SEARCH | more)
    assert answer.status_code == 400
    assert said in str(answer.context["form"].errors[field])


def test_the_section_says_what_where_and_that_nothing_was_found(desk: Desk) -> None:
    claim = desk.claim()
    path = f"/desk/claims/{claim.pk}/"
    assert "Nothing is logged." in page_of(desk, "ron", path)
    row = logged(desk, claim, sought="<b>Minutes</b>", address="https://archive.example/")
    text = page_of(desk, "ann", path)
    assert "&lt;b&gt;Minutes&lt;/b&gt;" in text
    assert "<b>Found nothing</b>" in text
    assert "1 search, 1 found nothing" in text
    assert f"/desk/searches/{row.pk}/edit/" in text
    assert f"/desk/searches/{row.pk}/edit/" not in page_of(desk, "ron", path)


def test_someone_slower_sees_what_it_says_now(desk: Desk) -> None:
    row = logged(desk, desk.claim())
    services.edit_search(row, place="State archive", by=desk.cast.bea)
    given = SEARCH | {"version": 1, "place": "Library"}
    answer = desk.browser("ann").post(f"/desk/searches/{row.pk}/edit/", given)
    assert answer.status_code == 412
    assert "It says now: State archive" in answer.content.decode()


def test_taking_back_is_undone_with_one_press(desk: Desk) -> None:
    row = logged(desk, desk.claim())
    browser = desk.browser("ann")
    page = browser.post(f"/desk/searches/{row.pk}/withdraw/", follow=True).content.decode()
    assert f"/desk/searches/{row.pk}/restore/" in page
    assert f'id="search-{row.pk}"' not in page
    page = browser.post(f"/desk/searches/{row.pk}/restore/", follow=True).content.decode()
    assert f'id="search-{row.pk}"' in page


@pytest.mark.parametrize("name", ["sam", "ron", "olga"])
@pytest.mark.parametrize("verb", ["edit", "withdraw", "restore"])
def test_who_may_not_change_it(desk: Desk, name: str, verb: str) -> None:
    row = logged(desk, desk.claim())
    answer = desk.browser(name).post(f"/desk/searches/{row.pk}/{verb}/", SEARCH)
    assert answer.status_code == (404 if name == "olga" else 403)


def test_readers_are_told_of_what_went_out_and_of_nobody_who_works_here(desk: Desk) -> None:
    claim = desk.claim()
    logged(desk, claim, sought="What is told", goes_out=True)
    logged(desk, claim, sought="What is kept")
    decide(claim, desk.scene)
    for name in ("nobody", "ann"):
        text = page_of(desk, name, f"/claims/{claim.pk}/")
        assert "What is told" in text
        assert "What is kept" not in text
        assert "/desk/searches/" not in text
    assert "by Ann" not in page_of(desk, "nobody", f"/claims/{claim.pk}/")


def test_a_public_page_without_any_has_no_such_section(desk: Desk) -> None:
    claim = desk.claim()
    decide(claim, desk.scene)
    assert 'id="groundwork"' not in page_of(desk, "nobody", f"/claims/{claim.pk}/")


def test_the_number_of_queries_does_not_grow(desk: Desk) -> None:
    claim = desk.claim()
    logged(desk, claim, goes_out=True)
    decide(claim, desk.scene)
    pages = [("ann", f"/desk/claims/{claim.pk}/"), ("nobody", f"/claims/{claim.pk}/")]
    for name, path in pages:
        queries(desk, name, path)
    few = [queries(desk, name, path) for name, path in pages]
    for number in range(3):
        logged(desk, claim, sought=f"More {number}")
        asked(desk, claim)
        services.declare_gap(claim, sought=f"More {number}", by=desk.cast.ann)
    assert [queries(desk, name, path) for name, path in pages] == few


REPLY: dict[str, Any] = {
    "party": "The port",
    "question": "Was it closed?",
    "asked_on": "2024-05-06",
    "answer_by": "2024-05-10",
    "goes_out": "on",
}


def asked(desk: Desk, claim: Any, **given: Any) -> Any:
    days: dict[str, Any] = {"asked_on": DAY, "answer_by": DAY, "goes_out": True}
    return services.ask_for_reply(claim, by=desk.cast.ann, **(REPLY | days | given))


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize(
    ("noun", "model", "given"),
    [("gaps", Gap, {"sought": "The log", "goes_out": "on"}), ("replies", Reply, REPLY)],
)
def test_who_may_add_a_gap_or_a_question(
    desk: Desk, name: str, noun: str, model: Any, given: dict[str, str]
) -> None:
    claim = desk.claim()
    answer = desk.browser(name).post(f"/desk/claims/{claim.pk}/{noun}/add/", given)
    assert answer.status_code == {"olga": 404, "sam": 403, "sue": 403, "ron": 403}.get(name, 302)
    assert model.objects.exists() == (name in MAY_ADD)


def test_a_search_without_a_find_fills_in_a_gap(desk: Desk) -> None:
    claim = desk.claim()
    logged(desk, claim, sought="Minutes & notes")
    link = (
        f"/desk/claims/{claim.pk}/gaps/add/?sought=Minutes%20%26%20notes&amp;place=Town%20archive"
    )
    assert link in page_of(desk, "ann", f"/desk/claims/{claim.pk}/")
    assert 'value="Minutes &amp; notes"' in page_of(desk, "ann", link.replace("&amp;", "&"))


def test_an_answer_before_the_question_is_refused_beside_its_field(desk: Desk) -> None:
    claim, browser = desk.claim(), desk.browser("ann")
    early = REPLY | {"answer_by": "2024-05-01"}
    refused = browser.post(f"/desk/claims/{claim.pk}/replies/add/", early)
    assert "before the day they were asked" in str(refused.context["form"].errors["answer_by"])
    row = asked(desk, claim)
    given = {"answered_on": "2024-05-01", "answer": "No.", "version": 1}
    refused = browser.post(f"/desk/replies/{row.pk}/answer/", given)
    assert "before the day they were asked" in str(refused.context["form"].errors["answered_on"])


def test_an_answer_is_kept_and_a_second_one_refused(desk: Desk) -> None:
    row, browser = asked(desk, desk.claim()), desk.browser("ann")
    given = {"answered_on": "2024-05-07", "answer": "<i>No.</i>"}
    assert browser.post(f"/desk/replies/{row.pk}/answer/", given).status_code == 302
    text = page_of(desk, "ann", f"/desk/claims/{row.claim_id}/")
    assert "&lt;i&gt;No.&lt;/i&gt;" in text
    assert f"/desk/replies/{row.pk}/answer/" not in text
    assert browser.post(f"/desk/replies/{row.pk}/answer/", given).status_code == 409


@pytest.mark.parametrize("name", ["sam", "ron", "olga"])
def test_who_may_not_keep_an_answer(desk: Desk, name: str) -> None:
    row = asked(desk, desk.claim())
    given = {"answered_on": "2024-05-07", "answer": "No."}
    answer = desk.browser(name).post(f"/desk/replies/{row.pk}/answer/", given)
    assert answer.status_code == (404 if name == "olga" else 403)


def test_replies_stand_beside_the_verdict_and_gaps_below(desk: Desk) -> None:
    claim = desk.claim()
    row = asked(desk, claim)
    asked(desk, claim, party="Kept party", goes_out=False)
    services.declare_gap(claim, sought="The harbour log", by=desk.cast.ann)
    decide(claim, desk.scene)
    text = page_of(desk, "nobody", f"/claims/{claim.pk}/")
    card, rest = text.split('id="chain"')
    assert f'<a href="#reply-{row.pk}">The port</a>: no answer by 6 May 2024' in card
    assert "The harbour log" in rest
    assert "Kept party" not in text
