"""A review from its beginning to its verdict, by pages alone; and who may take which step."""

import pytest

from claims.reviews import services
from claims.reviews.models import Review, Verdict
from tests.claims.web.scenes import EVERYONE

CHECKERS = {"ann", "bea", "eve", "tom", "max"}


def test_the_whole_way_from_claim_to_public_page(desk):
    claim = desk.claim()
    ann, bea, eve = (desk.browser(name) for name in ("ann", "bea", "eve"))
    ann.post(f"/desk/claims/{claim.pk}/review/")
    review = Review.objects.get()
    path = f"/desk/reviews/{review.pk}/"
    draft = {"rating": desk.rating().pk, "summary": "The log begins in June.", "version": 1}
    assert ann.post(path, draft | {"step": "draft"}).status_code == 302
    assert ann.post(path, draft | {"step": "submit", "version": 2}).status_code == 302
    assert bea.post(f"{path}second/", {"agree": "yes", "note": ""}).status_code == 302
    assert eve.post(f"{path}publish/", {"as_of": "2025-06-12"}).status_code == 302
    text = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    assert "As of 12 June 2025" in text
    assert "The log begins in June." in text


@pytest.mark.parametrize("name", EVERYONE)
def test_who_begins_a_review(desk, name):
    claim = desk.claim()
    answer = desk.browser(name).post(f"/desk/claims/{claim.pk}/review/")
    assert answer.status_code == {"olga": 404, "sam": 403, "sue": 403, "ron": 403}.get(name, 302)
    assert Review.objects.exists() == (name in CHECKERS)


# who -> status of POST on each step of Ann's review, at the moment when that step is next.
STEPS = {
    "write": {"ann": 302, "bea": 403, "eve": 403, "sam": 404, "ron": 404, "olga": 404},
    "withdraw": {"ann": 302, "bea": 403, "eve": 403, "sam": 404, "ron": 404, "olga": 404},
    "second": {"ann": 403, "bea": 302, "eve": 302, "sam": 404, "ron": 404, "olga": 404},
    "return": {"ann": 403, "bea": 302, "eve": 302, "sam": 404, "ron": 404, "olga": 404},
    "publish": {"ann": 403, "bea": 403, "eve": 302, "sam": 404, "ron": 404, "olga": 404},
    "reopen": {"ann": 403, "bea": 403, "eve": 302, "sam": 404, "ron": 404, "olga": 404},
}
SENT = {
    "write": {"step": "draft", "summary": "More."},
    "withdraw": {},
    "second": {"agree": "yes"},
    "return": {"note": "The log is missing."},
    "publish": {"as_of": "2025-06-12"},
    "reopen": {"reason": "A new log."},
}


@pytest.mark.parametrize(
    ("step", "name"), [(step, name) for step, table in STEPS.items() for name in table]
)
def test_who_takes_which_step(desk, step, name):
    claim = desk.claim()
    if step == "write":
        review = desk.draft(claim)
    elif step in {"withdraw", "second"}:
        review = desk.submitted(claim)
    elif step in {"return", "publish"}:
        review = desk.seconded(claim)
    else:
        review = desk.published(claim).review
    ending = "" if step == "write" else f"{step}/"
    answer = desk.browser(name).post(f"/desk/reviews/{review.pk}/{ending}", SENT[step])
    assert answer.status_code == STEPS[step][name]


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("draft", {"ann": "Go on with the draft", "bea": "", "eve": ""}),
        ("submitted", {"ann": "Take it back", "bea": "second person", "eve": "second person"}),
        ("seconded", {"ann": "", "bea": "Send it back", "eve": "Publish the verdict"}),
        ("published", {"ann": "", "bea": "", "eve": "Look at the verdict again"}),
    ],
)
def test_everyone_is_offered_what_they_can_do_next(desk, state, offered):
    claim = desk.claim()
    getattr(desk, state)(claim)
    every = set(filter(None, offered.values())) - {"second person"}
    for name, words in offered.items():
        text = desk.browser(name).get(f"/desk/claims/{claim.pk}/").content.decode()
        section = text[text.index('id="verdict"') : text.index('id="chain"')]
        assert words in section
        for other in every - {words}:
            assert (other in section) == (name == "eve" and other == "Send it back")


