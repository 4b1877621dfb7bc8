"""Search by words, for members and for strangers."""

import pytest

from claims.annotations.services import write_note
from claims.search.services import index_articles
from tests.claims.web.scenes import queries


def found(browser, **asked):
    return browser.get("/search/", asked)


def test_a_member_finds_what_they_may_see_and_is_led_to_where_they_work(desk):
    claim = desk.claim(statement="Forty boats left.")
    text = found(desk.browser("ron"), q="boats").content.decode()
    assert f"/desk/claims/{claim.pk}/" in text
    assert "Forty <mark>boats</mark> left." in text


@pytest.mark.parametrize("kind", ["claims", "articles", "verdicts"])
@pytest.mark.parametrize("name", ["nobody", "olga"])
def test_a_stranger_finds_nothing_that_is_not_public(desk, name, kind):
    claim = desk.claim("ann", "Forty secret boats left.")
    desk.evidence(claim, warrant="A secret warrant.")
    write_note("A secret note.", claim=claim, by=desk.cast.ann)
    desk.seconded(claim)
    index_articles()
    for words in ("secret", "boats", "log", "pier", ""):
        answer = found(desk.browser(name), q=words, type=kind)
        assert answer.status_code == 200
        lines = answer.context["found"].lines
        own = desk.scene.foreign.article_id if name == "olga" else 0
        assert not [line for line in lines if line.pk != own]


def test_a_stranger_finds_what_is_published_and_is_led_to_its_public_page(desk):
    claim = desk.claim(statement="Forty boats left.")
    desk.published(claim)
    browser = desk.browser("nobody")
    assert f'"/claims/{claim.pk}/"' in found(browser, q="boats").content.decode()
    text = found(browser, q="log", type="verdicts").content.decode()
    assert "<mark>log</mark> begins in June" in text


def test_a_stranger_is_offered_no_filter_that_tells_of_the_inside(desk):
    answer = found(desk.browser("nobody"), q="boats", state="in_review", stance="supports")
    outside = {"q", "verdict", "topic", "outlet", "language", "checked_since", "checked_until"}
    assert set(answer.context["form"].fields) == outside


def test_articles_are_found_by_their_words(desk):
    index_articles()
    text = found(desk.browser("ann"), q='"Forty boats" -rain', type="articles").content.decode()
    assert "Harbour Post: the pier" in text


def test_nothing_found_says_what_to_try(desk):
    text = found(desk.browser("ann"), q="zeppelin").content.decode()
    assert "Nothing found" in text
    assert "“in quotes”" in text


@pytest.mark.parametrize(
    "asked",
    [
        {"q": '"unclosed -'},
        {"q": "& | ! ( ) : *"},
        {"q": "a\0b"},
        {"q": "x" * 600},
        {"page": "-3"},
        {"page": "999999999999"},
        {"since": "yesterday"},
        {"type": "secrets"},
        {"outlet": "1 or 1=1"},
    ],
)
def test_odd_questions_get_an_answer(desk, asked):
    desk.claim()
    assert found(desk.browser("ann"), **{"q": "pier", **asked}).status_code == 200


def test_a_date_that_is_none_is_said_beside_its_field(desk):
    answer = found(desk.browser("ann"), q="pier", since="yesterday")
    assert "Enter a valid date." in answer.content.decode()


def test_the_number_of_queries_does_not_grow(desk):
    desk.claim(statement="Boat 0 left.")
    queries(desk, "ann", "/search/?q=boat")
    few = queries(desk, "ann", "/search/?q=boat")
    for number in range(1, 8):
        desk.claim(statement=f"Boat {number} left.")
    assert queries(desk, "ann", "/search/?q=boat") == few
