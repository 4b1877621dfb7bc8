"""Splitting, merging and relating claims from the working page."""

import pytest

from claims.records.models import Claim, Relation


@pytest.fixture
def pair(desk):
    return desk.claim(), desk.claim(statement="The eastern pier shut on 3 May.")


def test_a_claim_is_split_one_part_a_line(desk):
    claim = desk.claim()
    parts = {"parts": "The pier closed.\n\nIt was 3 May.\n", "version": claim.version}
    page = desk.browser("ann").post(f"/desk/claims/{claim.pk}/split/", parts, follow=True)
    assert [part.statement for part in claim.parts.order_by("pk")] == [
        "The pier closed.",
        "It was 3 May.",
    ]
    assert "What it is made of" in page.content.decode()


@pytest.mark.parametrize("parts", ["", "Only one.", "\n".join("abcdefgh")])
def test_a_claim_has_two_to_six_parts(desk, parts):
    claim = desk.claim()
    answer = desk.browser("ann").post(f"/desk/claims/{claim.pk}/split/", {"parts": parts})
    assert answer.status_code == 400
    assert answer.context["form"].errors["parts"]
    assert not claim.parts.exists()


def test_two_claims_are_merged_and_taken_apart_again(desk, pair):
    kept, merged = pair
    browser = desk.browser("ann")
    sent = {"other": merged.pk, "reason": "The same pier, the same day."}
    page = browser.post(f"/desk/claims/{kept.pk}/merge/", sent, follow=True).content.decode()
    assert "The two are one claim now." in page
    undo = f"/desk/claims/{merged.pk}/unmerge/"
    assert undo in page
    page = browser.post(undo, follow=True)
    assert page.redirect_chain[-1][0] == f"/desk/claims/{merged.pk}/"
    assert Claim.objects.get(pk=merged.pk).merged_into is None


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reason": "Same."}, "other"),
        ({"other": "999999", "reason": "Same."}, "other"),
        ({"other": "itself", "reason": "Same."}, "other"),
        ({"other": "merged", "reason": " "}, "reason"),
    ],
)
def test_a_merge_that_cannot_be_is_refused_beside_its_field(desk, pair, sent, field):
    kept, merged = pair
    named = {"itself": kept.pk, "merged": merged.pk}
    sent = sent | {"other": named.get(sent.get("other"), sent.get("other", ""))}
    answer = desk.browser("ann").post(f"/desk/claims/{kept.pk}/merge/", sent)
    assert answer.status_code == 400
    assert answer.context["form"].errors[field]


def test_choosing_one_claim_and_naming_another_is_refused(desk, pair):
    kept, merged = pair
    third = desk.claim(statement="It rained.")
    sent = {"chosen": merged.pk, "other": third.pk, "reason": "Same."}
    answer = desk.browser("ann").post(f"/desk/claims/{kept.pk}/merge/", sent)
    assert answer.status_code == 400
    assert "Choose one other claim" in str(answer.context["form"].errors["other"])


def test_a_claim_that_one_may_not_see_cannot_be_merged(desk):
    kept, private = desk.claim(), desk.claim("sam", "The pier was closed in May.")
    sent = {"other": private.pk, "reason": "Same."}
    answer = desk.browser("ann").post(f"/desk/claims/{kept.pk}/merge/", sent)
    assert answer.status_code == 400


def test_claims_are_related_and_the_relation_is_taken_back(desk, pair):
    one, other = pair
    browser = desk.browser("ann")
    sent = {"other": other.pk, "kind": "narrower", "reason": "It names the day."}
    page = browser.post(f"/desk/claims/{one.pk}/relate/", sent, follow=True).content.decode()
    assert "Is narrower than" in page
    relation = Relation.objects.get()
    assert "Is broader than" in browser.get(f"/desk/claims/{other.pk}/").content.decode()
    page = browser.post(f"/desk/relations/{relation.pk}/withdraw/", follow=True).content.decode()
    assert "Is narrower than" not in page
    page = browser.post(f"/desk/relations/{relation.pk}/restore/", follow=True).content.decode()
    assert "Is narrower than" in page


def test_the_same_relation_twice_is_refused(desk, pair):
    one, other = pair
    browser, path = desk.browser("ann"), f"/desk/claims/{one.pk}/relate/"
    sent = {"other": other.pk, "kind": "same", "reason": "Same."}
    browser.post(path, sent)
    answer = browser.post(path, sent)
    assert answer.status_code == 400
    assert "related in this way already" in answer.content.decode()


@pytest.mark.parametrize("verb", ["split", "merge", "relate"])
@pytest.mark.parametrize(("name", "status"), [("olga", 404), ("nobody", 302), ("ron", 403)])
def test_who_may_not(desk, pair, verb, name, status):
    one, other = pair
    sent = {"parts": "One.\nTwo.", "other": other.pk, "reason": "Same.", "kind": "same"}
    answer = desk.browser(name).post(f"/desk/claims/{one.pk}/{verb}/", sent)
    assert answer.status_code == status
