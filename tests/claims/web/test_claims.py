"""The working page of a claim and changes to the claim itself."""

import pytest
from django.utils.html import escape

from claims.annotations.services import write_note
from claims.records.models import Claim
from claims.records.services import edit_claim, merge_claims
from tests.claims.web.scenes import DESK, EVERYONE, queries

RECORDERS = {"ann", "bea", "eve", "tom", "max"}


@pytest.mark.parametrize("name", EVERYONE)
def test_only_members_see_the_working_page(desk, name):
    claim = desk.claim()
    path = f"/desk/claims/{claim.pk}/"
    page = desk.browser(name).get(path)
    if name == "nobody":
        assert (page.status_code, page.url) == (302, f"/account/login/?next={path}")
    else:
        assert page.status_code == (200 if name in DESK else 404)


@pytest.mark.parametrize("name", EVERYONE)
def test_what_someone_keeps_to_themselves_is_nobody_elses(desk, name):
    claim = desk.claim("sam")
    page = desk.browser(name).get(f"/desk/claims/{claim.pk}/")
    assert page.status_code == {"sam": 200, "nobody": 302}.get(name, 404)
    assert ("Seen by: <b>only you</b>" in page.content.decode()) == (name == "sam")


@pytest.mark.parametrize("name", sorted(DESK))
def test_only_those_who_may_change_a_claim_are_offered_to(desk, name):
    claim = desk.claim()
    text = desk.browser(name).get(f"/desk/claims/{claim.pk}/").content.decode()
    assert ("Change the wording" in text) == (name in RECORDERS)
    assert ("Begin a review" in text) == (name in RECORDERS)


def test_the_page_says_things_in_their_order(desk):
    claim = desk.claim()
    desk.evidence(claim)
    desk.published(claim)
    text = desk.browser("ann").get(f"/desk/claims/{claim.pk}/").content.decode()
    places = [
        text.index(words)
        for words in [
            'class="statement"',
            "First seen",
            'class="verdict false large"',
            "Who had it from whom",
            'id="evidence-title"',
            "Notes",
            "What happened",
        ]
    ]
    assert places == sorted(places)
    assert "Seen by: <b>members of Eastbank Desk</b>" in text
    assert "which everyone sees" in text


def test_a_merged_claim_leads_to_the_one_kept_and_can_be_taken_out_there(desk):
    kept, merged = desk.claim(), desk.claim(statement="The eastern pier shut on 3 May.")
    merge_claims(kept, merged, "The same pier.", by=desk.cast.ann)
    browser = desk.browser("ann")
    page = browser.get(f"/desk/claims/{merged.pk}/")
    assert (page.status_code, page.url) == (302, f"/desk/claims/{kept.pk}/")
    text = browser.get(page.url).content.decode()
    assert "The same pier." in text
    assert f"/desk/claims/{merged.pk}/unmerge/" in text


def test_rewording_a_claim(desk):
    claim = desk.claim()
    answer = desk.browser("bea").post(
        f"/desk/claims/{claim.pk}/edit/", reworded(claim, about="2024-05"), follow=True
    )
    claim.refresh_from_db()
    assert (claim.statement, str(claim.about), claim.about_precision) == (
        "The eastern pier closed.",
        "2024-05-01",
        "month",
    )
    assert "The claim is changed." in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"statement": " "}, "statement", "Say in one sentence what is claimed."),
        ({"about": "May"}, "about", "Write the date as 2024-05-03, 2024-05 or 2024."),
        ({"kind": "rumour"}, "kind", "rumour is not one of the available choices"),
    ],
)
def test_a_wording_that_cannot_be_is_refused_beside_its_field(desk, given, field, said):
    claim = desk.claim()
    answer = desk.browser("ann").post(f"/desk/claims/{claim.pk}/edit/", reworded(claim, **given))
    assert answer.status_code == 400
    assert said in str(answer.context["form"].errors[field])


def test_someone_who_was_slower_sees_what_the_other_wrote_and_loses_nothing(desk):
    claim = desk.claim()
    read = reworded(claim, statement="My own words.")
    edit_claim(claim, statement="Bea was quicker.", by=desk.cast.bea)
    browser = desk.browser("ann")
    answer = browser.post(f"/desk/claims/{claim.pk}/edit/", read)
    text = answer.content.decode()
    assert answer.status_code == 412
    assert "Bea changed this while you were writing" in text
    assert "It says now: Bea was quicker." in text
    assert "My own words." in text
    shown = {"statement", "kind", "checkable", "about", "language", "version"}
    again = {name: answer.context["form"][name].value() or "" for name in shown}
    assert browser.post(f"/desk/claims/{claim.pk}/edit/", again).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "My own words."


def test_a_published_claim_is_not_reworded_and_the_page_says_why(desk):
    claim = desk.claim()
    desk.published(claim)
    claim.refresh_from_db()
    answer = desk.browser("ann").post(f"/desk/claims/{claim.pk}/edit/", reworded(claim))
    assert answer.status_code == 409
    assert "A published verdict speaks of this claim" in answer.content.decode()