def test_a_review_without_rating_and_reason_is_not_handed_on(desk):
    review = services.open_review(desk.claim(), by=desk.cast.ann)
    sent = {"step": "submit", "version": review.version}
    answer = desk.browser("ann").post(f"/desk/reviews/{review.pk}/", sent)
    assert answer.status_code == 400
    errors = answer.context["form"].errors
    assert "Choose a rating before you submit." in str(errors["rating"])
    assert "Say why, in words a reader understands." in str(errors["summary"])


def test_a_rating_nobody_knows_is_refused(desk):
    review = services.open_review(desk.claim(), by=desk.cast.ann)
    sent = {"rating": "999999", "summary": "Because.", "step": "draft"}
    answer = desk.browser("ann").post(f"/desk/reviews/{review.pk}/", sent)
    assert answer.status_code == 400
    assert "Because." in answer.content.decode()


def test_every_rating_stands_with_its_meaning(desk):
    review = desk.draft(desk.claim())
    text = desk.browser("ann").get(f"/desk/reviews/{review.pk}/").content.decode()
    assert "Wrong in what it says." in text
    assert f'value="{desk.rating().pk}" checked' in text


def test_sending_back_without_a_word_is_refused(desk):
    review = desk.submitted(desk.claim())
    browser, path = desk.browser("bea"), f"/desk/reviews/{review.pk}/second/"
    answer = browser.post(path, {"agree": "no", "note": " "})
    assert answer.status_code == 400
    assert "Say what is missing" in str(answer.context["form"].errors["note"])
    browser.post(path, {"agree": "no", "note": "Where is the log?"})
    text = desk.browser("ann").get(f"/desk/claims/{review.claim_id}/").content.decode()
    assert "Because: Where is the log?" in text


def test_two_windows_do_not_write_over_each_other(desk):
    review = desk.draft(desk.claim())
    browser, path = desk.browser("ann"), f"/desk/reviews/{review.pk}/"
    sent = {"step": "draft", "rating": "", "version": review.version}
    browser.post(path, sent | {"summary": "From the first window."})
    answer = browser.post(path, sent | {"summary": "From the second window."})
    assert answer.status_code == 412
    text = answer.content.decode()
    assert "It says now: From the first window." in text
    assert "From the second window." in text


def test_a_change_of_verdict_needs_a_public_reason(desk):
    claim = desk.claim()
    review = services.reopen(desk.published(claim).review, reason="New log.", by=desk.cast.eve)
    review = services.submit(review, by=desk.cast.ann)
    review = services.second(review, agree=True, by=desk.cast.bea)
    browser, path = desk.browser("eve"), f"/desk/reviews/{review.pk}/publish/"
    assert "Why it changed" in browser.get(path).content.decode()
    kind = {"as_of": "2025-06-20", "kind": "update"}
    answer = browser.post(path, kind)
    assert answer.status_code == 400
    assert "tell them why it changed" in str(answer.context["form"].errors["reason_for_change"])
    browser.post(path, kind | {"reason_for_change": "The log is out."})
    assert Verdict.objects.current().get().kind == "update"


def test_a_first_verdict_asks_for_no_reason_to_change(desk):
    review = desk.seconded(desk.claim())
    text = desk.browser("eve").get(f"/desk/reviews/{review.pk}/publish/").content.decode()
    assert "Why it changed" not in text


def test_a_step_at_the_wrong_moment_is_refused_and_the_page_says_why(desk):
    review = desk.draft(desk.claim())
    answer = desk.browser("eve").post(
        f"/desk/reviews/{review.pk}/publish/", {"as_of": "2025-06-12"}
    )
    assert answer.status_code == 409
    assert "You cannot publish a check that is" in answer.content.decode()
