"""Pages of what people follow and are told."""

import pytest
from allauth.account.models import EmailAddress

from claims.attention import services
from claims.attention.letters import secret_of
from claims.attention.models import Letters, Notification, SavedFilter, Subscription
from claims.records.services import edit_claim, set_visibility
from tests.claims.scene import decide
from tests.claims.web.scenes import DESK, EVERYONE, queries

NEW, FOLLOWED = "/desk/notifications/", "/desk/following/"


def news(desk, name="bea", statement="The pier closed on 3 May."):
    """Something new for someone."""
    claim = desk.claim(statement=statement)
    services.follow(claim, by=getattr(desk.cast, name))
    edit_claim(claim, checkable="yes", by=desk.cast.ann)
    services.notify(by=None)
    return claim


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("path", [NEW, FOLLOWED])
@pytest.mark.parametrize("name", EVERYONE)
def test_the_pages_are_for_people_with_an_account(desk, name, path):
    assert desk.browser(name).get(path).status_code == (302 if name == "nobody" else 200)


def test_only_the_one_it_concerns_reads_and_counts_it(desk):
    claim = news(desk)
    for name in sorted(DESK | {"olga"}):
        page, front = desk.browser(name).get(NEW), desk.browser(name).get("/desk/")
        assert (claim.statement in text(page)) == (name == "bea"), name
        assert ("1 not read yet" in text(page)) == (name == "bea"), name
        assert ("1 new for you" in text(front)) == (name == "bea"), name


def test_what_was_hidden_since_is_neither_shown_nor_counted_nor_opened(desk):
    claim = news(desk)
    row = Notification.objects.get()
    set_visibility(claim, "me", by=desk.cast.ann)
    browser = desk.browser("bea")
    assert "You have read everything" in text(browser.get(NEW))
    assert "new for you</a></p>" not in text(browser.get("/desk/"))
    assert browser.get(f"{NEW}{row.pk}/").status_code == 404


def test_opening_one_marks_it_as_read_and_leads_there(desk):
    claim = news(desk)
    row = Notification.objects.get()
    for name in EVERYONE:
        if name != "bea":
            expected = 302 if name == "nobody" else 404
            assert desk.browser(name).get(f"{NEW}{row.pk}/").status_code == expected, name
    row.refresh_from_db()
    assert row.read_at is None
    assert desk.browser("bea").get(f"{NEW}{row.pk}/").url == f"/desk/claims/{claim.pk}/"
    row.refresh_from_db()
    assert row.read_at


def test_marked_as_read_one_or_all(desk):
    news(desk)
    news(desk, statement="Forty boats left.")
    first, second = Notification.objects.order_by("pk")
    browser = desk.browser("bea")
    desk.browser("eve").post(f"{NEW}read/", {"pk": first.pk})
    assert Notification.objects.unread().count() == 2
    browser.post(f"{NEW}read/", {"pk": [first.pk, "x", "9" * 40]})
    assert list(Notification.objects.unread()) == [second]
    browser.post(f"{NEW}read/")
    assert "Nothing so far" not in text(browser.get(f"{NEW}?show=all"))
    assert not Notification.objects.unread().exists()


def test_the_number_of_queries_does_not_grow(desk):
    news(desk)
    few = queries(desk, "bea", NEW), queries(desk, "bea", FOLLOWED)
    for number in range(5):
        news(desk, statement=f"Boat {number} left.")
    assert (queries(desk, "bea", NEW), queries(desk, "bea", FOLLOWED)) == few


@pytest.mark.parametrize("kind", ["claim", "article", "outlet", "person", "snapshot"])
def test_followed_by_a_button_and_no_more(desk, kind):
    claim, article = desk.claim(), desk.scene.snapshot.article
    pk = {"claim": claim.pk, "article": article.pk, "outlet": article.outlet_id}.get(kind, 10**6)
    browser = desk.browser("ron")
    there = browser.post(f"/desk/follow/{kind}/{pk}/", {"back": FOLLOWED})
    if kind in {"person", "snapshot"}:
        assert there.status_code == 404
        return
    assert there.url == FOLLOWED
    row = Subscription.objects.get()
    assert "Follow no more" in text(browser.get(FOLLOWED))
    assert desk.browser("bea").post(f"{FOLLOWED}{row.pk}/end/").status_code == 404
    browser.post(f"{FOLLOWED}{row.pk}/end/", {"back": FOLLOWED})
    page = text(browser.get(FOLLOWED))
    assert "You follow nothing yet" in page
    assert f'action="/desk/follow/{kind}/{pk}/"' in page


