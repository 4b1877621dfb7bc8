"""A capture that is kept is looked at again where it is stored; what is wrong is said on it."""

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from provenance.audit.models import AuditEvent
from provenance.capture.importing import import_all
from provenance.capture.models import CaptureRequest, Proof
from provenance.capture.services import Given, prove, request_capture, run_capture
from provenance.sources.models import Snapshot
from provenance.sources.services import keep_snapshot, mark_passage
from tests.provenance.capture.loopback import STORY, page
from tests.provenance.capture.watching import visited, watched
from tests.provenance.sources.arriving import RUMOUR, arrival

pytestmark = pytest.mark.django_db
Origin = CaptureRequest.Origin
DATA = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-04",'
    ' "isAccessibleForFree": false}</script>'
)


@pytest.fixture
def bring(cast):
    def one(**given):
        given.setdefault("origin", Origin.FILE)
        capture = request_capture(Given(**given), workspace=cast.desk, by=cast.ann)
        run_capture(capture.pk)
        return CaptureRequest.objects.get(pk=capture.pk)

    return one


def test_the_words_of_a_good_page_are_found_where_it_is_stored(bring, site):
    capture = bring(origin=Origin.ADDRESS, address=site.put("/wells", page()))
    proof = Proof.objects.get()
    assert proof.snapshot == capture.snapshot
    assert (proof.is_good, proof.looked_for, proof.found) == (True, 5, 5)
    assert (capture.state, capture.reason) == ("done", "")


def test_a_stub_for_subscribers_is_kept_and_marked(bring, site):
    capture = bring(origin=Origin.ADDRESS, address=site.put("/wells", page(head=DATA)))
    assert (capture.state, capture.reason_code) == ("done", "subscribers_only")
    assert "subscribers" in capture.reason
    assert any("subscribers" in warning for warning in capture.snapshot.warnings)
    assert Proof.objects.get().code == "subscribers_only"
    event = AuditEvent.objects.get(action="snapshot.doubted")
    assert "subscribers" in event.detail["reason"]


def test_a_saved_wall_is_what_someone_means_but_marked(bring):
    wall = page("<p>Checking your browser before you go on. Please wait.</p>", "Just a moment...")
    capture = bring(name="wall.html", payload=wall)
    assert (capture.state, capture.reason_code) == ("done", "robot_check")
    assert any("may be no article" in warning for warning in capture.snapshot.warnings)


def test_a_plain_file_needs_no_proof(bring):
    bring(name="wells.txt", payload=RUMOUR.encode())
    assert Snapshot.objects.exists()
    assert not Proof.objects.exists()


def test_what_was_stored_is_read_and_not_what_is_in_memory(cast):
    words = "These words stand nowhere in the bytes that are going to be stored for this page. "
    kept = keep_snapshot(
        arrival(words * 9, media_type="text/html"), workspace=cast.desk, by=cast.ann
    )
    (proof,) = prove([kept], by=cast.ann)
    assert (proof.code, Proof.objects.get().is_good) == ("not_stored", False)
    assert prove([kept], by=cast.ann)
    assert Proof.objects.count() == 1


def test_words_that_were_read_but_not_stored_are_missed(cast):
    from dataclasses import replace  # noqa: PLC0415

    from provenance.capture.material import from_file  # noqa: PLC0415
    from provenance.capture.pipeline import read  # noqa: PLC0415

    read_one = read(from_file(page(), "wells.html"))
    invented = "Nobody ever said this in the stored page, however long one looks for it. " * 4
    arrived = replace(read_one, text=invented, regions=[
        {"kind": "body", "start": 0, "end": len(invented)}], blocks=[], findings=())  # fmt: skip
    (proof,) = prove([keep_snapshot(arrived, workspace=cast.desk, by=cast.ann)], by=cast.ann)
    assert (proof.code, proof.found) == ("words_missing", 0)
    assert "Only 0 of 4 sentences" in proof.reason


def test_passages_of_earlier_versions_are_looked_for(cast, site):
    row = watched(site.put("/wells", page(STORY * 3)), cast)
    first = Snapshot.objects.get()
    for words in ("one of its three wells", "Residents had shared pictures"):
        start = first.text.index(words)
        mark_passage(first, start=start, end=start + len(words), by=cast.ann)
    site.put("/wells", page(STORY.replace("three", "four")))
    visited(row)
    proof = Proof.objects.get(snapshot__number=2)
    assert (proof.quotes, proof.quotes_found, proof.code) == (2, 1, "")
    site.put("/wells", page("<p>The editors of this newspaper thank all their readers.</p>" * 4))
    visited(row)
    proof = Proof.objects.get(snapshot__number=3)
    assert (proof.quotes, proof.quotes_found, proof.code) == (2, 0, "quotes_gone")


def test_a_doubtful_later_version_has_the_passages_followed_again(cast):
    """The worker may have followed them into it before the doubt was known."""
    words = "These words stand nowhere in the bytes that are going to be stored for this page. "
    waiting = ProcrastinateJob.objects.filter(task_name="provenance.sources.follow")
    fields = {"media_type": "text/html", "final_address": "https://harbour.example/wells"}
    first = keep_snapshot(arrival(words * 9, **fields), workspace=cast.desk, by=cast.ann)
    prove([first], by=cast.ann)
    assert not waiting.exists()
    again = keep_snapshot(arrival(words * 5, **fields), workspace=cast.desk, by=cast.ann)
    before = waiting.count()
    (proof,) = prove([again], by=cast.ann)
    assert (again.status, proof.code) == ("revised", "not_stored")
    assert waiting.count() == before + 1


def test_the_command_tells_of_doubts_as_warnings(cast, tmp_path):
    (tmp_path / "a.html").write_bytes(page(head=DATA))
    (line,) = import_all([str(tmp_path / "a.html")], workspace=cast.desk, by=None, jobs=1)
    assert line["status"] == "imported"
    assert [warning for warning in line["warnings"] if "subscribers" in warning] == [
        Proof.objects.get().reason
    ]


def test_plain_texts_cost_no_query(cast, django_assert_num_queries):
    kept = [keep_snapshot(arrival(RUMOUR), workspace=cast.desk, by=cast.ann)]
    with django_assert_num_queries(0):
        assert prove(kept, by=cast.ann) == []
    assert connection.vendor == "postgresql"
