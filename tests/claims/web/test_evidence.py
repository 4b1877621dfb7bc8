"""Evidence on the working page."""

import pytest
from django.test import Client

from claims.evidence.models import Evidence
from claims.evidence.services import edit_evidence
from claims.records.models import Claim
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import EVERYONE

MAY_ADD = {"ann", "bea", "eve", "tom", "max"}


def given(**more):
    return {
        "stance": "supports",
        "words": "Forty boats had to leave",
        "warrant": "The port says so.",
        "origin": "primary",
    } | more


@pytest.mark.parametrize("name", EVERYONE)
def test_who_may_add_evidence(desk, name):
    claim = desk.claim()
    answer = desk.browser(name).post(f"/desk/claims/{claim.pk}/evidence/add/", given())
    assert answer.status_code == {"olga": 404, "sam": 403, "sue": 403, "ron": 403}.get(name, 302)
    assert Evidence.objects.exists() == (name in MAY_ADD)


def test_the_words_are_found_in_the_texts_of_the_desk(desk):
    claim = desk.claim()
    words = given(words="forty boats had\nto leave".replace("forty", "Forty"))
    desk.browser("ann").post(f"/desk/claims/{claim.pk}/evidence/add/", words)
    assert Evidence.objects.get().passage.quote == "Forty boats had to leave"


def test_words_that_stand_in_several_texts_want_one_chosen(desk):
    claim = desk.claim()
    other = snapshot_of(desk.cast.desk, outlet="Morning Sheet")
    other.article.latest = other
    other.article.save(update_fields=["latest"])
    browser, path = desk.browser("ann"), f"/desk/claims/{claim.pk}/evidence/add/"
    refused = browser.post(path, given())
    assert refused.status_code == 400
    assert "The words stand in several texts" in str(refused.context["form"].errors["article"])
    browser.post(path, given(article=other.article_id))
    assert Evidence.objects.get().passage.snapshot == other


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"stance": ""}, "stance", "Say what it does to the claim."),
        ({"warrant": "  "}, "warrant", "Say why this bears on the claim."),
        ({"words": ""}, "words", "Give the exact words of a text, or an address below."),
        ({"words": "", "address": "no address"}, "address", ""),
        ({"words": "Nobody wrote this."}, "words", "No text of this desk has these words."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(desk, more, field, said):
    claim = desk.claim()
    answer = desk.browser("ann").post(f"/desk/claims/{claim.pk}/evidence/add/", given(**more))
    assert answer.status_code == 400
    assert said in str(answer.context["form"].errors[field])
    assert given(**more)["warrant"].strip() in answer.content.decode()


def test_in_place_a_refused_form_comes_back_into_its_slot(desk):
    claim = desk.claim()
    answer = desk.browser("ann").post(
        f"/desk/claims/{claim.pk}/evidence/add/", given(warrant=""), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 400
    assert answer["HX-Retarget"] == f"#sheet-add-evidence-{claim.pk}"
    text = answer.content.decode()
    assert text.lstrip().startswith("<form")
    assert "Forty boats had to leave" in text


def test_whoever_is_signed_out_meanwhile_is_told_and_led_nowhere(desk):
    claim = desk.claim()
    answer = Client().post(
        f"/desk/claims/{claim.pk}/evidence/add/", given(), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 403
    assert "You are signed out" in answer.content.decode()


def test_someone_slower_sees_what_the_evidence_says_now(desk):
    row = desk.evidence(desk.claim())
    edit_evidence(row, warrant="Bea put it better.", by=desk.cast.bea)
    form = given(version=1, warrant="Mine.")
    answer = desk.browser("ann").post(f"/desk/evidence/{row.pk}/edit/", form)
    assert answer.status_code == 412
    assert "It says now: Bea put it better." in answer.content.decode()
    assert "Mine." in answer.content.decode()


def test_judging_evidence_anew(desk):
    row = desk.evidence(desk.claim())
    desk.browser("ann").post(
        f"/desk/evidence/{row.pk}/edit/", given(stance="contradicts", version=row.version)
    )
    row.refresh_from_db()
    assert row.stance == "contradicts"


def test_withdrawing_is_taken_back_with_one_press(desk):
    claim = desk.claim()
    row = desk.evidence(claim)
    browser = desk.browser("ann")
    page = browser.post(f"/desk/evidence/{row.pk}/withdraw/", follow=True).content.decode()
    assert "The evidence is withdrawn." in page
    assert f"/desk/evidence/{row.pk}/restore/" in page
    assert f'id="evidence-{row.pk}"' not in page
    page = browser.post(f"/desk/evidence/{row.pk}/restore/", follow=True).content.decode()
    assert f'id="evidence-{row.pk}"' in page


@pytest.mark.parametrize("name", ["sam", "ron", "olga"])
@pytest.mark.parametrize("verb", ["edit", "withdraw", "restore"])
def test_who_may_not_change_evidence(desk, name, verb):
    row = desk.evidence(desk.claim())
    answer = desk.browser(name).post(f"/desk/evidence/{row.pk}/{verb}/", given(version=1))
    assert answer.status_code == (404 if name == "olga" else 403)


def test_a_student_changes_what_they_added(desk):
    claim = desk.claim("sam")
    Claim.objects.filter(pk=claim.pk).update(visibility="workspace")
    mine = desk.evidence(claim, "sam")
    text = desk.browser("sam").get(f"/desk/claims/{claim.pk}/").content.decode()
    assert f"/desk/evidence/{mine.pk}/withdraw/" in text
    text = desk.browser("sue").get(f"/desk/claims/{claim.pk}/").content.decode()
    assert f"/desk/evidence/{mine.pk}/withdraw/" not in text