def test_nobody_is_led_to_another_site(desk):
    claim = desk.claim()
    path = f"/desk/follow/claim/{claim.pk}/"
    for back in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
        there = desk.browser("ron").post(path, {"back": back})
        assert there.url == f"/desk/claims/{claim.pk}/"


@pytest.mark.parametrize("back", ["-1", "0001-01-01", "\x00", "//elsewhere.example/", "desk"])
def test_a_way_back_that_is_none_leads_to_the_page_itself(desk, back):
    claim = desk.claim()
    there = desk.browser("bea").post(f"/desk/follow/claim/{claim.pk}/", {"back": back})
    assert there["Location"] == f"/desk/claims/{claim.pk}/"


def test_the_button_stands_on_the_pages_of_what_can_be_followed(desk):
    claim, article = desk.claim(), desk.scene.snapshot.article
    paths = [
        f"/desk/claims/{claim.pk}/",
        f"/articles/{article.pk}/",
        f"/outlets/{article.outlet_id}/",
    ]
    for path in paths:
        assert "/desk/follow/" in text(desk.browser("ron").get(path)), path
    decide(claim, desk.scene)
    assert "/desk/follow/" not in text(desk.browser("olga").get(f"/claims/{claim.pk}/"))


def test_strangers_follow_nothing(desk):
    claim = desk.claim()
    path = f"/desk/follow/claim/{claim.pk}/"
    assert desk.browser("olga").post(path).status_code == 404
    assert desk.browser("nobody").post(path).status_code == 302
    decide(claim, desk.scene)
    assert desk.browser("olga").post(path).status_code == 403
    assert not Subscription.objects.exists()


def test_how_often_one_is_written_to(desk):
    browser = desk.browser("bea")
    assert "is not confirmed" in text(browser.get(FOLLOWED))
    EmailAddress.objects.create(user=desk.cast.bea, email="bea@example.org", verified=True)
    assert "<b>bea@example.org</b>" in text(browser.get(FOLLOWED))
    assert browser.post(FOLLOWED, {"every": "weekly"}).status_code == 302
    assert Letters.objects.get(person=desk.cast.bea).every == "weekly"
    assert browser.post(FOLLOWED, {"every": "hourly"}).status_code == 400


def test_letters_are_ended_by_their_link_without_a_login(desk, client):
    path = f"/letters/stop/{secret_of(desk.cast.bea)}/"
    assert "Have no more letters?" in text(client.get(path))
    assert not Letters.objects.exists()
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "No more letters" in text(answer)) == (200, True)
    assert Letters.objects.get().every == "off"
    assert "No more letters" in text(client.get(path))
    for wrong in ("x", secret_of(desk.cast.bea)[:-2], "1"):
        assert client.post(f"/letters/stop/{wrong}/").status_code == 404


def test_a_filter_is_kept_used_changed_and_taken_away(desk):
    desk.claim()
    browser = desk.browser("ann")
    assert "Keep this filter" in text(browser.get("/desk/claims/?kind=quantity"))
    assert "Keep this filter" not in text(browser.get("/desk/claims/?page=2"))
    path = "/desk/filters/save/?page=claims&query=kind%3Dquantity"
    assert browser.get(path).status_code == 200
    assert browser.post(path, {"name": "", "visibility": "me"}).status_code == 400
    kept = browser.post(path, {"name": "<b>Numbers</b>", "visibility": "workspace"})
    assert kept.url == "/desk/claims/?kind=quantity"
    page = text(desk.browser("bea").get(kept.url))
    assert "&lt;b&gt;Numbers&lt;/b&gt;" in page
    assert "Keep this filter" not in page
    row = SavedFilter.objects.get()
    edit = f"/desk/filters/{row.pk}/edit/"
    assert browser.post(edit, {"name": "Sums", "version": 1, "visibility": "me"}).status_code == 302
    assert browser.post(edit, {"name": "X", "version": 1, "visibility": "me"}).status_code == 412
    assert desk.browser("bea").get(edit).status_code == 404
    assert desk.browser("bea").post(f"/desk/filters/{row.pk}/delete/").status_code == 404
    browser.post(f"/desk/filters/{row.pk}/delete/")
    assert "Sums" not in text(browser.get("/desk/claims/?kind=event"))
    assert browser.post(f"/desk/filters/{row.pk}/restore/").url == "/desk/claims/?kind=quantity"


def test_readers_keep_filters_for_themselves(desk):
    path = "/desk/filters/save/?page=claims&query=kind%3Dquantity"
    browser = desk.browser("ron")
    assert 'name="visibility"' not in text(browser.get(path))
    browser.post(path, {"name": "Mine", "visibility": "workspace"})
    assert SavedFilter.objects.get().visibility == "me"
    assert browser.get("/desk/filters/save/?page=nothing").status_code == 404
