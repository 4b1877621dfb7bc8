"""What a claim is made of, on its pages and over REST."""

import pytest

from claims.records.services import split_claim
from claims.records.services.splitting import Part
from claims.reviews import services
from claims.reviews.models import RollUp
from tests.claims.web.scenes import EVERYONE, queries

CHECKERS = {"ann", "bea", "eve", "tom", "max"}
NASTY = '<script>alert(1)</script> & "so" it is'


@pytest.fixture
def whole(desk):
    claim = desk.claim()
    split_claim(claim, [Part("The pier closed."), Part("It was in May.")], by=desk.cast.ann)
    return claim


def test_a_rule_is_chosen_changed_dropped_and_taken_up_again(desk, whole):
    browser, page = desk.browser("ann"), f"/desk/claims/{whole.pk}/"
    path = f"{page}parts/rule/"
    text = browser.get(page).content.decode()
    assert "Nobody has said yet how these parts make the whole." in text
    assert "no verdict yet" in text
    assert browser.get(path).status_code == 200
    sent = {"rule": "worst", "version": "0", "reason": NASTY}
    assert browser.post(path, sent).status_code == 302
    text = browser.get(page).content.decode()
    assert "The whole is as its worst part. Of 2 parts: 2 without a verdict." in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert "chose how its parts make the whole" in text
    late = browser.post(path, {"rule": "all", "version": "0"})
    assert late.status_code == 412
    row = RollUp.objects.get()
    dropped = browser.post(f"/desk/rollups/{row.pk}/drop/", follow=True).content.decode()
    assert f"/desk/rollups/{row.pk}/restore/" in dropped
    back = browser.post(f"/desk/rollups/{row.pk}/restore/", follow=True).content.decode()
    assert "The rule holds again." in back


def test_by_hand_wants_a_rating_and_a_reason(desk, whole):
    browser, path = desk.browser("ann"), f"/desk/claims/{whole.pk}/parts/rule/"
    refused = browser.post(path, {"rule": "hand", "version": "0"})
    assert refused.status_code == 400
    assert set(refused.context["form"].errors) == {"rating", "reason"}
    sent = {"rule": "hand", "version": "0", "rating": desk.rating().pk, "reason": "It is so."}
    assert browser.post(path, sent).status_code == 302


def test_a_claim_without_parts_has_no_such_section(desk):
    claim = desk.claim()
    text = desk.browser("ann").get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "What it is made of" not in text


@pytest.mark.parametrize("name", EVERYONE)
def test_who_chooses_by_pages_and_over_rest(desk, whole, name):
    browser = desk.browser(name)
    page = browser.post(f"/desk/claims/{whole.pk}/parts/rule/", {"rule": "all", "version": "0"})
    expected = 302 if name in CHECKERS | {"nobody"} else 404 if name == "olga" else 403
    assert page.status_code == expected
    assert RollUp.objects.exists() == (name in CHECKERS)
    path = f"/api/v1/claims/{whole.pk}/roll-up/"
    status = browser.put(path, {"rule": "worst"}, "application/json").status_code
    assert status == (200 if name in CHECKERS else 403 if name not in {"olga", "nobody"} else 404)
    gone = browser.delete(path).status_code
    assert gone == (204 if name in CHECKERS else 404 if name in {"olga", "nobody"} else 409)


def test_over_rest(desk, whole):
    browser, path = desk.browser("ann"), f"/api/v1/claims/{whole.pk}/roll-up/"
    told = browser.get(path).json()
    assert (told["rule"], told["version"], len(told["parts"])) == (None, 0, 2)
    wrong = browser.put(path, {"rule": "hand", "reason": "So."}, "application/json")
    assert wrong.status_code == 400
    assert set(wrong.json()["error"]["fields"]) == {"rating"}
    chosen = browser.put(path, {"rule": "all"}, "application/json")
    assert chosen.json()["says"].endswith("Nothing follows yet.")
    stale = {"If-Match": f'"rollup-{RollUp.objects.get().pk}-7"'}
    late = browser.put(path, {"rule": "worst"}, "application/json", headers=stale)
    assert late.status_code == 412


def test_outsiders_read_what_went_out_and_nothing_else(desk, whole):
    first, second = whole.parts.order_by("pk")
    chosen = {"rule": "all", "reason": "Both matter."}
    services.choose_roll_up(whole, **chosen, by=desk.cast.ann)
    desk.published(first)
    desk.published(whole)
    services.choose_roll_up(whole, rule="worst", reason="A secret.", by=desk.cast.ann)
    for name in ("nobody", "olga"):
        browser = desk.browser(name)
        text = browser.get(f"/claims/{whole.pk}/").content.decode()
        assert "All parts must hold. Of 1 part:" in text
        assert "Both matter." in text
        assert first.statement in text
        assert second.statement not in text
        assert "A secret." not in text
        api = browser.get(f"/api/v1/claims/{whole.pk}/roll-up/")
        assert api.json()["rule"] is None
        assert second.statement not in api.content.decode()
        verdicts = browser.get(f"/api/v1/verdicts/?claim={whole.pk}").content.decode()
        assert "A secret." not in verdicts
        assert second.statement not in verdicts


def test_the_publish_page_says_where_a_verdict_differs_from_its_parts(desk, whole):
    for part in whole.parts.all():
        desk.published(part)
    services.choose_roll_up(whole, rule="worst", by=desk.cast.ann)
    review = desk.seconded(whole)
    text = desk.browser("eve").get(f"/desk/reviews/{review.pk}/publish/").content.decode()
    assert "What follows from its parts" in text
    assert "The verdict says otherwise." not in text


def test_the_number_of_queries_does_not_grow_with_parts(desk, whole):
    path = f"/desk/claims/{whole.pk}/"
    before = queries(desk, "ann", path)
    more = [Part(f"Part {number}.") for number in range(4)]
    split_claim(whole, more, by=desk.cast.ann)
    assert queries(desk, "ann", path) == before
