"""What visits find: nothing new, a new version, a dead, moved or closed address."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from provenance.accounts.models import Membership
from provenance.audit.models import AuditEvent
from provenance.capture import after, fetch, tasks
from provenance.capture.models import Host, Watch
from provenance.capture.services import (
    confirm_move,
    refuse_move,
    send_visits,
    unwatch,
    visit_now,
)
from provenance.sources.models import Article, Snapshot
from provenance.sources.services import delete_article, show_article
from tests.provenance.capture.loopback import STORY, page, running_site
from tests.provenance.capture.watching import article_of, carry_out, come_due, visited, watched

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OTHER = STORY.replace("Monday", "Tuesday")


@pytest.fixture
def row(cast, site):
    return watched(site.put("/wells", page()), cast)


def findings():
    events = AuditEvent.objects.filter(action="watch.found").order_by("id")
    return [event.detail["found"] for event in events]


def test_an_unchanged_page_makes_no_snapshot_and_is_remembered(row):
    once = visited(row)
    assert (once.found, once.visits, once.changes) == ("unchanged", 1, 0)
    assert timezone.now() - once.seen_at < timedelta(minutes=1)
    twice = visited(row)
    assert (once.wait, twice.wait) == (2 * DAY, 4 * DAY)
    assert twice.due_at > timezone.now() + 3 * DAY
    assert Snapshot.objects.count() == 1
    assert findings() == ["unchanged"]


def test_a_revised_page_makes_a_snapshot_and_other_rooms_are_told(row, site, cast, monkeypatch):
    told = []
    monkeypatch.setattr(after, "_listeners", [lambda snapshots, by: told.append((snapshots, by))])
    visited(row)
    site.put("/wells", page(OTHER))
    seen = visited(row)
    assert (seen.found, seen.changes, seen.wait) == ("revised", 1, DAY)
    article = article_of(row)
    assert (article.latest.number, article.latest.created_by) == (2, cast.ann)
    assert "Tuesday" in article.latest.text
    assert told == [([article.latest], cast.ann)]
    assert findings() == ["unchanged", "revised"]


def test_what_was_sent_along_last_time_is_asked_about(row, site):
    site.put("/wells", page(), ETag='"one"', Last_Modified="Mon, 04 May 2026 10:00:00 GMT")
    assert visited(row).etag == '"one"'
    site.put("/wells", b"", 304)
    seen = visited(row)
    assert (seen.found, seen.etag, seen.wait) == ("unchanged", '"one"', 4 * DAY)
    asked = site.asked[-1]
    assert asked["if-none-match"] == '"one"'
    assert asked["if-modified-since"] == "Mon, 04 May 2026 10:00:00 GMT"


def test_a_page_that_is_gone_is_dead_at_once_and_lives_when_it_is_back(row, site):
    del site.pages["/wells"]
    dead = visited(row)
    assert (dead.found, dead.reason_code, dead.failures) == ("failed", "not_found", 1)
    assert dead.dead_since is not None
    assert visited(row).dead_since == dead.dead_since
    site.put("/wells", page())
    back = visited(row)
    assert (back.found, back.dead_since, back.failures) == ("unchanged", None, 0)
    assert findings() == ["failed", "unchanged"]


def test_silence_is_death_only_when_it_lasts(row, site):
    site.put("/wells", b"", 500)
    for _ in range(3):
        assert visited(row).dead_since is None
    Watch.objects.update(failing_since=timezone.now() - 3 * DAY)
    dead = visited(row)
    assert timezone.now() - dead.dead_since > 2 * DAY


def test_a_server_that_asks_for_time_gets_it_for_all_its_pages(row, site, cast):
    second = watched(site.put("/dam", page(OTHER, "The dam")), cast)
    site.put("/wells", b"", 503, Retry_After="7200")
    seen = visited(row)
    assert (seen.found, seen.dead_since, seen.failures) == ("later", None, 0)
    assert seen.due_at > timezone.now() + timedelta(hours=20)
    Watch.objects.filter(pk=second.pk).update(due_at=timezone.now())
    assert Host.objects.get().free_at > timezone.now() + timedelta(hours=1)
    assert send_visits() == 0


def test_rules_of_the_site_are_kept_read_once_a_day_and_told(row, site):
    site.put("/robots.txt", b"User-agent: *\nDisallow: /wells\n")
    seen = visited(row)
    assert (seen.found, seen.reason_code) == ("disallowed", "robots")
    assert "/wells" not in site.paths()[1:]  # the first was the person bringing it in
    site.put("/robots.txt", b"")
    assert visited(row).found == "disallowed"
    Host.objects.update(rules_at=timezone.now() - 2 * DAY)
    assert visited(row).found == "unchanged"
    assert site.paths().count("/robots.txt") == 2


def test_rules_that_cannot_be_read_keep_us_away_for_now(row, site):
    site.put("/robots.txt", b"", 503, Retry_After="3600")
    seen = visited(row)
    assert (seen.found, Host.objects.get().rules_at) == ("later", None)
    assert site.paths().count("/wells") == 1


def test_the_pause_that_a_site_wants_is_kept(row, site):
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 600\n")
    visited(row)
    assert Host.objects.get().free_at > timezone.now() + timedelta(minutes=9)


def test_a_page_that_moved_for_good_is_proposed_and_followed_when_a_person_agrees(row, site, cast):
    there = site.put("/2031/wells", page(OTHER))
    site.put("/wells", b"", 301, Location="/2031/wells")
    seen = visited(row)
    assert (seen.found, seen.moved_to) == ("moved", there)
    assert (Article.objects.count(), Snapshot.objects.count()) == (1, 1)
    confirm_move(seen, by=cast.bea)
    seen = visited(row)
    assert (seen.found, seen.moved_to, seen.address) == ("revised", "", there)
    assert (Article.objects.count(), Snapshot.objects.count()) == (1, 2)


def test_a_refused_move_is_not_proposed_again(row, site, cast):
    site.put("/2031/wells", page(OTHER))
    site.put("/wells", b"", 301, Location="/2031/wells")
    refuse_move(visited(row), by=cast.bea)
    seen = visited(row)
    assert (seen.found, seen.reason_code, seen.moved_to) == ("failed", "elsewhere", "")


def test_a_page_that_leads_elsewhere_for_now_is_neither_moved_nor_kept(row, site):
    site.put("/consent", page("<p>Something else entirely.</p>" * 40))
    site.put("/wells", b"", 302, Location="/consent")
    seen = visited(row)
    assert (seen.found, seen.reason_code, seen.moved_to) == ("failed", "elsewhere", "")
    assert (seen.dead_since, Snapshot.objects.count()) == (None, 1)


def test_a_page_that_leads_to_the_front_page_is_gone(row, site):
    site.put("/", page("<p>News of the day.</p>" * 60))
    site.put("/wells", b"", 301, Location="/")
    seen = visited(row)
    assert (seen.reason_code, seen.dead_since is not None) == ("home_page", True)


def test_a_plain_respelling_of_the_address_is_no_move(row, site):
    site.put("/wells/", page())
    site.put("/wells", b"", 301, Location="/wells/")
    seen = visited(row)
    assert (seen.found, seen.moved_to) == ("unchanged", "")


def test_another_canonical_address_is_noticed_and_merges_nothing(row, site, cast):
    named = f"http://{site.host}/news/one-of-three-wells"
    watched(site.put("/news/one-of-three-wells", page(OTHER)), cast)
    site.put("/wells", page(head=f'<link rel="canonical" href="{named}">'))
    seen = visited(row)
    assert (seen.found, seen.moved_to) == ("unchanged", named)
    site.put("/wells", page(OTHER, head=f'<link rel="canonical" href="{named}">'))
    assert visited(row).found == "revised"
    assert article_of(row).latest.number == 2
    assert Article.objects.count() == 2


def test_what_comes_instead_of_the_page_is_never_kept_as_a_version(row, site):
    site.put("/wells", page("<p>Just a moment. Checking your browser.</p>", "Please wait"))
    seen = visited(row)
    assert (seen.found, seen.reason_code) == ("failed", "robot_check")
    assert "robot" in seen.reason
    assert (Snapshot.objects.count(), seen.dead_since) == (1, None)


def test_what_someone_keeps_to_themselves_stays_theirs(cast, site):
    row = watched(site.put("/diary", page()), cast, visibility="me")
    site.put("/diary", page(OTHER))
    assert visited(row).found == "revised"
    article = Article.objects.get()
    assert (article.visibility, article.latest.number) == ("me", 2)


def test_a_watch_ends_when_its_person_has_left(row, site, cast):
    Membership.objects.filter(user=cast.ann).delete()
    site.put("/wells", page(OTHER))
    seen = visited(row)
    assert (seen.found, seen.reason_code, seen.ended_at is not None) == ("failed", "refused", True)
    assert Snapshot.objects.count() == 1


def test_a_watch_ends_when_the_article_became_someone_elses_own(row, site, cast):
    Watch.objects.update(created_by=cast.bea)
    show_article(row.article, "me", by=cast.ann)
    site.put("/wells", page(OTHER))
    seen = visited(row)
    assert (seen.reason_code, seen.ended_at is not None) == ("refused", True)
    assert (Article.objects.count(), Snapshot.objects.count()) == (1, 1)


def test_an_article_that_is_taken_away_during_a_visit_stays_away(row, site, cast, monkeypatch):
    at_once = fetch.fetch

    def meanwhile(*given, **how):
        Article.objects.update(deleted_at=timezone.now())
        return at_once(*given, **how)

    site.put("/wells", page(OTHER))
    monkeypatch.setattr(fetch, "fetch", meanwhile)
    come_due(row)
    send_visits()
    carry_out(row)
    assert Watch.objects.get().reason_code == "overtaken"
    assert Article.objects.get().deleted_at is not None
    assert Snapshot.objects.count() == 1


def test_deleted_articles_and_ended_watches_are_not_visited(row, cast):
    come_due(row)
    delete_article(row.article, by=cast.ann)
    assert send_visits() == 0
    carry_out(row)
    assert Article.objects.get().deleted_at is not None
    assert Watch.objects.get().visits == 0
    Article.objects.update(deleted_at=None)
    unwatch(row, by=cast.ann)
    assert send_visits() == 0


def test_a_visit_that_is_done_is_not_done_again(row):
    visited(row)
    carry_out(row)
    assert Watch.objects.get().visits == 1


def test_a_host_gets_one_visit_at_a_time(row, site, cast):
    second = watched(site.put("/dam", page(OTHER, "The dam")), cast)
    come_due(row)
    come_due(second)
    assert send_visits() == 1
    assert send_visits() == 0
    assert Watch.objects.exclude(sent_at=None).get() == row
    carry_out(row)
    assert send_visits() == 0  # the host rests
    Host.objects.update(free_at=timezone.now())
    assert send_visits() == 1


def test_a_visit_asked_for_is_done_before_its_time(row, cast):
    visited(row)
    Host.objects.update(free_at=timezone.now())
    visit_now(Watch.objects.get(), by=cast.sam)
    carry_out(row)
    assert Watch.objects.get().visits == 2


def test_a_visit_whose_worker_died_is_sent_again_and_does_not_block_the_host(row):
    come_due(row)
    send_visits()
    long_ago = timezone.now() - timedelta(hours=2)
    Watch.objects.update(sent_at=long_ago)
    Host.objects.update(free_at=long_ago)
    assert send_visits() == 1
    carry_out(row)
    assert Watch.objects.get().found == "unchanged"


def test_a_server_is_never_visited_before_it_asked_to_be(row, site):
    for told in (7200, 200_000):
        site.put("/wells", b"", 429, Retry_After=str(told))
        seen = visited(row)
        soonest = seen.last_at + timedelta(seconds=told)
        assert seen.due_at >= soonest
        assert Host.objects.get().free_at >= soonest


def test_the_tasks_do_the_work_under_the_names_they_are_sent_by(row, site):
    come_due(row)
    tasks.send_visits(timestamp=1)
    (job,) = ProcrastinateJob.objects.filter(task_name="provenance.capture.visit")
    tasks.visit(**job.args)
    assert Watch.objects.get().visits == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_visit(cast, site, settings):
    with running_site() as other:
        settings.FETCH_ALLOW |= {other.host}
        for where in (site, other):
            row = watched(where.put("/wells", page()), cast)
            come_due(row)
        sent, gate = [], threading.Barrier(4)

        def work() -> None:
            gate.wait()
            sent.append(send_visits())
            connection.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(sent) == 2
