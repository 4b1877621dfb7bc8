"""Publishing and withdrawing by pages and over REST: what is shown goes out, and nothing else."""

import pytest

from claims.evidence.services import add_evidence
from claims.reviews import services
from claims.reviews.models import Review, Verdict
from tests.claims.web.scenes import EVERYONE, queries

EDITORS = {"eve", "max"}
NASTY = '<script>alert(1)</script> & "so" it is'


def form_of(answer):
    return answer.context["form"]


def sent(page, **given):
    return {"as_of": "2025-06-12", "seen": form_of(page)["seen"].value()} | given


def add(desk, claim):
    said = {"stance": "supports", "warrant": "A late find.", "address": "https://late.example/"}
    return add_evidence(claim, **said, by=desk.cast.ann)


def test_what_goes_out_is_shown_before(desk):
    claim = desk.claim()
    add(desk, claim)
    review = desk.seconded(claim)
    text = desk.browser("eve").get(f"/desk/reviews/{review.pk}/publish/").content.decode()
    assert "1 piece of evidence, as of now" in text
    assert "A late find." in text


def test_the_editor_begins_with_how_sure_the_checker_is(desk):
    review = desk.seconded(desk.claim())
    Review.objects.filter(pk=review.pk).update(confidence="medium")
    page = desk.browser("eve").get(f"/desk/reviews/{review.pk}/publish/")
    assert form_of(page)["confidence"].value() == "medium"


def test_evidence_that_comes_meanwhile_stops_the_publishing_once(desk):
    claim = desk.claim()
    review = desk.seconded(claim)
    browser, path = desk.browser("eve"), f"/desk/reviews/{review.pk}/publish/"
    first = sent(browser.get(path), would_change="The harbour log.")
    add(desk, claim)
    refused = browser.post(path, first)
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "evidence was added" in text
    assert "A late find." in text
    assert "The harbour log." in text
    assert not Verdict.objects.exists()
    assert browser.post(path, sent(refused)).status_code == 302


def test_the_same_over_rest(desk):
    claim = desk.claim()
    review = desk.seconded(claim)
    browser, path = desk.browser("eve"), f"/api/v1/reviews/{review.pk}"
    seen = browser.get(f"{path}/grounds/").json()["seen"]
    add(desk, claim)
    named = {"headers": {"If-Match": f'"review-{review.pk}-{review.version}"'}}
    as_json = {"content_type": "application/json"}
    refused = browser.post(f"{path}/publish/", {"seen": seen}, **as_json, **named)
    assert refused.status_code == 409
    assert "evidence was added" in refused.json()["error"]["message"]
    said = {"seen": browser.get(f"{path}/grounds/").json()["seen"], "confidence": "high"}
    made = browser.post(f"{path}/publish/", said | {"as_of": "1999-01-01"}, **as_json, **named)
    assert made.status_code == 201
    assert made.json()["confidence"] == "high"
    assert "is the year right?" in made.json()["warnings"][0]


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_the_grounds(desk, name):
    review = desk.seconded(desk.claim())
    answer = desk.browser(name).get(f"/api/v1/reviews/{review.pk}/grounds/")
    checks = {"ann", "bea", "eve", "tom", "max"}
    assert answer.status_code == (200 if name in checks else 404)


def test_a_day_before_the_claim_was_made_is_asked_for_twice(desk):
    review = desk.seconded(desk.claim())
    browser, path = desk.browser("eve"), f"/desk/reviews/{review.pk}/publish/"
    page = browser.get(path)
    assert "earlier_meant" not in form_of(page).fields
    refused = browser.post(path, sent(page, as_of="1999-01-01"))
    assert refused.status_code == 400
    assert "If it is, say so below." in refused.content.decode()
    meant = sent(refused, as_of="1999-01-01", earlier_meant="on")
    assert browser.post(path, meant).status_code == 302


def test_a_day_that_is_still_to_come_is_refused(desk):
    review = desk.seconded(desk.claim())
    browser, path = desk.browser("eve"), f"/desk/reviews/{review.pk}/publish/"
    refused = browser.post(path, sent(browser.get(path), as_of="2999-01-01"))
    assert refused.status_code == 400
    assert "still to come" in str(form_of(refused).errors["as_of"])


