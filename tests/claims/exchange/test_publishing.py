"""A verdict whose markup would be wrong doesn't go out, on any way."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.exchange.publishing import findings_before
from claims.records.services import Hop
from claims.reviews.models import Review, Verdict
from claims.reviews.services import publish, withdraw_verdict
from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article
from tests.claims.scene import snapshot_of, span
from tests.claims.web.scenes import DESK, EVERYONE, Desk

WRONG = "False: the pier closed on 3 May."
PAGE = "https://desk.example/claims/9/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(scene: Any) -> Desk:
    return Desk(scene)


def lint_of(desk: Desk, name: str, claim: Any) -> Any:
    return desk.browser(name).get(f"/api/v1/claims/{claim.pk}/claimreview/lint/")


def test_what_is_wrong_stops_the_service_and_changes_nothing(desk: Desk):
    review = desk.seconded(desk.claim(statement=WRONG))
    with pytest.raises(ValidationError, match="The claim text holds the verdict"):
        publish(review, by=desk.cast.eve)
    assert Review.objects.get(pk=review.pk).round.state == "editor"
    assert not Verdict.objects.exists()


def test_what_is_right_goes_out(desk: Desk):
    verdict = publish(desk.seconded(desk.claim()), by=desk.cast.eve)
    assert verdict.number == 1


def test_what_is_odd_is_recorded_with_the_verdict(desk: Desk):
    publish(desk.seconded(desk.claim()), by=desk.cast.eve)
    event = AuditEvent.objects.get(action="verdict.published")
    assert event.detail["warnings"] == [
        "It doesn't give the address of who publishes it: set the workspace's homepage."
    ]


def test_the_api_answers_with_what_is_odd(desk: Desk):
    review = desk.seconded(desk.claim())
    answer = desk.browser("eve").post(
        f"/api/v1/reviews/{review.pk}/publish/",
        {},
        content_type="application/json",
        headers={"If-Match": f'"review-{review.pk}-{review.version}"'},
    )
    assert answer.status_code == 201
    assert any("homepage" in said for said in answer.json()["warnings"])


def test_a_withdrawn_verdict_has_no_markup_to_lint(desk: Desk):
    claim = desk.claim()
    desk.published(claim)
    withdraw_verdict(claim.verdicts.get(), reason="It was another pier.", by=desk.cast.eve)
    assert lint_of(desk, "nobody", claim).status_code == 409


def test_permission_and_moment_come_first(desk: Desk):
    review = desk.seconded(desk.claim(statement=WRONG))
    with pytest.raises(PermissionDenied):
        publish(review, by=desk.cast.ann)
    other = desk.submitted(desk.scene.claim(desk.cast.ann, WRONG))
    with pytest.raises(NotNow):
        publish(other, by=desk.cast.eve)


def test_the_page_shows_findings_and_refuses(desk: Desk):
    review = desk.seconded(desk.claim(statement=WRONG))
    browser = desk.browser("eve")
    path = f"/desk/reviews/{review.pk}/publish/"
    page = browser.get(path).content.decode()
    assert "Must be mended first:" in page
    assert "set the workspace&#x27;s homepage" in page
    sent = {"as_of": "2026-01-01", "version": review.version}
    answer = browser.post(path, sent)
    assert answer.status_code == 400
    assert "It should be what was claimed, and nothing more." in answer.content.decode()
    assert not Verdict.objects.exists()


def test_the_page_of_a_good_one_shows_warnings_and_publishes(desk: Desk):
    review = desk.seconded(desk.claim())
    path = f"/desk/reviews/{review.pk}/publish/"
    page = desk.browser("eve").get(path).content.decode()
    assert "What other programs would trip over" in page
    assert "Must be mended" not in page
    sent = {"as_of": "2026-01-01", "version": review.version}
    assert desk.browser("eve").post(path, sent).status_code == 302
    assert Verdict.objects.count() == 1


def test_the_api_refuses_it_too(desk: Desk):
    review = desk.seconded(desk.claim(statement=WRONG))
    answer = desk.browser("eve").post(
        f"/api/v1/reviews/{review.pk}/publish/",
        {},
        content_type="application/json",
        headers={"If-Match": f'"review-{review.pk}-{review.version}"'},
    )
    assert answer.status_code == 400, answer.content
    assert "nothing more" in answer.json()["error"]["message"]


def test_a_claim_made_after_its_review_is_found(desk: Desk):
    text = snapshot_of(desk.cast.desk, published=None)
    Article.objects.filter(pk=text.article_id).update(
        published="2999-01-01", published_precision="day"
    )
    claim = desk.scene.claim(desk.cast.ann, appearance=(text, *span("We closed it on 3 May")))
    found = findings_before(desk.seconded(claim), address=PAGE, by=desk.cast.eve)
    assert "claim_after_review" in {one.code for one in found}


def test_what_would_go_out_leaves_a_private_text_out(desk: Desk):
    text = snapshot_of(desk.cast.desk, by=desk.cast.ann, visibility="me", outlet="Hidden")
    claim = desk.scene.claim(
        desk.cast.ann,
        appearance=(text, *span("We closed it on 3 May")),
        attributions=[Hop("A. Source", "direct")],
    )
    found = findings_before(desk.seconded(claim), address=PAGE, by=desk.cast.ann)
    assert {"appearance_missing", "claimant_missing"} <= {one.code for one in found}


@pytest.mark.parametrize("name", EVERYONE)
def test_a_published_claim_may_be_linted_by_everyone(desk: Desk, name: str):
    claim = desk.claim()
    desk.published(claim)
    answer = lint_of(desk, name, claim)
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert answer.json()["url"] == f"http://testserver/claims/{claim.pk}/"


@pytest.mark.parametrize("name", EVERYONE)
def test_before_it_is_out_only_those_who_see_the_review_may(desk: Desk, name: str):
    claim = desk.claim()
    desk.seconded(claim)
    checks = {"ann", "bea", "eve", "tom", "max"}
    wanted = 200 if name in checks else 409 if name in DESK else 404
    assert lint_of(desk, name, claim).status_code == wanted


def test_the_refusal_betrays_no_review(desk: Desk):
    bare, reviewed = desk.claim(), desk.claim(statement="Forty boats had to leave.")
    desk.seconded(reviewed)
    said = [lint_of(desk, "ron", claim).json() for claim in (bare, reviewed)]
    assert said[0] == said[1]
