"""Readers without an account: they ask, report, and see what came of it, and nothing else."""

import re
from typing import Any

import pytest
from django.test import Client

from claims.requests import services
from claims.requests.models import ErrorReport, ReaderRequest
from tests.claims.requests.letters import HERE, TEXT
from tests.claims.scene import decide_again
from tests.claims.web.letters import ask, asked, decline, open_box, reported, sent
from tests.claims.web.scenes import EVERYONE, Desk, queries

HTML = '<script>alert(1)</script><b>Is the pier</b> closed & "locked"?'


def text_of(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status
    whole = answer.content.decode()
    return str(whole[whole.index("<main") : whole.index("</main>")])


def test_a_shut_letterbox_names_nobody(desk: Desk) -> None:
    browser = desk.browser("nobody")
    assert "Eastbank Desk" not in text_of(browser, "/ask/")
    for path in ("/ask/desk/", "/ask/desk/declined/", "/ask/elsewhere/"):
        text_of(browser, path, 404)
    assert ask(browser).status_code == 404
    open_box(desk.scene)
    assert "Eastbank Desk" in text_of(browser, "/ask/")
    assert "Westhill Times" not in text_of(browser, "/ask/")


@pytest.mark.parametrize("name", EVERYONE)
def test_everyone_may_ask_and_gets_an_address_of_their_own(desk: Desk, name: str) -> None:
    open_box(desk.scene)
    browser = desk.browser(name)
    answer = ask(browser, contact="reader@example.org")
    assert answer.status_code == 302
    assert re.fullmatch(r"/sent/[\w-]{32}/", answer.url)
    page = text_of(desk.browser("nobody"), answer.url)
    assert "It waits for someone to look at it." in page
    assert TEXT in page
    assert "reader@example.org" not in page
    row = ReaderRequest.objects.get()
    assert (row.created_by, row.contact) == (None, "reader@example.org")


def test_what_a_reader_writes_is_text_wherever_it_stands(desk: Desk) -> None:
    open_box(desk.scene)
    claim = desk.claim()
    desk.published(claim)
    got = sent(desk.scene, HTML, seen_where=HTML)
    filed = reported(claim, HTML, source=HTML)
    row = ReaderRequest.objects.get()
    stranger, ann = desk.browser("nobody"), desk.browser("ann")
    for browser, path in [
        (stranger, f"/sent/{got.secret}/"),
        (stranger, f"/sent/{filed.secret}/"),
        (ann, "/desk/requests/"),
        (ann, f"/desk/requests/{row.pk}/"),
        (ann, f"/desk/requests/{row.pk}/accept/"),
        (ann, "/desk/reports/"),
        (ann, f"/desk/reports/{filed.row.pk}/"),
    ]:
        page = text_of(browser, path)
        assert "&lt;script&gt;alert(1)" in page, path
        assert "<script>alert" not in page, path


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": " "}),
        ("text", {"text": "Water?"}),
        ("seen_at", {"seen_at": "", "seen_where": ""}),
        ("seen_at", {"seen_at": "javascript:alert(1)"}),
        ("contact", {"contact": "nobody at home"}),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(
    desk: Desk, field: str, given: dict[str, str]
) -> None:
    open_box(desk.scene)
    answer = ask(desk.browser("nobody"), **given)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert given.get("contact", "A leaflet" if "seen_where" not in given else "") in str(
        answer.content.decode()
    )
    assert not ReaderRequest.objects.exists()


def test_a_form_needs_its_token(desk: Desk) -> None:
    open_box(desk.scene)
    assert ask(Client(enforce_csrf_checks=True)).status_code == 403
    assert not ReaderRequest.objects.exists()


def test_a_program_that_fills_in_everything_is_told_the_same_and_kept_apart(desk: Desk) -> None:
    open_box(desk.scene)
    answer = ask(desk.browser("nobody"), homepage="https://buy.example/")
    assert answer.status_code == 302
    assert ReaderRequest.objects.get().state == "spam"


def test_one_sender_is_slowed_down_and_keeps_what_was_typed(desk: Desk) -> None:
    open_box(desk.scene)
    browser = desk.browser("nobody")
    for number in range(5):
        assert ask(browser, network=HERE, text=f"Is it {number} degrees?").status_code == 302
    answer = ask(browser, network=HERE)
    assert answer.status_code == 429
    assert "Come back in an hour." in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert ReaderRequest.objects.count() == 5


def test_a_sender_behind_our_own_proxy_is_told_apart_by_what_the_proxy_says(
    desk: Desk, settings: Any
) -> None:
    open_box(desk.scene)
    settings.PROXIES = 1
    for forwarded in ("198.51.100.1, 192.0.2.1", "198.51.100.2, 192.0.2.1"):
        desk.browser("nobody").post(
            "/ask/desk/",
            {"text": TEXT, "seen_where": "Here"},
            headers={"X-Forwarded-For": forwarded},
        )
    assert len({row.sender for row in ReaderRequest.objects.all()}) == 1


def test_what_came_of_it_is_told_without_a_word_of_what_is_not_public(desk: Desk) -> None:
    open_box(desk.scene)
    got = sent(desk.scene)
    claim = desk.claim("ann", "The secret wording of the desk.")
    services.join_request(got.row, claim, by=desk.cast.ann)
    browser = desk.browser("nobody")
    page = text_of(browser, f"/sent/{got.secret}/")
    assert "We took it on." in page
    assert "secret wording" not in page
    assert f"/claims/{claim.pk}/" not in page
    assert "Ann" not in page
    desk.published(claim)
    assert f"/claims/{claim.pk}/" in text_of(browser, f"/sent/{got.secret}/")


def test_a_status_is_not_kept_by_caches_nor_found_by_guessing(desk: Desk) -> None:
    open_box(desk.scene)
    answer = desk.browser("nobody").get(f"/sent/{sent(desk.scene).secret}/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    text_of(desk.browser("nobody"), "/sent/guessed/", 404)
    assert desk.browser("nobody").post("/sent/guessed/erase/").status_code == 404


def test_an_address_is_erased_with_one_press(desk: Desk) -> None:
    open_box(desk.scene)
    got = sent(desk.scene, contact="reader@example.org")
    browser = desk.browser("nobody")
    assert "Erase it now" in text_of(browser, f"/sent/{got.secret}/")
    page = browser.post(f"/sent/{got.secret}/erase/", follow=True).content.decode()
    assert "No e-mail address of yours is kept." in page
    assert not ReaderRequest.objects.with_contact()


def test_what_was_declined_is_listed_without_the_readers_words(desk: Desk) -> None:
    open_box(desk.scene)
    got = sent(desk.scene, contact="reader@example.org")
    decline(desk, got.row)
    hidden = asked(desk.scene, "Did my neighbour Kim steal a boat?")
    decline(desk, hidden, is_listed=False, reason="A private matter.")
    page = text_of(desk.browser("nobody"), "/ask/desk/declined/")
    assert "Whether the pier is fine" in page
    assert "It is an opinion." in page
    for kept_back in (TEXT, "reader@example.org", "Kim", "private matter", "leaflet", "Eve"):
        assert kept_back not in page
    assert "It is an opinion." in text_of(desk.browser("nobody"), f"/sent/{got.secret}/")


def test_pages_for_everyone_may_be_kept_by_caches_and_forms_not(desk: Desk) -> None:
    open_box(desk.scene)
    claim = desk.claim()
    desk.published(claim)
    browser = desk.browser("nobody")
    for path in ("/ask/", "/ask/desk/declined/"):
        assert "public" in browser.get(path)["Cache-Control"]
    for path in ("/ask/desk/", f"/claims/{claim.pk}/report/"):
        assert "no-store" in browser.get(path)["Cache-Control"]


def test_an_error_is_reported_on_every_public_page_and_on_no_other(desk: Desk) -> None:
    claim, quiet = desk.claim(), desk.claim()
    desk.published(claim)
    browser, path = desk.browser("nobody"), f"/claims/{claim.pk}/report/"
    assert path in text_of(browser, f"/claims/{claim.pk}/")
    answer = ask(browser, path, text="The log begins in April.", source="The log")
    assert answer.status_code == 302
    row = ErrorReport.objects.get()
    assert (row.claim, row.text, row.source) == (claim, "The log begins in April.", "The log")
    for who in ("nobody", "ann"):
        text_of(desk.browser(who), f"/claims/{quiet.pk}/report/", 404)


def test_an_answer_stands_on_the_public_page_and_the_report_does_not(desk: Desk) -> None:
    claim = desk.claim()
    desk.published(claim)
    got = reported(claim, "Eve is wrong, says Kim.", contact="kim@example.org")
    path, browser = f"/claims/{claim.pk}/", desk.browser("nobody")
    before = browser.get(path)
    assert "Answers to readers" not in before.content.decode()
    services.answer_report(got.row, answer="The log is of May.", by=desk.cast.eve)
    page = text_of(browser, path)
    assert "The log is of May." in page
    for kept_back in ("Kim", "kim@example.org", "Eve"):
        assert kept_back not in page
    assert "The log is of May." in text_of(browser, f"/sent/{got.secret}/")


def test_a_corrected_error_names_the_version(desk: Desk) -> None:
    claim = desk.claim()
    desk.published(claim)
    got = reported(claim)
    decide_again(claim, desk.scene)
    services.correct_report(got.row, answer="Thank you.", by=desk.cast.eve)
    page = text_of(desk.browser("nobody"), f"/claims/{claim.pk}/")
    assert "Corrected with version 2 of the verdict." in page
    assert "You were heard" in text_of(desk.browser("nobody"), f"/sent/{got.secret}/")


def test_the_number_of_queries_does_not_grow(desk: Desk) -> None:
    open_box(desk.scene)
    claim = desk.claim()
    desk.published(claim)
    services.answer_report(reported(claim).row, answer="One.", by=desk.cast.eve)
    decline(desk, asked(desk.scene))
    paths = ("/ask/", "/ask/desk/declined/", f"/claims/{claim.pk}/")
    for path in paths:
        queries(desk, "nobody", path)
    few = [queries(desk, "nobody", path) for path in paths]
    for number in range(3):
        services.answer_report(reported(claim).row, answer="More.", by=desk.cast.eve)
        decline(desk, asked(desk.scene, f"Are there {number} boats in the harbour?"))
    assert [queries(desk, "nobody", path) for path in paths] == few
