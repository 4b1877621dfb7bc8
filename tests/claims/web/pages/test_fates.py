"""What is said on the pages of a claim, and in the reader, of words that changed since."""

import pytest

from claims.records.services import Hop, add_appearance, replace_chain
from claims.reviews import services
from claims.reviews.models import Recheck
from provenance.accounts.roles import Visibility
from tests.claims.changing import changed, doubt
from tests.claims.scene import span
from tests.claims.web.scenes import Desk, queries

pytestmark = pytest.mark.django_db

REWORDED = ("We closed it on 3 May", "We closed it on 4 May")
SINCE = "A source has changed since"
OUT_OF_DATE = "The verdict may be out of date"


def shown(desk: Desk, name: str, path: str) -> str:
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_working_page_says_what_became_of_the_words(desk: Desk) -> None:
    claim = desk.claim()
    desk.evidence(claim)
    assert SINCE not in shown(desk, "ann", f"/desk/claims/{claim.pk}/")
    changed(desk.scene.snapshot, REWORDED)
    page = shown(desk, "ann", f"/desk/claims/{claim.pk}/")
    assert SINCE in page
    assert '<ins><span class="unheard">[new: </span>4 <span' in page
    assert "still there, unchanged" in page
    assert f"/desk/rechecks/?claim={claim.pk}" in page


def test_a_cue_that_changed_is_told(desk: Desk) -> None:
    claim = desk.claim()
    replace_chain(
        claim.appearances.get(),
        [Hop(speaker="Mira Tal", cue=span("Mira Tal told the Harbour Post"))],
        by=desk.cast.ann,
    )
    changed(desk.scene.snapshot, ("Mira Tal told", "A spokesman told"))
    assert "Who said it has changed since" in shown(desk, "ann", f"/desk/claims/{claim.pk}/")


def test_a_verdict_whose_source_changed_raises_the_alarm_until_answered(desk: Desk) -> None:
    claim = desk.claim()
    desk.published(claim)
    changed(desk.scene.snapshot, REWORDED)
    path = f"/desk/claims/{claim.pk}/"
    assert OUT_OF_DATE in shown(desk, "eve", path)
    services.hold(Recheck.objects.get(), reason="It holds.", by=desk.cast.ann)
    page = shown(desk, "eve", path)
    assert OUT_OF_DATE not in page
    assert SINCE in page
    assert "answered for" in page


def test_the_public_page_says_which_source_changed_and_how(desk: Desk) -> None:
    claim = desk.claim()
    desk.published(claim)
    article = desk.scene.snapshot.article
    article.visibility = Visibility.PUBLIC
    article.save()
    now = changed(desk.scene.snapshot, REWORDED)
    page = shown(desk, "nobody", f"/claims/{claim.pk}/")
    assert SINCE in page
    assert "1 June 2024: the words are reworded" in page
    assert f"/snapshots/{now.pk}/changes/?from=1" in page
    assert "[new: </span>4 " in page
    assert "/desk/rechecks/" not in page
    assert "answered for" not in page


@pytest.mark.parametrize(("code", "told"), [("cookie_wall", False), ("few_words", True)])
def test_of_a_doubtful_capture_nothing_is_said_in_public(desk: Desk, code: str, told: bool) -> None:
    claim = desk.claim()
    desk.published(claim)
    doubt(changed(desk.scene.snapshot, text="Nothing of it."), code)
    page = shown(desk, "nobody", f"/claims/{claim.pk}/")
    assert OUT_OF_DATE not in page
    assert SINCE not in page
    assert "The source has changed" not in page
    assert (OUT_OF_DATE in shown(desk, "eve", f"/desk/claims/{claim.pk}/")) == told


def test_the_words_of_a_text_that_is_not_public_stay_inside(desk: Desk) -> None:
    claim = desk.claim()
    desk.published(claim)
    changed(desk.scene.snapshot, ("We closed it on 3 May", "We closed it on 4 May, secretly"))
    page = shown(desk, "nobody", f"/claims/{claim.pk}/")
    assert "the words are reworded" in page
    assert "secretly" not in page
    assert "/changes/" not in page