@pytest.mark.parametrize("name", EVERYONE)
def test_who_withdraws_a_verdict(desk, name):
    claim = desk.claim()
    verdict = desk.published(claim)
    browser, path = desk.browser(name), f"/desk/claims/{claim.pk}/verdict/withdraw/"
    answer = browser.post(path, {"which": verdict.pk, "reason": "The witness lied."})
    status = {"olga": 404, "nobody": 302}.get(name, 302 if name in EDITORS else 403)
    assert answer.status_code == status
    assert Verdict.objects.filter(kind="withdraw").exists() == (name in EDITORS)
    over_rest = desk.browser(name).post(
        f"/api/v1/verdicts/{verdict.pk}/withdraw/", {"reason": "It is."}, "application/json"
    )
    expected = 409 if name in EDITORS else 401 if name == "nobody" else 403
    assert over_rest.status_code == expected


def test_a_withdrawn_verdict_is_told_to_people_and_no_longer_to_programs(desk):
    claim = desk.claim()
    verdict = desk.published(claim)
    eve, nobody = desk.browser("eve"), desk.browser("nobody")
    assert "Withdraw the verdict" in eve.get(f"/desk/claims/{claim.pk}/").content.decode()
    eve.post(f"/desk/claims/{claim.pk}/verdict/withdraw/", {"which": verdict.pk, "reason": NASTY})
    text = nobody.get(f"/claims/{claim.pk}/").content.decode()
    assert "verdict withdrawn large" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text
    assert verdict.summary in text
    assert "ld+json" not in text
    assert "checked by two people" not in text
    assert nobody.get(f"/claims/{claim.pk}/claimreview.json").status_code == 404
    assert nobody.get("/claimreview/feed.json").json()["dataFeedElement"] == []
    for path in ("card/", "claim.pdf", "share.png"):
        assert nobody.get(f"/claims/{claim.pk}/{path}").status_code in {200, 404}
    assert "Withdrawn: " in nobody.get("/feeds/corrections.atom").content.decode()
    working = eve.get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "Withdraw the verdict" not in working
    assert "withdrew the verdict" in working


def test_whoever_withdraws_names_the_verdict_they_read(desk):
    claim = desk.claim()
    first = desk.published(claim)
    review = services.reopen(first.review, reason="New log.", by=desk.cast.eve)
    review = services.submit(review, by=desk.cast.ann)
    review = services.second(review, agree=True, by=desk.cast.bea)
    services.publish(review, reason_for_change="A log.", by=desk.cast.eve)
    path = f"/desk/claims/{claim.pk}/verdict/withdraw/"
    refused = desk.browser("eve").post(path, {"which": first.pk, "reason": "It is wrong."})
    assert refused.status_code == 409
    assert "Another verdict is out by now" in refused.content.decode()
    elsewhere = desk.published(desk.claim())
    other = desk.browser("eve").post(path, {"which": elsewhere.pk, "reason": "It is wrong."})
    assert other.status_code == 404


def test_a_correction_stands_on_top_and_the_old_words_below(desk):
    claim = desk.claim()
    first = desk.published(claim)
    review = services.reopen(first.review, reason="New log.", by=desk.cast.eve)
    review = services.submit(review, summary="In other words.", by=desk.cast.ann)
    review = services.second(review, agree=True, by=desk.cast.bea)
    said = {"kind": "clarify", "reason_for_change": "Readers misread it.", "confidence": "medium"}
    services.publish(review, **said, would_change=NASTY, by=desk.cast.eve)
    text = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    assert text.index("Clarified on") < text.index("The verdict over time")
    assert first.summary in text[text.index("The verdict over time") :]
    assert "medium confidence" in text
    assert "What would change our mind:</b> &lt;script&gt;" in text


def test_the_publish_page_asks_no_more_where_there_is_more(desk):
    claim = desk.claim()
    review = desk.seconded(claim)
    path = f"/desk/reviews/{review.pk}/publish/"
    add(desk, claim)
    few = queries(desk, "eve", path)
    for _ in range(4):
        add(desk, claim)
    assert queries(desk, "eve", path) == few
