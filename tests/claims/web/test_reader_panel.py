"""The panel: who gets it, what it refuses, evidence and notes, and taking back."""

import pytest

from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.records.models import Claim
from provenance.sources.models import Article
from tests.claims.web.picking import WORDS, address, claim_form, evidence_form, in_place
from tests.claims.web.scenes import Desk, queries


def test_what_was_recorded_can_be_taken_back(desk: Desk) -> None:
    browser = desk.browser("ann")
    in_place(browser, address(desk), claim_form())
    claim = Claim.objects.get()
    back = f"/snapshots/{desk.scene.snapshot.pk}/back/claim/{claim.pk}/"
    answer = browser.post(back)
    assert answer["Location"] == f"/snapshots/{desk.scene.snapshot.pk}/"
    claim.refresh_from_db()
    assert claim.deleted_at is not None
    assert browser.get(back).status_code == 405
    assert browser.post(back.replace("claim", "verdict")).status_code == 404


@pytest.mark.parametrize(
    "place", ["start=0&end=99999", "start=9&end=9", "start=9&end=3", "start=x&end=3", ""]
)
def test_offsets_that_are_not_in_the_text_are_refused(desk: Desk, place: str) -> None:
    url = f"/snapshots/{desk.scene.snapshot.pk}/claims/new/?{place}"
    answer = in_place(desk.browser("ann"), url, claim_form())
    assert answer.status_code == 400
    assert "Choose at least one character" in answer.content.decode()
    assert not Claim.objects.exists()


@pytest.mark.parametrize("tool", ["claims", "evidence", "notes"])
@pytest.mark.parametrize(("name", "status"), [("ron", 403), ("olga", 404)])
def test_readers_and_outsiders_record_nothing(
    desk: Desk, tool: str, name: str, status: int
) -> None:
    assert in_place(desk.browser(name), address(desk, tool)).status_code == status
    form = claim_form(body="So.", other=1, stance="supports", warrant="So.", origin="primary")
    assert in_place(desk.browser(name), address(desk, tool), form).status_code == status
    assert not Claim.objects.exists()
    assert not Annotation.objects.exists()


def test_signed_out_the_page_says_so_and_nothing_is_lost(desk: Desk) -> None:
    answer = in_place(desk.browser("nobody"), address(desk), claim_form())
    assert answer.status_code == 403
    assert "You are signed out" in answer.content.decode()


def test_a_student_may_not_add_to_the_claims_of_others(desk: Desk) -> None:
    known = desk.claim()
    form = claim_form(other=known.pk, statement="What Sam typed")
    answer = in_place(desk.browser("sam"), address(desk), form)
    assert answer.status_code == 403
    html = answer.content.decode()
    assert "Students change only their own" in html
    assert "What Sam typed" in html


def test_words_become_evidence_on_a_claim(desk: Desk) -> None:
    claim = desk.claim()
    answer = in_place(desk.browser("bea"), address(desk, "evidence"), evidence_form(claim))
    assert answer.status_code == 200
    row = Evidence.objects.get()
    assert row.passage
    assert (row.claim, row.passage.quote, row.stance, row.origin) == (
        claim,
        WORDS,
        "supports",
        "primary",
    )
    html = answer.content.decode()
    assert 'class="l1-evidence"' in html
    assert f"/back/evidence/{row.pk}/" in html


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"other": ""}, "Choose the claim."),
        ({"other": "99999"}, "There is no such claim that you may see."),
        ({"warrant": " "}, "Say why these words bear on the claim."),
        ({"stance": ""}, "Say what these words do to the claim."),
    ],
)
def test_refused_evidence_keeps_what_was_typed(
    desk: Desk, wrong: dict[str, str], said: str
) -> None:
    form = evidence_form(desk.claim(), **wrong)
    answer = in_place(desk.browser("bea"), address(desk, "evidence"), form)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert said in html
    assert form["warrant"].strip() in html
    if form["other"] and form["other"] != "99999":
        assert f'value="{form["other"]}" checked' in html
    assert not Evidence.objects.exists()


def test_evidence_for_a_claim_of_another_workspace_is_refused(desk: Desk) -> None:
    claim = desk.published(desk.claim()).claim
    foreign = desk.scene.foreign
    url = f"/snapshots/{foreign.pk}/evidence/new/?start=0&end=9"
    answer = in_place(desk.browser("olga"), url, evidence_form(claim))
    assert answer.status_code == 403
    assert not Evidence.objects.exists()


def test_a_claim_can_be_chosen_by_its_number_or_among_the_newest(desk: Desk) -> None:
    claims = [desk.claim(statement=f"Number {place} of several.") for place in range(7)]
    url = f"/snapshots/{desk.scene.snapshot.pk}/similar/?text="
    browser = desk.browser("ann")
    newest = browser.get(url).content.decode()
    assert newest.count('name="other"') == 5
    assert f'value="{claims[6].pk}"' in newest
    by_number = browser.get(f"{url}{claims[0].pk}").content.decode()
    assert "Number 0 of several." in by_number
    assert by_number.count('name="other"') == 1


def test_a_note_is_kept_on_the_words(desk: Desk) -> None:
    form = {"body": "Ask the port.", "tags": "", "visibility": "me"}
    answer = in_place(desk.browser("ann"), address(desk, "notes"), form)
    assert answer.status_code == 200
    note = Annotation.objects.get()
    assert note.passage
    assert (note.passage.quote, note.visibility) == (WORDS, "me")
    assert 'class="l1-note"' in answer.content.decode()


def test_an_empty_note_is_refused(desk: Desk) -> None:
    form = {"body": " ", "tags": "port", "visibility": "me"}
    answer = in_place(desk.browser("ann"), address(desk, "notes"), form)
    assert answer.status_code == 400
    assert "Write something." in answer.content.decode()


def test_on_an_older_version_the_panel_says_so(desk: Desk) -> None:
    Article.objects.filter(pk=desk.scene.snapshot.article_id).update(latest=desk.scene.foreign)
    html = in_place(desk.browser("ann"), address(desk)).content.decode()
    assert "A newer version of this text is here" in html


def test_the_panel_costs_the_same_however_much_is_recorded(desk: Desk) -> None:
    few = queries(desk, "ann", address(desk))
    for place in range(5):
        desk.claim(statement=f"The pier was closed for the {place}th time.")
    assert queries(desk, "ann", address(desk)) <= few + 1
