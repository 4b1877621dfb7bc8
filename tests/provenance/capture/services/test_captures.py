"""What people ask for is brought in by the worker, or fails with a reason and can be retried."""

import contextlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from provenance.accounts.models import Membership
from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from provenance.capture import after, pipeline
from provenance.capture.models import CaptureRequest
from provenance.capture.services import (
    Given,
    TryAgainLater,
    request_capture,
    request_captures,
    requeue_stuck,
    retry_capture,
    run_capture,
)
from provenance.sources.models import Article, Snapshot
from tests.provenance.capture.loopback import STORY, page
from tests.provenance.capture.test_archives import record, zipped

pytestmark = pytest.mark.django_db
Origin = CaptureRequest.Origin


@pytest.fixture
def ask(cast):
    def one(origin=Origin.FILE, by=cast.ann, **fields):
        return request_capture(Given(origin, **fields), workspace=cast.desk, by=by)

    return one


def done(capture):
    with contextlib.suppress(TryAgainLater):
        run_capture(capture.pk)
    capture.refresh_from_db()
    return capture


def test_asking_enqueues_the_work_in_the_same_transaction(ask):
    capture = ask(name="a.html", payload=page())
    (job,) = ProcrastinateJob.objects.filter(task_name="provenance.capture.run")
    assert (job.args, job.status) == ({"capture": capture.pk}, "todo")
    assert capture.state == "queued"
    event = AuditEvent.objects.get()
    assert (event.action, event.detail) == (
        "capture.requested",
        {"origin": "file", "input": "a.html"},
    )


def test_a_file_becomes_an_article_and_its_bytes_are_let_go(ask, cast):
    capture = done(ask(name="a.html", payload=page()))
    assert (capture.state, capture.outcome, capture.payload) == ("done", "imported", None)
    article = Article.objects.get()
    assert (article, article.created_by) == (capture.article, cast.ann)
    assert article.title == "One of three wells closed"
    assert bytes(capture.snapshot.file.warc)[:2] == b"\x1f\x8b"


def test_an_address_is_fetched_and_known_again_when_it_changes(ask, site):
    address = site.put("/wells", page())
    first = done(ask(Origin.ADDRESS, address=address))
    assert (first.outcome, first.snapshot.http_status) == ("imported", 200)
    assert done(ask(Origin.ADDRESS, address=address)).outcome == "unchanged"
    site.put("/wells", page(STORY.replace("Monday", "Tuesday")))
    changed = done(ask(Origin.ADDRESS, address=address))
    assert (changed.outcome, changed.article) == ("revised", first.article)
    assert Snapshot.objects.count() == 2


def test_a_pasted_text_keeps_the_title_a_person_gave(ask):
    done(ask(Origin.PASTED, name="From the notice board", payload=b"The pier is closed. " * 30))
    article = Article.objects.get()
    assert article.title == "From the notice board"
    assert article.facts.get(field="title", chosen=True).known == "person"


def test_a_page_from_the_bookmarklet_stands_under_its_address(ask):
    address = "https://echo.example/wells"
    capture = done(ask(Origin.BOOKMARKLET, address=address, payload=page()))
    assert (capture.article.address, capture.article.address_key) == (
        address,
        "echo.example/wells",
    )


def test_a_failed_capture_is_kept_with_its_reason_and_can_be_tried_again(ask, site, cast):
    capture = done(ask(Origin.ADDRESS, address=f"http://{site.host}/later"))
    assert (capture.state, capture.reason_code) == ("failed", "not_found")
    assert capture.reason == "There is no page at this address. (HTTP 404)"
    site.put("/later", page())
    again = retry_capture(capture, by=cast.ann)
    assert (again.state, again.reason) == ("queued", "")
    assert done(again).outcome == "imported"
    actions = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    wanted = ["capture.requested", "capture.failed", "capture.retried", "capture.done"]
    assert [action for action in actions if action.startswith("capture")] == wanted


def test_what_may_pass_is_tried_three_times_and_then_failed(ask, site):
    capture = ask(Origin.ADDRESS, address=site.put("/busy", b"", 503))
    for attempt in (1, 2):
        with pytest.raises(TryAgainLater):
            run_capture(capture.pk)
        capture.refresh_from_db()
        assert (capture.state, capture.attempts) == ("queued", attempt)
    run_capture(capture.pk)
    capture.refresh_from_db()
    assert (capture.state, capture.reason_code) == ("failed", "server_error")


def test_a_capture_that_is_over_is_not_run_again(ask):
    capture = done(ask(name="a.html", payload=page()))
    run_capture(capture.pk)
    assert Snapshot.objects.count() == 1


def test_only_what_failed_or_is_stuck_can_be_tried_again(ask, cast):
    capture = ask(name="a.html", payload=page())
    with pytest.raises(NotNow):
        retry_capture(capture, by=cast.ann)
    long_ago = timezone.now() - timedelta(hours=1)
    CaptureRequest.objects.filter(pk=capture.pk).update(state="running", updated_at=long_ago)
    assert retry_capture(capture, by=cast.ann).state == "queued"