def test_what_someone_keeps_to_themselves_is_not_told_in_public(desk: Desk) -> None:
    claim = desk.claim()
    desk.evidence(claim)
    desk.published(claim)
    article = desk.scene.snapshot.article
    article.visibility, article.created_by = Visibility.ME, desk.cast.ann
    article.save()
    changed(desk.scene.snapshot, REWORDED, ("Forty boats had to leave", "Boats left"))
    page = shown(desk, "nobody", f"/claims/{claim.pk}/")
    assert SINCE not in page
    assert "reworded" not in page


def test_words_that_are_gone_are_struck_through(desk: Desk) -> None:
    claim = desk.claim()
    changed(desk.scene.snapshot, ("“We closed it on 3 May,” Mira Tal told the Harbour Post. ", ""))
    page = shown(desk, "ann", f"/desk/claims/{claim.pk}/")
    assert "these words are gone" in page
    assert "[gone: </span>We closed it on 3 May" in page


def test_the_reader_of_an_older_version_says_what_became_of_each_mark(desk: Desk) -> None:
    desk.claim()
    older = desk.scene.snapshot
    newest = changed(older, REWORDED)
    assert "these words are reworded" in shown(desk, "ann", f"/snapshots/{older.pk}/")
    assert "these words are reworded" not in shown(desk, "ann", f"/snapshots/{newest.pk}/")


def test_the_reader_of_a_newer_version_carries_marks_to_where_their_words_are(desk: Desk) -> None:
    claim = desk.claim()
    desk.evidence(claim)
    older = desk.scene.snapshot
    newest = changed(older, REWORDED, ("A port official", "It rained. A port official"))
    page = shown(desk, "ann", f"/snapshots/{newest.pk}/")
    for words in ("We closed it on 4 May", "Forty boats had to leave"):
        assert f">{words}</mark>" in page
    passage = claim.appearances.get().passage_id
    assert f'href="/snapshots/{older.pk}/#note-{passage}">version 1</a>' in page
    assert "here the words are reworded" in page
    assert "here the words are still there, in another place" in page


def test_reworded_words_wear_no_verdict(desk: Desk) -> None:
    desk.published(desk.claim())
    newest = changed(desk.scene.snapshot, REWORDED)
    page = shown(desk, "ann", f"/snapshots/{newest.pk}/")
    mark = page[: page.index(">We closed it on 4 May</mark>")].rpartition("<mark")[2]
    assert "note" in mark
    assert "false" not in mark
    older = shown(desk, "ann", f"/snapshots/{desk.scene.snapshot.pk}/")
    assert "l1-false" in older


def test_a_claim_recorded_anew_on_the_same_words_is_shown_once(desk: Desk) -> None:
    claim = desk.claim()
    newest = changed(desk.scene.snapshot, ("Nobody was hurt.", "Two were hurt."))
    place = (newest, *span("We closed it on 3 May", newest.text))
    add_appearance(claim, place, by=desk.cast.ann)
    page = shown(desk, "ann", f"/snapshots/{newest.pk}/")
    assert page.count('<section class="on-claim">') == 1
    assert "Recorded on" not in page


def test_marks_that_one_may_not_see_are_not_carried(desk: Desk) -> None:
    claim = desk.claim("sam")
    newest = changed(desk.scene.snapshot, ("Nobody was hurt.", "Two were hurt."))
    assert claim.visibility == "me"
    assert "Recorded on" in shown(desk, "sam", f"/snapshots/{newest.pk}/")
    assert "Recorded on" not in shown(desk, "ann", f"/snapshots/{newest.pk}/")


def test_it_costs_one_question_and_none_where_nothing_is_newer(desk: Desk) -> None:
    claim = desk.claim()
    desk.evidence(claim)
    path = f"/desk/claims/{claim.pk}/"
    before = queries(desk, "ann", path)
    changed(desk.scene.snapshot, REWORDED, ("Forty boats had to leave", "Boats left"))
    assert queries(desk, "ann", path) == before + 1
