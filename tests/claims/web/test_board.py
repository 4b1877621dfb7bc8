"""The board, one's own queue, and the same step for many."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims.attention import services as attention
from claims.records.services import set_visibility, tag_claims, topic_named
from claims.reviews import services
from claims.reviews.models import Check
from tests.claims.web.scenes import EVERYONE, queries

BOARD, QUEUE, BULK = "/desk/board/", "/desk/queue/", "/desk/bulk/"
CHECKS = {"ann", "bea", "eve", "tom", "max"}


def text(answer):
    return answer.content.decode()


def asked(desk, statement="The pier closed on 3 May.", **given):
    return services.request_check(desk.claim(statement=statement), **given, by=desk.cast.ann)


def cards(desk, name, query=""):
    """State -> the claims on the board in it."""
    page = desk.browser(name).get(f"{BOARD}?{query}").context["page"]
    return {
        column.state.value: [card.check.claim.statement for card in column.cards]
        for column in page.columns
        if column.cards
    }


@pytest.mark.parametrize("path", [BOARD, QUEUE, BULK])
@pytest.mark.parametrize("name", EVERYONE)
def test_the_pages_are_for_people_with_an_account(desk, name, path):
    assert desk.browser(name).get(path).status_code == (302 if name == "nobody" else 200)


def test_only_those_who_check_see_what_is_checked(desk):
    check = asked(desk)
    for name in EVERYONE:
        if name == "nobody":
            continue
        page = text(desk.browser(name).get(BOARD))
        assert (check.claim.statement in page) == (name in CHECKS), name
        assert check.claim.statement not in text(desk.browser("olga").get(QUEUE))


def test_a_private_claim_is_on_nobody_elses_board(desk):
    check = asked(desk)
    set_visibility(check.claim, "me", by=desk.cast.ann)
    assert cards(desk, "ann") == {"requested": ["The pier closed on 3 May."]}
    assert cards(desk, "eve") == {}


def test_each_stands_in_the_column_of_its_state_and_moves_on(desk):
    check = asked(desk)
    assert cards(desk, "bea") == {"requested": [check.claim.statement]}
    services.triage(check, by=desk.cast.bea)
    assert cards(desk, "bea") == {"triaged": [check.claim.statement]}
    services.take_on(check, by=desk.cast.ann)
    assert cards(desk, "bea") == {"in_progress": [check.claim.statement]}
    services.withdraw_check(check, reason="So.", by=desk.cast.eve)
    assert cards(desk, "bea") == {}


def test_the_menu_offers_what_the_table_allows(desk):
    asked(desk)

    def offered(name):
        (column,) = [c for c in desk.browser(name).get(BOARD).context["page"].columns if c.cards]
        return [doing.words for doing in column.cards[0].doings]

    assert "Give it to someone" in offered("eve")
    assert "Decline it" in offered("eve")
    for name in ("ann", "bea", "tom"):
        assert "Accept it" in offered(name)
        assert "Decline it" not in offered(name)
        assert "Say by when" not in offered(name)


def test_when_it_is_due_is_said_in_words_and_the_most_pressing_first(desk):
    today = timezone.localdate()
    asked(desk, "Without a day.")
    asked(desk, "Late.", due=today - timedelta(days=3))
    asked(desk, "Soon.", due=today + timedelta(days=1))
    assert cards(desk, "ann")["requested"] == ["Late.", "Soon.", "Without a day."]
    page = text(desk.browser("ann").get(BOARD))
    assert "Overdue by 3 days" in page
    assert "Due tomorrow" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=boats", {"Boats."}),
        ("who=me", {"Mine."}),
        ("who=nobody", {"Boats.", "Late."}),
        ("due=late", {"Late."}),
        ("due=none", {"Boats.", "Mine."}),
        ("picked=harm", {"Boats."}),
        ("who=99999", {"Boats.", "Late.", "Mine."}),
        ("due=x&picked=y&topic=z", {"Boats.", "Late.", "Mine."}),
    ],
)
def test_narrowed(desk, query, found):
    boats = asked(desk, "Boats.")
    asked(desk, "Late.", due=date(2020, 1, 1))
    services.take_on(asked(desk, "Mine."), by=desk.cast.bea)
    attention.pick(boats.claim, "harm", by=desk.cast.bea)
    assert {one for column in cards(desk, "bea", query).values() for one in column} == found


def test_narrowed_to_a_topic(desk):
    boats, topic = (
        asked(desk, "Boats."),
        topic_named("Harbour", workspace=desk.cast.desk, by=desk.cast.ann),
    )
    asked(desk, "Others.")
    tag_claims([boats.claim_id], [topic.pk], by=desk.cast.ann)
    assert cards(desk, "bea", f"topic={topic.pk}") == {"requested": ["Boats."]}
    assert "Keep this filter" in text(desk.browser("bea").get(f"{BOARD}?topic={topic.pk}"))


def test_a_column_has_pages_of_its_own(desk):
    for number in range(21):
        asked(desk, f"Boat {number}.")
    services.triage(asked(desk, "Another."), by=desk.cast.ann)
    page = cards(desk, "ann", "page-requested=2")
    assert page == {"requested": ["Boat 20."], "triaged": ["Another."]}
    (column, *_) = desk.browser("ann").get(BOARD).context["page"].columns
    assert (column.count, len(column.cards), column.page.next_url) == (21, 20, "?page-requested=2")


def test_the_number_of_queries_does_not_grow(desk):
    asked(desk)
    services.triage(asked(desk, "Another."), by=desk.cast.ann)
    few = queries(desk, "eve", BOARD), queries(desk, "eve", QUEUE)
    for number in range(6):
        check = asked(desk, f"Boat {number}.")
        services.assign(check, to=desk.cast.bea, by=desk.cast.eve)
        attention.pick(check.claim, "harm", by=desk.cast.bea)
        services.triage(asked(desk, f"Quay {number}."), by=desk.cast.ann)
    # One more: a third column is read, whatever is in it.
    assert queries(desk, "eve", BOARD) == few[0] + 1
    assert queries(desk, "eve", QUEUE) == few[1]


def test_the_queue_tells_whose_turn_it_is(desk):
    check = asked(desk)
    services.assign(check, to=desk.cast.bea, by=desk.cast.eve)
    page = desk.browser("bea").get(QUEUE).context["page"]
    assert [card.check for card in page.turns] == [check]
    review = services.take_on(check, by=desk.cast.bea)
    services.submit(review, rating=desk.rating(), summary="So.", by=desk.cast.bea)
    page = desk.browser("bea").get(QUEUE).context["page"]
    assert (page.turns, [card.check for card in page.held]) == ([], [check])


# --- many at once ---------------------------------------------------------------------------


def address(checks, do=""):
    query = "&".join(f"check={one.pk}.{one.version}" for one in checks)
    return f"{BULK}?{query}&do={do}&back={BOARD}%3Fwho%3Dme"


def test_chosen_asked_for_and_done(desk):
    checks = [asked(desk, "One."), asked(desk, "Two.")]
    browser = desk.browser("eve")
    page = text(browser.get(address(checks)))
    assert 'value="assign"' in page
    assert 'value="ask"' not in page
    path = address(checks, "assign")
    assert browser.post(path, {"to": ""}).status_code == 400
    assert browser.post(path, {"to": desk.cast.ron.pk}).status_code == 400
    done = browser.post(path, {"to": desk.cast.bea.pk, "due": "2030-05-04"})
    assert done.url == f"{BOARD}?who=me"
    assert "2 claims given." in text(browser.get(done.url))
    assert set(Check.objects.values_list("assignee", "due")) == {
        (desk.cast.bea.pk, date(2030, 5, 4))
    }


def test_what_could_not_be_done_is_told_item_by_item(desk):
    checks = [asked(desk, "One."), asked(desk, "<b>Two</b>.")]
    services.decline(checks[1], reason="So.", by=desk.cast.eve)
    answer = desk.browser("eve").post(address(checks, "triage"), {"sent": "yes"})
    assert answer.status_code == 409
    page = text(answer)
    assert "1 claim accepted." in page
    assert "&lt;b&gt;Two&lt;/b&gt;" in page
    assert "changed by someone else" in page
    assert set(Check.objects.values_list("state", flat=True)) == {"triaged", "declined"}


def test_who_may_not_is_told_so_and_nothing_is_done(desk):
    check = asked(desk)
    for name in ("bea", "tom"):
        answer = desk.browser(name).post(address([check], "decline"), {"reason": "So."})
        assert answer.status_code == 409, name
        assert "Only an editor may decline" in text(answer)
    for name in ("sam", "ron", "olga"):
        answer = desk.browser(name).post(address([check], "decline"), {"reason": "So."})
        assert answer.status_code == 404, name
    assert Check.objects.get().state == "requested"


@pytest.mark.parametrize(
    "query", ["check=x", "check=1.x", "check=999999", "claim=999999", "check=" + "9" * 30, "claim="]
)
def test_what_is_not_there_cannot_be_chosen(desk, query):
    assert desk.browser("eve").get(f"{BULK}?{query}&do=triage").status_code == 404


def test_too_many_are_refused(desk):
    query = "&".join(f"check={number}" for number in range(1, 202))
    assert desk.browser("eve").get(f"{BULK}?{query}").status_code == 404


def test_claims_are_asked_for_and_filed(desk):
    claims = [desk.claim(statement="One."), desk.claim(statement="Two.")]
    query = "&".join(f"claim={one.pk}" for one in claims)
    browser = desk.browser("ann")
    assert browser.post(f"{BULK}?{query}&do=ask", {"reason": "It spreads."}).status_code == 302
    assert Check.objects.filter(state="requested").count() == 2
    path = f"{BULK}?{query}&do=tag"
    assert browser.post(path, {"topics": " , "}).status_code == 400
    assert browser.post(path, {"topics": "Harbour, Pier"}).status_code == 302
    assert browser.post(f"{BULK}?{query}&do=pick", {"rule": "other"}).status_code == 409
    assert browser.post(f"{BULK}?{query}&do=triage", {"a": 1}).status_code == 200


def test_nobody_is_led_to_another_site(desk):
    check = asked(desk)
    path = f"{BULK}?check={check.pk}&do=triage&back=https://evil.example/"
    assert desk.browser("eve").post(path, {"sent": "yes"}).url == BOARD
