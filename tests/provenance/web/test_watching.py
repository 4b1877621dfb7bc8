"""What pages say of watched articles, and the buttons on them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from provenance.capture.models import Watch
from provenance.capture.services import watch
from provenance.sources.services import keep_snapshot, show_article
from provenance.web import watch_words
from tests.provenance.sources.arriving import RUMOUR, arrival

pytestmark = pytest.mark.django_db
PAGE = "https://echo.example/wells"


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def article(cast):
    arrived = arrival(title="Well closed", address=PAGE, final_address=PAGE)
    return keep_snapshot(arrived, workspace=cast.desk, by=cast.ann).article


@pytest.fixture
def as_(client, cast):
    def someone(who):
        client.logout()
        if who != "nobody":
            client.force_login(getattr(cast, who))
        return client

    return someone


@pytest.fixture
def row(article, cast):
    return watch(article, by=cast.ann)


def found(row, **changes):
    Watch.objects.filter(pk=row.pk).update(last_at=timezone.now(), visits=3, **changes)


def here(article):
    return f"/articles/{article.pk}/"


def test_an_article_is_watched_from_its_page_and_let_go(as_, article):
    ann = as_("ann")
    assert "Nobody looks whether this page changes." in words(ann.get(here(article)))
    shown = words(ann.post(f"{here(article)}watch/", {"every": "week"}, follow=True))
    assert "It is watched." in shown
    assert "every week" in shown
    row = Watch.objects.get()
    shown = words(ann.post(f"/watched/{row.pk}/visit/", follow=True))
    assert "as soon as its site may be asked" in shown
    shown = words(ann.post(f"/watched/{row.pk}/stop/", follow=True))
    assert "not watched any more" in shown
    assert "Nobody looks" in shown


def test_nonsense_is_refused_in_words(as_, article):
    shown = words(as_("ann").post(f"{here(article)}watch/", {"every": "now"}, follow=True))
    assert "Select a valid choice" in shown
    assert not Watch.objects.exists()


def test_a_mere_file_has_no_such_part(as_, cast):
    kept = keep_snapshot(arrival(RUMOUR), workspace=cast.desk, by=cast.ann)
    assert "Watching" not in words(as_("ann").get(here(kept.article)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"found": "unchanged"}, "it says what we have"),
        ({"found": "revised", "changes": 1}, "3 visits, changed once"),
        ({"found": "unchanged", "wait": timedelta(days=4)}, "every 4 days for now"),
        ({"found": "failed", "reason": "The server failed.", "reason_code": "server_error"},
         "The server failed."),
        ({"found": "disallowed", "reason": "The site asks programs not to."}, "Not visited."),
    ],
)  # fmt: skip
def test_the_page_says_what_the_last_visit_found(as_, article, row, changes, said):
    found(row, **changes)
    assert said in words(as_("ron").get(here(article)))


def test_a_dead_address_is_told_with_its_day(as_, article, row):
    since = timezone.now() - timedelta(days=9)
    found(row, found="failed", reason="The page has been taken down.", dead_since=since)
    shown = words(as_("ron").get(here(article)))
    assert f"Dead since {since:%-d %B %Y}." in shown
    assert "The page has been taken down. What we have of it stays." in shown


def test_a_moved_address_waits_for_a_person(as_, article, row):
    there = "https://echo.example/2031/wells"
    found(row, found="moved", moved_to=there, moved_at=timezone.now())
    assert "It is there now" not in words(as_("ron").get(here(article)))
    shown = words(as_("ann").get(here(article)))
    assert "It seems to stand elsewhere now:" in shown
    assert there in shown
    as_("ann").post(f"/watched/{row.pk}/confirm-move/")
    assert Watch.objects.select_related("article").get().address == there


def test_another_page_is_refused(as_, article, row):
    there = "https://other.example/"
    found(row, found="moved", moved_to=there, moved_at=timezone.now())
    as_("ann").post(f"/watched/{row.pk}/refuse-move/")
    assert Watch.objects.get().moved_refused == there


@pytest.mark.parametrize(
    ("who", "status", "buttons"),
    [("ann", 200, True), ("sam", 200, True), ("ron", 200, False), ("olga", 200, None)],
)
def test_who_sees_it_and_who_may(as_, cast, article, row, who, status, buttons):
    show_article(article, "public", by=cast.eve)
    answer = as_(who).get(here(article))
    assert answer.status_code == status
    assert ("Watching" in words(answer)) is (buttons is not None)
    assert ("Visit now" in words(answer)) is bool(buttons)


@pytest.mark.parametrize("verb", ["stop", "visit", "confirm-move", "refuse-move"])
def test_strangers_find_no_watch_and_readers_may_nothing(as_, row, verb):
    Watch.objects.update(moved_to=PAGE + "/2", moved_at=timezone.now())
    assert as_("olga").post(f"/watched/{row.pk}/{verb}/").status_code == 404
    assert as_("ron").post(f"/watched/{row.pk}/{verb}/").status_code == 403
    assert as_("nobody").post(f"/watched/{row.pk}/{verb}/").status_code == 302
    assert as_("ann").get(f"/watched/{row.pk}/{verb}/").status_code == 405


def test_nobody_is_led_to_a_foreign_site(as_, article, row):
    answer = as_("ann").post(f"/watched/{row.pk}/stop/", {"back": "//evil.example/"})
    assert answer["Location"] == here(article)
    answer = as_("ann").post(f"{here(article)}watch/", {"every": "day", "back": "/watched/"})
    assert answer["Location"] == "/watched/"


def test_the_list_begins_with_what_wants_attention(as_, cast, row):
    def more(n, **changes):
        one = arrival(f"{n} {RUMOUR}", title=f"Well {n}", address=f"{PAGE}/{n}",
                      final_address=f"{PAGE}/{n}")  # fmt: skip
        kept = keep_snapshot(one, workspace=cast.desk, by=cast.ann)
        found(watch(kept.article, by=cast.ann), **changes)

    more(1, found="failed", dead_since=timezone.now(), reason="There is no page.")
    more(2, found="moved", moved_to=f"{PAGE}/new", moved_at=timezone.now())
    shown = words(as_("ron").get("/watched/"))
    assert shown.index("Well 2") < shown.index("Well 1") < shown.index("Well closed")
    for said in (">moved<", ">dead<", ">not visited yet<", "There is no page."):
        assert said in shown


@pytest.mark.parametrize(("who", "said"), [("ann", "choose Watch it"), ("ron", "Members who")])
def test_an_empty_list_says_what_to_do(as_, cast, who, said):
    assert said in words(as_(who).get("/watched/"))


def test_the_list_takes_the_same_queries_however_long(
    as_, cast, row, django_assert_max_num_queries
):
    for n in range(5):
        one = arrival(f"{n} {RUMOUR}", title=f"Well {n}", address=f"{PAGE}/{n}",
                      final_address=f"{PAGE}/{n}")  # fmt: skip
        watch(keep_snapshot(one, workspace=cast.desk, by=cast.ann).article, by=cast.ann)
    ann = as_("ann")
    with django_assert_max_num_queries(8):
        assert words(ann.get("/watched/")).count("not visited yet") >= 6


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1, "hour"), (2, "2 hours"), (24, "24 hours"), (48, "2 days"), (49, "49 hours")],
)
def test_a_wait_in_words(hours, said):
    assert watch_words.lasting(timedelta(hours=hours)) == said
