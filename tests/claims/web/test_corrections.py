"""The corrections desk: what we ask of others, and what readers report of ours."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.requests import services
from claims.requests.models import CorrectionRequest, ErrorReport
from provenance.sources.models import Revision
from tests.claims.changing import REWORDED, changed
from tests.claims.scene import decide, decide_again
from tests.claims.web.letters import reported
from tests.claims.web.scenes import EVERYONE, Desk, queries

CHECK, PUBLISH = {"ann", "bea", "eve", "tom", "max"}, {"eve", "max"}
ASKED, DUE = date(2024, 5, 20), date(2024, 6, 20)
GIVEN = {
    "party": "Harbour Post",
    "asked": "The pier was open. Please say so.",
    "sent_on": "2024-05-20",
    "answer_by": "2024-06-20",
}


def published(desk: Desk) -> Any:
    claim = desk.claim()
    desk.published(claim)
    claim.refresh_from_db()
    return claim


def ask(desk: Desk, claim: Any, **given: Any) -> CorrectionRequest:
    usual: dict[str, Any] = {
        "article": desk.scene.snapshot.article,
        "asked": GIVEN["asked"],
        "sent_on": ASKED,
        "answer_by": DUE,
    }
    return services.ask_for_correction(claim, **(usual | given), by=desk.cast.eve)


def page_of(desk: Desk, name: str, path: str) -> str:
    whole = desk.browser(name).get(path).content.decode()
    return str(whole[whole.index("<main") : whole.index("</main>")])


@pytest.mark.parametrize("name", EVERYONE)
def test_who_notes_that_a_correction_was_asked_for(desk: Desk, name: str) -> None:
    claim = published(desk)
    answer = desk.browser(name).post(f"/desk/claims/{claim.pk}/corrections/add/", GIVEN)
    expected = {"olga": 404, "sam": 403, "sue": 403, "ron": 403}.get(name, 302)
    assert answer.status_code == expected
    assert CorrectionRequest.objects.exists() == (name in CHECK)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"asked": " "}, "asked"),
        ({"party": ""}, "party"),
        ({"sent_on": "soon"}, "sent_on"),
        ({"answer_by": "2024-05-01"}, "answer_by"),
        ({"article": "999999"}, "article"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    desk: Desk, more: dict[str, str], field: str
) -> None:
    claim = published(desk)
    path = f"/desk/claims/{claim.pk}/corrections/add/"
    answer = desk.browser("ann").post(path, GIVEN | more)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors


def test_only_editors_are_asked_whether_readers_are_told(desk: Desk) -> None:
    claim = published(desk)
    path = f"/desk/claims/{claim.pk}/corrections/add/"
    assert "Tell readers of it" not in page_of(desk, "ann", path)
    assert "Tell readers of it" in page_of(desk, "eve", path)
    desk.browser("ann").post(path, GIVEN | {"is_told": "on"})
    assert not CorrectionRequest.objects.get().is_told


def test_readers_are_told_of_what_is_told(desk: Desk) -> None:
    claim = published(desk)
    ask(desk, claim, is_told=True, asked="<b>Correct it</b>")
    ask(desk, claim, party="Radio Arn", article=None)
    page = page_of(desk, "nobody", f"/claims/{claim.pk}/")
    assert "&lt;b&gt;Correct it&lt;/b&gt;" in page
    assert "Radio Arn" not in page
    assert "Radio Arn" in page_of(desk, "ron", f"/desk/claims/{claim.pk}/")


def test_the_outlet_counts_what_was_asked_of_it_for_those_who_may_see_it(desk: Desk) -> None:
    claim, outlet = published(desk), desk.scene.snapshot.article.outlet
    assert outlet is not None
    path = f"/outlets/{outlet.pk}/"
    outlet.visibility = "public"
    outlet.save()
    assert "Corrections asked for" not in page_of(desk, "nobody", path)
    told, kept = ask(desk, claim, is_told=True), ask(desk, claim)
    services.settle_correction_request(told, "refused", answer="No.", by=desk.cast.eve)
    assert "1 asked, 1 refused." in page_of(desk, "nobody", path)
    assert "2 asked, 1 refused, 1 without an answer by the date." in page_of(desk, "ann", path)
    services.withdraw_correction_request(kept, by=desk.cast.ann)
    assert "1 asked, 1 refused." in page_of(desk, "ann", path)


def test_a_silent_correction_is_chosen_from_the_versions_and_leads_to_them(desk: Desk) -> None:
    claim = published(desk)
    row = ask(desk, claim, is_told=True)
    path = f"/desk/corrections/{row.pk}/outcome/"
    assert "silently" not in page_of(desk, "eve", path)
    newer = changed(desk.scene.snapshot, REWORDED)
    revision = Revision.objects.get(after=newer)
    Revision.objects.filter(pk=revision.pk).update(kind="silent")
    assert "version 1 to 2, seen on 1 June 2024: changed silently" in page_of(desk, "eve", path)
    answer = desk.browser("eve").post(path, {"outcome": "silent"})
    assert answer.status_code == 400
    given = {"outcome": "silent", "revision": revision.pk}
    assert desk.browser("eve").post(path, given).status_code == 302
    page = page_of(desk, "ann", f"/desk/claims/{claim.pk}/")
    assert "Corrected silently, seen on 1 June 2024" in page
    assert f"/snapshots/{newer.pk}/changes/" in page
    # The text is not public, so the versions are told and not shown.
    public = page_of(desk, "nobody", f"/claims/{claim.pk}/")
    assert "Corrected silently, seen on 1 June 2024" in public
    assert f"/snapshots/{newer.pk}/changes/" not in public


def test_taking_back_is_undone_with_one_press(desk: Desk) -> None:
    claim = published(desk)
    row, browser = ask(desk, claim), desk.browser("ann")
    page = browser.post(f"/desk/corrections/{row.pk}/withdraw/", follow=True).content.decode()
    assert f"/desk/corrections/{row.pk}/restore/" in page
    assert f'id="correction-{row.pk}"' not in page
    page = browser.post(f"/desk/corrections/{row.pk}/restore/", follow=True).content.decode()
    assert f'id="correction-{row.pk}"' in page


@pytest.mark.parametrize("name", ["sam", "ron", "olga"])
@pytest.mark.parametrize("verb", ["edit", "outcome", "reopen", "withdraw", "restore"])
def test_who_may_not_change_it(desk: Desk, name: str, verb: str) -> None:
    row = ask(desk, published(desk))
    given = GIVEN | {"outcome": "refused", "answer": "No."}
    answer = desk.browser(name).post(f"/desk/corrections/{row.pk}/{verb}/", given)
    assert answer.status_code == (404 if name == "olga" else 403)


def test_someone_slower_sees_what_it_says_now(desk: Desk) -> None:
    row = ask(desk, published(desk), article=None, party="The port")
    services.edit_correction_request(row, asked="At once, please.", by=desk.cast.bea)
    answer = desk.browser("ann").post(f"/desk/corrections/{row.pk}/edit/", GIVEN | {"version": 1})
    assert answer.status_code == 412
    assert "It says now: At once, please." in answer.content.decode()


@pytest.mark.parametrize("show", ["waiting", "overdue", "settled", "all", "nonsense"])
def test_the_desk_shows_each_tab(desk: Desk, show: str) -> None:
    path = f"/desk/corrections/?show={show}"
    assert desk.browser("ron").get(path).status_code == 200
    claim = published(desk)
    soon = timezone.localdate() + timedelta(days=3)
    ask(desk, claim, article=None, party="In time", answer_by=soon)
    ask(desk, claim, article=None, party="Late")
    late = ask(desk, claim, article=None, party="Refused")
    services.settle_correction_request(late, "refused", answer="No.", by=desk.cast.ann)
    page = page_of(desk, "ron", path)
    shown = {name for name in ("In time", "Late", "Refused") if f">{name}<" in page}
    assert shown == {
        "overdue": {"Late"},
        "settled": {"Refused"},
        "all": {"In time", "Late", "Refused"},
    }.get(show, {"In time", "Late"})


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_and_answers_reports(desk: Desk, name: str) -> None:
    row = reported(published(desk), contact="reader@example.org").row
    browser = desk.browser(name)
    path = f"/desk/reports/{row.pk}/"
    hidden = 302 if name == "nobody" else 404
    assert browser.get(path).status_code == (200 if name in CHECK else hidden)
    listed = browser.get("/desk/reports/", follow=True).content.decode()
    assert (row.text in listed) == (name in CHECK)
    answer = browser.post(f"{path}answer/", {"answer": "The log is of May.", "is_told": "on"})
    assert answer.status_code == (302 if name in PUBLISH else 403 if name in CHECK else hidden)
    row.refresh_from_db()
    assert row.is_told == (name in PUBLISH)


def test_a_correction_waits_for_the_new_verdict(desk: Desk) -> None:
    claim = desk.claim()
    decide(claim, desk.scene)
    row, browser = reported(claim).row, desk.browser("eve")
    path = f"/desk/reports/{row.pk}/"
    answer = browser.post(f"{path}correct/", {"answer": "Thank you."})
    assert answer.status_code == 409
    assert "The new verdict corrects it" not in page_of(desk, "eve", path)
    decide_again(claim, desk.scene)
    assert "The new verdict corrects it" in page_of(desk, "eve", path)
    assert browser.post(f"{path}correct/", {"answer": "Thank you."}).status_code == 302
    assert ErrorReport.objects.get().state == "corrected"
    assert "Corrected with version 2" in page_of(desk, "ann", path)


def test_spam_is_put_aside_and_brought_back(desk: Desk) -> None:
    row = reported(published(desk), contact="reader@example.org").row
    browser = desk.browser("eve")
    page = browser.post(f"/desk/reports/{row.pk}/spam/", follow=True).content.decode()
    assert f"/desk/reports/{row.pk}/reopen/" in page
    browser.post(f"/desk/reports/{row.pk}/reopen/")
    browser.post(f"/desk/reports/{row.pk}/erase/")
    row.refresh_from_db()
    assert (row.state, row.contact) == ("waiting", "")


def test_the_number_of_queries_does_not_grow(desk: Desk) -> None:
    claim, outlet = published(desk), desk.scene.snapshot.article.outlet
    ask(desk, claim, is_told=True)
    reported(claim)
    assert outlet is not None
    pages = [
        ("ann", "/desk/corrections/"),
        ("ann", "/desk/reports/"),
        ("ann", f"/desk/claims/{claim.pk}/"),
        ("ann", f"/outlets/{outlet.pk}/"),
        ("nobody", f"/claims/{claim.pk}/"),
    ]
    for name, path in pages:
        queries(desk, name, path)
    few = [queries(desk, name, path) for name, path in pages]
    for _ in range(3):
        ask(desk, claim, is_told=True)
        reported(claim)
    assert [queries(desk, name, path) for name, path in pages] == few
