"""What the linter finds, and what it leaves in peace."""

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.exchange.claimreview import dump, feed, script
from claims.exchange.linted import lint_text
from claims.exchange.linting import compare, is_fit, lint, reviews_in
from tests.claims.exchange.test_claimreview import ADDRESS, PUBLISHED

GOOD = dump(replace(PUBLISHED, publisher_address="https://desk.example/"), address=ADDRESS)
MEDIA = {
    "@type": "MediaReview",
    "url": ADDRESS,
    "author": {"@type": "Organization", "name": "Desk", "url": "https://desk.example/"},
    "datePublished": "2025-06-12",
    "mediaAuthenticityCategory": "https://schema.org/StagedContent",
    "itemReviewed": {
        "@type": "MediaReviewItem",
        "mediaItemAppearance": [
            {
                "@type": "ImageObjectSnapshot",
                "contentUrl": "https://pictures.example/1.jpg",
                "archivedAt": "https://archive.example/1",
            }
        ],
    },
}
GONE = object()


def changed(review: Any, path: str, value: Any) -> Any:
    """The review with one field set, or taken out."""
    made = deepcopy(review)
    *steps, last = path.split(".")
    place = made
    for step in steps:
        place = place[step]
    if value is GONE:
        place.pop(last, None)
    else:
        place[last] = value
    return made


def codes(review: Any, page: str = ADDRESS) -> dict[str, str]:
    return {one.code: one.severity for one in lint(review, page=page)}


def test_what_we_write_ourselves_is_in_order() -> None:
    assert lint(GOOD, page=ADDRESS) == []
    assert lint(MEDIA, page=ADDRESS) == []


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("claimReviewed", "False: the town knew of the lead.", "rating_in_claim"),
        ("claimReviewed", "FALSE – the town knew of the lead.", "rating_in_claim"),
        ("claimReviewed", "Fact check: the town knew.", "rating_in_claim"),
        ("claimReviewed", "False.", "rating_in_claim"),
        ("claimReviewed", " ", "claim_missing"),
        ("claimReviewed", GONE, "claim_missing"),
        ("url", "https://desk.example/claims/10/", "url_of_another_page"),
        ("url", "https://other.example/claims/9/", "url_of_another_page"),
        ("url", "/claims/9/", "url_missing"),
        ("url", GONE, "url_missing"),
        ("author", GONE, "publisher_missing"),
        ("author", {"name": " "}, "publisher_missing"),
        ("datePublished", GONE, "date_missing"),
        ("datePublished", "12 June 2025", "date_unreadable"),
        ("datePublished", "2025-02-30", "date_unreadable"),
        ("itemReviewed.datePublished", "2025-06-13", "claim_after_review"),
        ("itemReviewed.datePublished", "2026", "claim_after_review"),
        ("reviewRating", GONE, "rating_missing"),
        ("reviewRating.alternateName", "", "rating_label_missing"),
        ("reviewRating.worstRating", 5, "worst_not_below_best"),
        ("reviewRating.worstRating", 6, "worst_not_below_best"),
        ("reviewRating.worstRating", 0, "worst_below_1"),
        ("reviewRating.ratingValue", 6, "value_outside"),
        ("reviewRating.ratingValue", "0", "value_outside"),
        ("reviewRating.ratingValue", "high", "rating_no_number"),
        ("reviewRating.bestRating", True, "rating_no_number"),
        ("reviewRating.bestRating", float("nan"), "rating_no_number"),
        ("itemReviewed", GONE, "claim_details_missing"),
        ("itemReviewed.appearance", [{"url": ADDRESS}], "appearance_is_review"),
    ],
)
def test_an_error_is_found(path: str, value: Any, code: str) -> None:
    found = codes(changed(GOOD, path, value))
    assert found.get(code) == "error"
    assert not is_fit(lint(changed(GOOD, path, value), page=ADDRESS))


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("author.url", GONE, "publisher_url_missing"),
        ("author", "Eastbank Desk", "publisher_url_missing"),
        ("itemReviewed.author", GONE, "claimant_missing"),
        ("itemReviewed.author.name", "Eastbank Desk", "claimant_is_publisher"),
        ("itemReviewed.datePublished", GONE, "claim_date_missing"),
        ("itemReviewed.datePublished", "2025-06-12", "dates_equal"),
        ("reviewRating.ratingValue", GONE, "rating_scale_missing"),
        ("reviewRating.ratingExplanation", "", "explanation_missing"),
    ],
)
def test_a_warning_stops_nothing(path: str, value: Any, code: str) -> None:
    found = lint(changed(GOOD, path, value), page=ADDRESS)
    assert {one.code: one.severity for one in found} == {code: "warning"}
    assert is_fit(found)


