"""The re-review queue: its page, its forms and its place on the desk."""

from typing import Any

import pytest

from claims.evidence.models import Evidence
from claims.records.models import Claim
from claims.reviews import services
from claims.reviews.models import Check, Recheck
from tests.claims.changing import changed
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

pytestmark = pytest.mark.django_db

QUEUE = "/desk/rechecks/"
REWORDED = ("We closed it on 3 May", "We closed it on 4 May")


@pytest.fixture
def recheck(desk: Desk) -> Recheck:
    desk.claim()
    changed(desk.scene.snapshot, REWORDED)
    return Recheck.objects.get()


def page(desk: Desk, name: str = "ann", query: str = "") -> str:
    answer = desk.browser(name).get(f"{QUEUE}{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def press(desk: Desk, row: Recheck, step: str, name: str = "ann", **given: Any) -> Any:
    given = {"version": row.version} | given
    return desk.browser(name).post(f"{QUEUE}{row.pk}/{step}/", given)


def test_an_empty_queue_says_so(desk: Desk) -> None:
    assert "Nothing waits here" in page(desk)


def test_the_difference_can_be_read_and_heard(desk: Desk, recheck: Recheck) -> None:
    shown = page(desk)
    assert "The pier closed on 3 May." in shown
    assert '<del><span class="unheard">[gone: </span>3 <span' in shown
    assert '<ins><span class="unheard">[new: </span>4 <span' in shown
    assert "1 question waiting" in shown
    assert "reworded" in shown


def test_it_is_narrowed_to_a_claim_and_to_what_was_answered(desk: Desk, recheck: Recheck) -> None:
    assert recheck.claim.statement in page(desk, query=f"?claim={recheck.claim_id}")
    assert "Nothing like that" in page(desk, query="?claim=0&status=gone")
    services.hold(recheck, reason="A slip of the pen.", by=desk.cast.bea)
    assert "A slip of the pen." in page(desk, query="?state=answered")
    assert "Nothing waits here" in page(desk)


def test_it_holds(desk: Desk, recheck: Recheck) -> None:
    answer = press(desk, recheck, "hold", reason="A slip of the pen.")
    assert answer.status_code == 302
    assert Recheck.objects.get().state == "holds"


def test_a_missing_reason_comes_back_with_the_words(desk: Desk, recheck: Recheck) -> None:
    answer = press(desk, recheck, "hold", reason="")
    assert answer.status_code == 400
    assert "Say why it still holds." in answer.content.decode()


def test_the_new_words_are_taken(desk: Desk, recheck: Recheck) -> None:
    assert press(desk, recheck, "move").status_code == 302
    assert recheck.claim.appearances.get().passage.quote == REWORDED[1]


def test_one_of_several_places_is_chosen(desk: Desk) -> None:
    claim = desk.claim()
    twice = "“We closed it on 3 May.”\n\nRain.\n\n“We closed it on 3 May.”"
    changed(desk.scene.snapshot, text=twice)
    row = Recheck.objects.get()
    assert row.following.status == "ambiguous"
    form = desk.browser("ann").get(f"{QUEUE}{row.pk}/move/").content.decode()
    start, end = (row.following.candidates[1][name] for name in ("start", "end"))
    assert f'value="{start}-{end}"' in form
    assert press(desk, row, "move").status_code == 400
    assert press(desk, row, "move", place="0-5000").status_code == 400
    assert press(desk, row, "move", place=f"{start}-{end}").status_code == 302
    assert claim.appearances.get().passage.start == start


def test_whoever_comes_second_is_told(desk: Desk, recheck: Recheck) -> None:
    services.hold(recheck, reason="It holds.", by=desk.cast.bea)
    answer = press(desk, recheck, "hold", reason="It doesn't.")
    assert answer.status_code == 409
    assert "Bea" in answer.content.decode()


def test_an_editor_reopens_the_review(desk: Desk) -> None:
    desk.published(desk.claim())
    changed(desk.scene.snapshot, REWORDED)
    row = Recheck.objects.get()
    assert "Look at the verdict again" in page(desk, "eve")
    assert "Look at the verdict again" not in page(desk, "ann")
    assert press(desk, row, "reopen", "eve", reason="Another day.").status_code == 302
    assert Check.objects.open().get().state == "re_review"


def test_the_alarm_tells_of_a_verdict_that_came_out_after_the_question(
    desk: Desk, recheck: Recheck
) -> None:
    assert "A verdict is out" not in page(desk, "eve")
    desk.published(recheck.claim)
    shown = page(desk, "eve")
    assert "A verdict is out" in shown
    assert '<span class="verdict false">False</span>' in shown
    assert "Look at the verdict again" in shown


def test_evidence_of_a_verdict_that_is_out_offers_no_other_words(desk: Desk) -> None:
    claim = desk.claim()
    desk.evidence(claim)
    desk.published(claim)
    changed(desk.scene.snapshot, ("Forty boats had to leave", "Fifty boats had to leave"))
    shown = page(desk, "eve")
    assert "Take the new words" not in shown
    assert "A verdict is out" in shown
    assert Evidence.objects.get().passage


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_the_queue(desk: Desk, recheck: Recheck, name: str) -> None:
    answer = desk.browser(name).get(QUEUE)
    if name == "nobody":
        assert answer.status_code == 302
        return
    assert (recheck.claim.statement in answer.content.decode()) == (name in DESK)


@pytest.mark.parametrize("name", EVERYONE)
def test_who_is_offered_an_answer(desk: Desk, recheck: Recheck, name: str) -> None:
    status = {"olga": 404, "nobody": 302}.get(name)
    answers = name in {"ann", "bea", "eve", "tom", "max"}
    posted = press(desk, recheck, "hold", name, reason="It holds.")
    assert posted.status_code == (status or (302 if answers else 403))
    if name in DESK:
        changed(desk.scene.snapshot, ("We closed it on 3 May", "We closed it on 9 May"))
        assert ("It still holds" in page(desk, name)) == answers


def test_a_private_text_betrays_nothing(desk: Desk, recheck: Recheck) -> None:
    article = desk.scene.snapshot.article
    article.visibility, article.created_by = "me", desk.cast.bea
    article.save()
    assert recheck.claim.statement not in page(desk, "ann")
    assert recheck.claim.statement in page(desk, "bea")


def test_the_desk_leads_to_it(desk: Desk, recheck: Recheck) -> None:
    shown = desk.browser("ann").get("/desk/").content.decode()
    assert "Sources that changed" in shown
    assert f"{QUEUE}?claim={recheck.claim_id}#recheck-{recheck.pk}" in shown
    assert "Sources that changed" not in desk.browser("ron").get("/desk/").content.decode()


def test_a_long_queue_takes_as_many_queries(desk: Desk, recheck: Recheck) -> None:
    few = queries(desk, "ann", QUEUE), queries(desk, "ann", "/desk/")
    for number in range(6):
        desk.published(Claim.objects.get(pk=desk.claim("ann", f"Claim {number}.").pk))
    services.raise_rechecks([desk.scene.snapshot.article_id], by=None)
    assert Recheck.objects.waiting().count() == 7
    assert queries(desk, "ann", QUEUE) == few[0]
    assert queries(desk, "ann", "/desk/") <= few[1] + 1


def test_what_is_asked_about_one_claim_stands_under_it(desk: Desk) -> None:
    first, second = desk.claim(), desk.claim(statement="The pier closed in May.")
    desk.evidence(first)
    gone = "Forty boats had to leave, according to the port."
    changed(desk.scene.snapshot, REWORDED, (gone, ""))
    asked = desk.browser("ann").get(QUEUE).context["page"].claims
    told = [(one.first.recheck.claim, len(one.questions), one.more) for one in asked]
    assert told == [(first, 2, "2 questions"), (second, 1, "")]
    shown = page(desk)
    assert shown.count(first.statement) == 1 + shown.count(f"open again: {first.statement}")
    assert shown.count(f">{first.statement}</a>") == 1
    assert shown.count('class="question"') == 3


def test_under_a_verdict_that_is_out_all_of_a_claim_comes_first(desk: Desk) -> None:
    desk.claim(statement="The pier closed in May.")
    urgent = desk.claim()
    desk.evidence(urgent)
    desk.published(urgent)
    changed(desk.scene.snapshot, REWORDED, ("Forty boats had to leave", "Fifty boats had to leave"))
    asked = desk.browser("eve").get(QUEUE).context["page"].claims
    assert (asked[0].first.recheck.claim, len(asked[0].questions)) == (urgent, 2)
    assert page(desk, "eve").count("A verdict is out") == 1


def test_the_desk_names_each_claim_once(desk: Desk) -> None:
    claim = desk.claim()
    desk.evidence(claim)
    changed(desk.scene.snapshot, REWORDED, ("Forty boats had to leave", "Fifty boats had to leave"))
    (row,) = desk.browser("ann").get("/desk/").context["page"].changed
    assert row.what == claim.statement
    assert row.more.endswith("the words are reworded, and 1 more question")