@pytest.mark.parametrize("name", EVERYONE)
def test_who_may_reword_a_claim(desk, name):
    claim = desk.claim()
    answer = desk.browser(name).post(f"/desk/claims/{claim.pk}/edit/", reworded(claim))
    expected = {"olga": 404, "sam": 403, "sue": 403, "ron": 403}.get(name, 302)
    assert answer.status_code == expected
    claim.refresh_from_db()
    assert (claim.statement == "The eastern pier closed.") == (name in RECORDERS)


def test_deleting_is_taken_back_with_one_press(desk):
    claim = desk.claim()
    browser = desk.browser("ann")
    page = browser.post(f"/desk/claims/{claim.pk}/delete/", follow=True)
    undo = f"/desk/claims/{claim.pk}/restore/"
    assert undo in page.content.decode()
    assert undo not in browser.get("/desk/claims/").content.decode(), "it is offered once"
    gone = browser.get(f"/desk/claims/{claim.pk}/")
    assert gone.status_code == 410
    assert undo in gone.content.decode()
    browser.post(undo)
    assert browser.get(f"/desk/claims/{claim.pk}/").status_code == 200


def test_a_student_shows_a_claim_to_the_class(desk):
    claim = desk.claim("sam")
    browser = desk.browser("sam")
    form = {"visibility": "workspace", "version": claim.version}
    assert browser.post(f"/desk/claims/{claim.pk}/show/", form).status_code == 302
    assert desk.browser("ann").get(f"/desk/claims/{claim.pk}/").status_code == 200


def test_what_others_work_on_is_not_hidden_again(desk):
    claim = desk.claim("ann")
    write_note("Ask them.", claim=claim, by=desk.cast.bea)
    form = {"visibility": "me", "version": claim.version}
    answer = desk.browser("ann").post(f"/desk/claims/{claim.pk}/show/", form)
    assert answer.status_code == 409
    assert escape("Others have worked on this claim") in answer.content.decode()


def test_the_history_tells_who_did_what(desk):
    claim = desk.claim()
    edit_claim(claim, statement="The eastern pier closed.", by=desk.cast.bea)
    text = desk.browser("ron").get(f"/desk/claims/{claim.pk}/history/").content.decode()
    assert "Bea changed the statement." in text
    assert "<del>The pier closed on 3 May.</del>" in text
    assert "Ann recorded the claim." in text


def test_what_lies_in_a_review_is_not_told_to_those_who_do_not_check(desk):
    claim = desk.claim()
    desk.submitted(claim)
    path = f"/desk/claims/{claim.pk}/"
    for name, told in [("bea", True), ("tom", True), ("sam", False), ("ron", False)]:
        text = desk.browser(name).get(path).content.decode()
        assert ("The log begins in June." in text) == told
        assert ("handed the review" in text) == told


def test_a_claim_is_recorded_from_words_of_a_text(desk):
    answer = desk.browser("ann").post("/desk/claims/new/", new_claim())
    claim = Claim.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/desk/claims/{claim.pk}/")
    assert claim.first_appearance.passage.quote == "Forty boats had to leave"


def test_a_claim_is_recorded_from_words_heard_elsewhere(desk):
    given = {
        "words": "Fifty boats left, I counted them.",
        "heard_in": "A call to the desk",
        "heard_on": "2024-05-06",
    }
    desk.browser("ann").post("/desk/claims/new/", new_claim(**given))
    passage = Claim.objects.get().first_appearance.passage
    article = passage.snapshot.article
    assert passage.quote == "Fifty boats left, I counted them."
    assert (article.title, str(article.published)) == ("A call to the desk", "2024-05-06")


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"words": ""}, "words", "Give the words in which it is claimed."),
        ({"words": "Nobody wrote this."}, "words", "No text of this desk has these words."),
        ({"words": "the"}, "words", "These words stand there more than once."),
        ({"statement": ""}, "statement", "Say in one sentence what is claimed."),
    ],
)
def test_a_new_claim_that_cannot_be_is_refused_beside_its_field(desk, given, field, said):
    answer = desk.browser("ann").post("/desk/claims/new/", new_claim(**given))
    assert answer.status_code == 400
    assert said in str(answer.context["form"].errors[field])
    assert not Claim.objects.exists()


def test_readers_record_nothing(desk):
    assert desk.browser("ron").post("/desk/claims/new/", new_claim()).status_code == 403


def test_the_number_of_queries_does_not_grow(desk):
    few, many = desk.claim(), desk.claim(statement="Forty boats had to leave the harbour.")
    desk.evidence(few)
    write_note("A note.", claim=few, by=desk.cast.ann)
    for number in range(10):
        desk.evidence(many, warrant=f"Reason {number}.")
        write_note(f"Note {number}", claim=many, by=desk.cast.ann)
    few_asked = queries(desk, "ann", f"/desk/claims/{few.pk}/")
    assert few_asked == queries(desk, "ann", f"/desk/claims/{many.pk}/")
    assert few_asked <= 48


def reworded(claim, **given):
    return {
        "statement": "The eastern pier closed.",
        "kind": claim.kind,
        "checkable": claim.checkable,
        "about": "",
        "language": "en",
        "version": claim.version,
    } | given


def new_claim(**given):
    return {
        "statement": "Forty boats left the harbour in May 2024.",
        "kind": "quantity",
        "checkable": "yes",
        "words": "Forty boats had to leave",
    } | given