def test_a_claim_in_no_text_is_told_of() -> None:
    review = changed(
        changed(GOOD, "itemReviewed.appearance", GONE), "itemReviewed.firstAppearance", GONE
    )
    assert codes(review) == {"appearance_missing": "warning"}


def test_words_of_a_verdict_in_a_claim_are_asked_about() -> None:
    review = changed(GOOD, "reviewRating.alternateName", "Mostly true")
    review["claimReviewed"] = "The mayor said that it was mostly true."
    assert codes(review) == {"rating_words_in_claim": "warning"}


@pytest.mark.parametrize(
    "claim",
    [
        "False alarms closed the pier.",
        "False-flag attacks were planned.",
        "It is true that the pier closed.",
        "True believers closed the pier.",
        "Rating agencies closed the pier.",
    ],
)
def test_honest_claims_are_left_in_peace(claim: str) -> None:
    assert codes(changed(GOOD, "claimReviewed", claim)) == {}


@pytest.mark.parametrize(
    "page", [ADDRESS, ADDRESS.replace("https", "http"), f"{ADDRESS}#verdict", ""]
)
def test_a_jump_within_its_own_page_is_no_other_page(page: str) -> None:
    assert codes(changed(GOOD, "url", f"{ADDRESS}#claim"), page) == {}


def test_dates_that_are_vague_are_compared_as_far_as_they_go() -> None:
    assert codes(changed(GOOD, "itemReviewed.datePublished", "2025")) == {}
    assert codes(changed(GOOD, "itemReviewed.datePublished", "2025-06")) == {}
    assert codes(changed(GOOD, "datePublished", "2025-06-12T09:30:00+02:00")) == {}


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("mediaAuthenticityCategory", GONE, "category_missing"),
        ("mediaAuthenticityCategory", "FakeContent", "category_unknown"),
        ("mediaAuthenticityCategory", ["StagedContent", "Staged"], "category_unknown"),
        ("itemReviewed.mediaItemAppearance", [], "media_missing"),
        ("itemReviewed", GONE, "media_missing"),
        ("itemReviewed.mediaItemAppearance", [{"url": "https://p.example"}], "archive_missing"),
    ],
)
def test_media_reviews_are_looked_through(path: str, value: Any, code: str) -> None:
    assert set(codes(changed(MEDIA, path, value))) == {code}


@pytest.mark.parametrize(
    "category",
    [
        "DecontextualizedContent",
        "EditedOrCroppedContent",
        "OriginalMediaContent",
        "SatireOrParodyContent",
        "StagedContent",
        "TransformedContent",
    ],
)
def test_six_categories_are_known(category: str) -> None:
    assert codes(changed(MEDIA, "mediaAuthenticityCategory", category)) == {}


def test_errors_come_first() -> None:
    review = changed(changed(GOOD, "author.url", GONE), "reviewRating.ratingValue", 9)
    assert [one.severity for one in lint(review)] == ["error", "warning"]


def test_reviews_are_found_however_they_are_wrapped() -> None:
    wrapped = {"@graph": [{"@type": "WebPage"}, [GOOD], MEDIA]}
    assert reviews_in(wrapped) == [GOOD, MEDIA]
    assert reviews_in(feed([(PUBLISHED, ADDRESS)], address="https://desk.example/feed")) == [
        dump(PUBLISHED, address=ADDRESS)
    ]
    assert reviews_in({"@type": ["Review", "http://schema.org/ClaimReview"]})
    assert reviews_in("ClaimReview") == reviews_in(None) == []


def test_a_page_that_says_something_else_is_found() -> None:
    other = changed(GOOD, "claimReviewed", "Something else.")
    assert compare([MEDIA | {"url": ""}, GOOD], GOOD) == []
    assert [(one.code, one.field) for one in compare([other], GOOD)] == [
        ("markup_differs", "claimReviewed")
    ]
    assert [one.code for one in compare([], GOOD)] == ["markup_missing"]


def test_pages_and_files_are_read() -> None:
    page = f'<html><script type="application/ld+json">{script(GOOD)}</script></html>'
    for text in (page, json.dumps(GOOD), json.dumps([GOOD])):
        (found,) = lint_text(text, page=ADDRESS)
        assert (found.kind, found.url, found.status) == ("ClaimReview", ADDRESS, "ok")
    assert lint_text("<html><p>Nothing.</p></html>") == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*GOOD, *GOOD["itemReviewed"], "name", "url"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*GOOD, *MEDIA]), ANYTHING), st.sampled_from([GOOD, MEDIA]))
def test_no_markup_breaks_the_linter(parts: dict[str, Any], good: dict[str, Any]) -> None:
    for one in lint({**good, **parts, "@type": ["ClaimReview", "MediaReview"]}, page=ADDRESS):
        assert one.message.endswith((".", "?"))
