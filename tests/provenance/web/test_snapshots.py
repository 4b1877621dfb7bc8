"""Captures that replay: what is served passes the real tools of those who made the formats."""

import io
import re
import subprocess
import sys

import pytest
from warcio.archiveiterator import ArchiveIterator

from provenance.accounts.models import Workspace
from provenance.capture.archives import read_pages
from provenance.capture.models import Proof
from provenance.capture.pipeline import bring_in
from provenance.capture.readback import search
from provenance.capture.services import prove
from provenance.sources.services import show_article
from tests.provenance.capture.loopback import page, running_site

pytestmark = pytest.mark.django_db
DATA = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-04",'
    ' "isAccessibleForFree": false}</script>'
)


@pytest.fixture
def site(settings):
    with running_site() as one:
        settings.FETCH_ALLOW = frozenset({one.host})
        yield one


@pytest.fixture
def kept(cast, site):
    address = site.put("/wells?b=2&a=1", page(), Set_Cookie="a=b")
    return bring_in(address, workspace=cast.desk, by=cast.ann)


def ran(*command):
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_warc_passes_warcio_check(client, cast, kept, tmp_path):
    client.force_login(cast.ron)
    answer = client.get(f"/snapshots/{kept.snapshot.pk}/capture.warc.gz")
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(answer.content)
    assert ran("warcio.cli", "check", "-v", str(path))[0] == 0
    (record,) = ArchiveIterator(io.BytesIO(answer.content))
    assert record.rec_headers.get_header("WARC-Target-URI") == kept.article.final_address


def test_the_wacz_passes_its_validator_and_holds_the_words(client, cast, kept, tmp_path):
    client.force_login(cast.ron)
    answer = client.get(f"/snapshots/{kept.snapshot.pk}/capture.wacz")
    assert answer["Content-Disposition"].endswith(f'filename="snapshot-{kept.snapshot.pk}.wacz"')
    path = tmp_path / "capture.wacz"
    path.write_bytes(answer.content)
    status, said = ran("wacz", "validate", "-f", str(path))
    assert (status, "invalid" in said.lower()) == (0, False), said
    (one,) = read_pages(answer.content)
    assert one.address == kept.article.final_address
    assert search(one.body.decode(), kept.snapshot.text).holds


def test_the_validator_does_find_a_changed_byte(client, cast, kept, tmp_path):
    client.force_login(cast.ron)
    packed = client.get(f"/snapshots/{kept.snapshot.pk}/capture.wacz").content
    path = tmp_path / "capture.wacz"
    path.write_bytes(packed.replace(b'"title": "One', b'"title": "Two', 1))
    assert ran("wacz", "validate", "-f", str(path))[0] != 0


def test_the_wacz_is_for_members_alone(client, cast, kept):
    url = f"/snapshots/{kept.snapshot.pk}/capture.wacz"
    show_article(kept.article, "public", by=cast.eve)
    client.force_login(cast.olga)
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302
    assert Workspace.objects.count() == 2


def test_the_page_says_what_was_found_when_it_was_read_back(client, cast, kept):
    prove([kept], by=cast.ann)
    client.force_login(cast.ron)
    shown = re.sub(r"\s+", " ", client.get(f"/articles/{kept.article.pk}/").content.decode())
    assert "5 of 5 sentences stand in what was stored" in shown
    assert f"/snapshots/{kept.snapshot.pk}/capture.wacz" in shown


def test_a_doubtful_capture_is_said_to_be_so_on_its_page_and_over_rest(client, cast, site):
    kept = bring_in(site.put("/stub", page(head=DATA)), workspace=cast.desk, by=cast.ann)
    prove([kept], by=cast.ann)
    client.force_login(cast.ron)
    shown = client.get(f"/articles/{kept.article.pk}/").content.decode()
    assert shown.count("Take care:</b> The page says that the rest is for subscribers") == 1
    row = client.get(f"/api/v1/snapshots/{kept.snapshot.pk}/").json()
    assert row["proof"]["code"] == "subscribers_only"
    assert row["proof"]["reason"] == Proof.objects.get().reason
    assert row["wacz"] == f"/snapshots/{kept.snapshot.pk}/capture.wacz"


def test_lists_of_snapshots_take_the_same_queries_however_many_proofs(
    client, cast, site, django_assert_max_num_queries
):
    for n in range(6):
        text = f"<p>Report number {n}: the council met and heard the divers at length.</p>" * 9
        prove([bring_in(site.put(f"/{n}", page(text, f"Report {n}")), workspace=cast.desk,
                        by=cast.ann)], by=cast.ann)  # fmt: skip
    client.force_login(cast.ron)
    with django_assert_max_num_queries(5):
        rows = client.get("/api/v1/snapshots/").json()["results"]
    assert sum(row["proof"] is not None for row in rows) == 6
