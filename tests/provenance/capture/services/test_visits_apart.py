"""What visits keep apart: hosts from each other, and one visit from the next."""

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from provenance.capture import fetch, tasks
from provenance.capture.models import Host, Watch
from provenance.capture.services import confirm_move, send_visits, visits
from provenance.sources.models import Snapshot
from tests.provenance.capture.loopback import STORY, page, running_site
from tests.provenance.capture.watching import carry_out, come_due, visited, watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast, site):
    return watched(site.put("/wells", page()), cast)


@pytest.fixture
def other(settings):
    with running_site() as one:
        settings.FETCH_ALLOW |= {one.host}
        yield one


@pytest.mark.parametrize(
    ("status", "found", "code"), [(301, "moved", ""), (302, "failed", "elsewhere")]
)
def test_a_visit_asks_nothing_of_a_host_it_is_led_to(row, site, other, status, found, code):
    there = other.put("/wells", page(STORY.replace("Monday", "Tuesday")))
    other.put("/robots.txt", b"User-agent: *\nDisallow: /\n")
    site.put("/wells", b"", status, Location=there)
    seen = visited(row)
    assert (seen.found, seen.reason_code) == (found, code)
    assert seen.moved_to == (there if status == 301 else "")
    assert other.paths() == []
    assert Snapshot.objects.count() == 1


def test_a_move_to_another_host_that_is_confirmed_is_visited_by_its_rules(row, site, other, cast):
    there = other.put("/wells", page())
    other.put("/robots.txt", b"User-agent: *\nDisallow: /\n")
    site.put("/wells", b"", 301, Location=there)
    seen = visited(confirm_move(visited(row), by=cast.ann))
    assert (seen.host, seen.found) == (other.host, "disallowed")
    assert other.paths() == ["/robots.txt"]


def test_two_workers_with_one_job_begin_it_once(row):
    come_due(row)
    send_visits()
    sent = Watch.objects.get().sent_at
    assert visits._begin(row.pk, sent) is not None
    assert visits._begin(row.pk, sent) is None


def test_a_job_that_was_taken_for_lost_does_not_begin_beside_the_next(row):
    come_due(row)
    send_visits()
    come_due(row)
    send_visits()
    lost, job = ProcrastinateJob.objects.filter(task_name="provenance.capture.visit").order_by("id")
    tasks.visit(**lost.args)
    assert Watch.objects.get().visits == 0
    tasks.visit(**job.args)
    assert Watch.objects.get().visits == 1


def test_a_move_confirmed_during_a_visit_keeps_the_hosts_apart(row, site, other, cast, monkeypatch):
    there = other.put("/2031/wells", page())
    site.put("/wells", b"", 301, Location=there)
    visited(row)
    Host.objects.update(rules_at=None)
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 600\n")
    at_once = fetch.fetch

    def meanwhile(address, **how):
        if address.endswith("/wells"):
            confirm_move(Watch.objects.get(), by=cast.ann)
        return at_once(address, **how)

    monkeypatch.setattr(fetch, "fetch", meanwhile)
    come_due(row)
    send_visits()
    carry_out(row)
    old, new = Host.objects.get(name=site.host), Host.objects.get(name=other.host)
    assert ("600" in old.rules, old.busy_with) == (True, None)
    assert (new.rules, new.busy_with) == ("", None)
    assert new.free_at <= timezone.now() < old.free_at
    seen = Watch.objects.get()
    assert (seen.sent_at, seen.moved_to, seen.visits) == (None, "", 1)