def test_what_a_killed_worker_left_is_put_back_and_in_the_end_given_up(ask):
    capture = ask(name="a.html", payload=page())
    long_ago = timezone.now() - timedelta(hours=1)
    rows = CaptureRequest.objects.filter(pk=capture.pk)
    assert requeue_stuck() == 0
    rows.update(state="running", attempts=1, updated_at=long_ago)
    assert requeue_stuck() == 1
    assert done(capture).outcome == "imported"
    rows.update(state="running", attempts=3, updated_at=long_ago)
    requeue_stuck()
    capture.refresh_from_db()
    assert (capture.state, capture.reason_code) == ("failed", "interrupted")


def test_what_breaks_the_reader_fails_with_a_reason(ask, monkeypatch, caplog):
    """Only a defect gets here, so one is made."""
    monkeypatch.setattr(pipeline, "extract", lambda *_, **__: 1 // 0)
    capture = done(ask(name="a.html", payload=page()))
    assert (capture.state, capture.reason_code) == ("failed", "broken")
    assert "ZeroDivisionError" in caplog.text


def test_a_zip_brings_in_each_of_its_files(ask):
    files = {"a.html": page(), "b.txt": b"The pier is closed. " * 30, "c.html": b"\x89PNG\r\n"}
    capture = done(ask(name="all.zip", payload=zipped(files)))
    assert (capture.state, capture.outcome) == ("done", "unpacked")
    pages = CaptureRequest.objects.in_batch(capture.batch).exclude(pk=capture.pk)
    assert [(row.name, row.state) for row in pages] == [
        ("all.zip: a.html", "done"),
        ("all.zip: b.txt", "done"),
        ("all.zip: c.html", "failed"),
    ]
    failed = pages[2]
    assert (failed.reason_code, bytes(failed.payload)) == ("binary", files["c.html"])
    assert Article.objects.count() == 2


def test_an_archive_that_breaks_off_keeps_the_pages_before(ask, cast, monkeypatch):
    told = []
    monkeypatch.setattr(after, "_listeners", [lambda snapshots, by: told.extend(snapshots)])
    long = page(head=f"<!-- {'aside ' * 60_000} -->")  # Longer than what is read at once.
    whole, other = (record(f"https://harbour.example/{name}", long) for name in "ab")
    capture = done(ask(name="half.warc.gz", payload=whole + other[:-40]))
    assert (capture.state, capture.reason_code) == ("failed", "damaged")
    (kept,) = told
    assert kept.article.final_address == "https://harbour.example/a"


def test_each_of_many_files_goes_its_own_way(cast, settings):
    settings.CAPTURE_MAX_BYTES = 5000
    given = [
        Given(Origin.FILE, name="a.html", payload=page()),
        Given(Origin.FILE, name="large.html", size=60_000_000),
    ]
    rows = request_captures(given, workspace=cast.desk, by=cast.ann)
    assert [row.state for row in rows] == ["queued", "failed"]
    assert len({row.batch for row in rows}) == 1
    with pytest.raises(NotNow, match="anew"):
        retry_capture(rows[1], by=cast.ann)


def test_someone_who_has_left_meanwhile_brings_nothing_in(ask, cast):
    capture = ask(name="a.html", payload=page())
    Membership.objects.filter(user=cast.ann).delete()
    assert (done(capture).state, capture.reason_code) == ("failed", "refused")
    assert not Article.objects.exists()


def test_rooms_above_are_told_of_the_snapshot(ask, cast, monkeypatch):
    told = []
    monkeypatch.setattr(after, "_listeners", [lambda snapshots, by: told.append((snapshots, by))])
    capture = done(ask(name="a.html", payload=page()))
    assert told == [([capture.snapshot], cast.ann)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Given(Origin.ADDRESS, address="ftp://echo.example/"), "address"),
        (Given(Origin.ADDRESS, address="not an address"), "address"),
        (Given(Origin.ADDRESS, address="https://echo.example/" + "a" * 2000), "address"),
        (Given(Origin.PASTED, payload=b"  \n "), "text"),
    ],
)
def test_what_cannot_be_asked_for_names_its_field(cast, given, field):
    with pytest.raises(ValidationError) as refusal:
        request_capture(given, workspace=cast.desk, by=cast.ann)
    assert set(refusal.value.message_dict) == {field}
    assert not CaptureRequest.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(
    ("who", "level", "may"),
    [
        ("sam", "workspace", True),
        ("ann", "me", True),
        ("eve", "public", True),
        ("ann", "public", False),
        ("ron", "workspace", False),
        ("olga", "workspace", False),
        ("nobody", "workspace", False),
    ],
)
def test_who_may_ask(cast, who, level, may):
    given = Given(Origin.FILE, name="a.html", payload=page())

    def ask():
        return request_capture(given, workspace=cast.desk, by=getattr(cast, who), visibility=level)

    if may:
        assert done(ask()).article.visibility == level
        return
    with pytest.raises(PermissionDenied):
        ask()
