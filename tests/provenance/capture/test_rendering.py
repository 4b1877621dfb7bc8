"""A page built by scripts is opened in a browser whose every request goes through our door."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from provenance.capture import browser, pipeline, rendering
from provenance.capture.archives import read_pages
from provenance.capture.failures import CaptureFailed
from provenance.capture.fetch import fetch
from provenance.capture.gate import Allowance, Gate, shown_headers
from provenance.capture.importing import import_all
from provenance.capture.models import CaptureRequest, Proof
from provenance.capture.services import Given, request_capture, run_capture, watch
from provenance.capture.wacz import Capture, to_wacz
from provenance.sources.models import Snapshot
from provenance.sources.services import show_article
from tests.provenance.capture.loopback import STORY, page
from tests.provenance.capture.scripted import (
    APP,
    CHROMIUM,
    EVIL,
    KILLED,
    SHELL,
    browsers_of,
    put_app,
    records,
    replayed,
    spy,
    within,
)
from tests.provenance.capture.watching import visited

needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: apt-get install chromium"
)


@pytest.fixture
def unsandboxed(settings):
    settings.RENDER = "unsandboxed"  # Tests may run as root, where Chromium cannot shut itself in.
    settings.CHROMIUM = str(CHROMIUM)


@needs_chromium
def test_what_scripts_build_is_read_and_everything_is_kept(site, unsandboxed, tmp_path):
    address = put_app(site)
    with pytest.raises(CaptureFailed) as plain:
        pipeline.read(pipeline.fetched(address))
    assert plain.value.code == "script_needed"
    material = pipeline.opened(address)
    arrival = pipeline.read(material)
    assert "closed one of its three wells on Monday" in arrival.text
    assert arrival.extractor.startswith("chromium+")
    kept = records(arrival.warc)
    for path in ("/wells", "/app.js", "/style.css", "/story.json"):
        assert kept[f"http://{site.host}{path}"][0] == "response"
    assert kept[address][2] == SHELL
    assert b"three wells" in kept[f"urn:dom:{address}"][2]
    assert kept[f"urn:view:{address}"][1] == "image/png"
    assert kept[f"urn:view:{address}"][2][:4] == b"\x89PNG"
    assert kept[f"urn:pdf:{address}"][2][:5] == b"%PDF-"


@needs_chromium
def test_such_a_capture_passes_the_tools_and_replays(site, unsandboxed, tmp_path):
    material = pipeline.opened(put_app(site))
    warc, wacz = tmp_path / "a.warc.gz", tmp_path / "a.wacz"
    warc.write_bytes(material.packed)
    wacz.write_bytes(
        to_wacz([Capture(material.packed, "Wells")], title="Wells", created=material.captured_at)
    )
    for command in (["warcio.cli", "check", str(warc)], ["wacz", "validate", "-f", str(wacz)]):
        done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    (one,) = read_pages(wacz.read_bytes())
    assert (one.address, one.body) == (f"http://{site.host}/wells", material.raw)
    assert replayed(material.packed, f"http://{site.host}/wells").count("three wells") >= 1


@needs_chromium
def test_no_script_reaches_this_machine_or_a_private_network(site, unsandboxed):
    with spy() as (port, heard):
        away = f"http://127.0.0.1:{port}/away"
        site.put("/away", b"", 302, Location=away, Access_Control_Allow_Origin="*")
        site.put("/service.js", b"self.skipWaiting()", Content_Type="text/javascript")
        evil = EVIL.replace("PORT", str(port)).replace("HOST", site.host).encode()
        material = pipeline.opened(put_app(site, APP + evil))
        assert heard == []
    assert b"three wells" in material.raw
    assert material.notes == (rendering.PRIVATE,)
    assert "root:" not in material.raw.decode()
    asked = {path for path in site.paths() if path != "/favicon.ico"}
    assert asked <= {"/wells", "/app.js", "/style.css", "/story.json", "/away", "/away?image",
                     "/away?frame", "/away?early"}  # fmt: skip
    assert "/service.js" not in asked


@needs_chromium
def test_the_browser_has_no_way_past_the_door(unsandboxed):
    """Without any route of ours a page still gets nowhere: no name is found, no way leads out."""
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415

    def attempt(address: str) -> str:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(**browser.start_options())
            try:
                chromium.new_page().goto(address, timeout=5000)
            except Error as error:
                return str(error)
            finally:
                chromium.close()
        return "reached"

    with spy() as (port, heard):
        told: list[str] = []
        thread = threading.Thread(target=lambda: told.append(attempt(f"http://127.0.0.1:{port}/")))
        thread.start()
        thread.join()
        assert heard == []
    assert "ERR_" in told[0]


@needs_chromium
@pytest.mark.parametrize("there", ["http://127.0.0.1/inside", "http://169.254.169.254/latest/"])
def test_a_page_that_leads_to_a_private_address_is_no_capture(site, unsandboxed, there):
    with pytest.raises(CaptureFailed) as failure:
        pipeline.opened(put_app(site, f"location.href = '{there}';".encode()))
    assert failure.value.code == "browser_failed"


@needs_chromium
def test_a_page_that_leads_on_is_taken_where_it_ends(site, unsandboxed):
    site.put("/there", page())
    material = pipeline.opened(put_app(site, b"location.href = '/there';"))
    assert material.final_address == f"http://{site.host}/there"
    assert b"three wells" in material.raw


@needs_chromium
def test_our_name_is_told_truly_and_no_cookie_is_sent(site, unsandboxed):
    address = put_app(site)
    site.put("/wells", SHELL, Set_Cookie="a=b")
    pipeline.opened(address)
    for asked in site.asked:
        assert asked["user-agent"].startswith("ClaimProvenance/")
        assert "cookie" not in asked


@needs_chromium
def test_a_page_that_loads_without_end_is_cut_short(site, unsandboxed, monkeypatch):
    monkeypatch.setattr(Gate.__init__, "__kwdefaults__", {"allowance": Allowance(files=5)})
    many = b"for (let n = 0; n < 60; n++) { new Image().src = '/picture?' + n; }"
    material = pipeline.opened(put_app(site, APP + many))
    assert rendering.CUT_SHORT in material.notes
    assert len([path for path in site.paths() if path.startswith("/picture")]) <= 5


@needs_chromium
def test_a_page_that_never_rests_fails_and_leaves_no_browser(site, unsandboxed, monkeypatch):
    monkeypatch.setattr(rendering, "IN_ALL", 6.0)
    with pytest.raises(CaptureFailed) as failure:
        pipeline.opened(put_app(site, b"while (true) {}"))
    assert failure.value.code == "timeout"
    assert browsers_of(os.getpid()) == []


@needs_chromium
def test_a_worker_that_is_killed_leaves_no_browser_behind(site):
    address = put_app(site, b"while (true) {}")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "provenance.settings"}
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, address, str(CHROMIUM)], env=environment
    )
    browsers = within(20, lambda: browsers_of(worker.pid) if len(site.asked) > 1 else [])
    assert browsers
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert within(10, lambda: not any(Path(f"/proc/{pid}").exists() for pid in browsers))


@needs_chromium
@pytest.mark.django_db
def test_a_capture_in_a_browser_is_asked_for_and_done_by_the_worker(site, unsandboxed, cast):
    given = Given(CaptureRequest.Origin.ADDRESS, address=put_app(site), in_browser=True)
    capture = request_capture(given, workspace=cast.desk, by=cast.ann)
    run_capture(capture.pk)
    capture.refresh_from_db()
    assert (capture.state, capture.outcome, capture.in_browser) == ("done", "imported", True)
    assert capture.article.title == "One of three wells closed"
    assert Proof.objects.get().is_good


@needs_chromium
@pytest.mark.django_db
def test_picture_and_pdf_are_for_members_and_linked_from_the_page(site, unsandboxed, cast, client):
    kept = pipeline.bring_in(
        pipeline.opened(put_app(site)), workspace=cast.desk, by=cast.ann, visibility="workspace"
    )
    show_article(kept.article, "public", by=cast.eve)
    here = f"/snapshots/{kept.snapshot.pk}"
    for name, start in (("picture.png", b"\x89PNG"), ("page.pdf", b"%PDF-")):
        client.force_login(cast.ron)
        assert f"{here}/{name}" in client.get(f"/articles/{kept.article.pk}/").content.decode()
        answer = client.get(f"{here}/{name}")
        assert answer.content.startswith(start)
        assert answer["Content-Disposition"].startswith("attachment")
        client.force_login(cast.olga)
        assert client.get(f"{here}/{name}").status_code == 404


@needs_chromium
@pytest.mark.django_db
def test_a_watched_page_is_opened_in_a_browser_each_time(site, unsandboxed, cast):
    kept = pipeline.bring_in(pipeline.opened(put_app(site)), workspace=cast.desk, by=cast.ann)
    row = watch(kept.article, in_browser=True, by=cast.ann)
    assert visited(row).found == "unchanged"
    put_app(site, body=STORY.replace("Monday", "Tuesday"))
    assert visited(row).found == "revised"
    assert "Tuesday" in Snapshot.objects.get(number=2).text


@needs_chromium
@pytest.mark.django_db
def test_the_command_opens_addresses_in_a_browser_when_told_to(site, unsandboxed, cast):
    address, gone = put_app(site), f"http://{site.host}/gone"
    lines = list(import_all([address, gone], workspace=cast.desk, by=None, jobs=1, in_browser=True))
    assert [line["status"] for line in lines] == ["imported", "failed"]
    failed = CaptureRequest.objects.get()
    assert (failed.address, failed.in_browser, failed.state) == (gone, True, "failed")


@pytest.mark.django_db
def test_where_there_is_no_browser_the_field_is_refused_and_the_page_says_why(
    settings, cast, client
):
    settings.RENDER = "no"
    client.force_login(cast.ann)
    assert "switched off here" in client.get("/import/").content.decode()
    sent = {"workspace": "desk", "address": "https://echo.example/", "in_browser": True}
    answer = client.post("/api/v1/captures/", sent, content_type="application/json")
    assert (answer.status_code, set(answer.json()["error"]["fields"])) == (400, {"in_browser"})
    assert not CaptureRequest.objects.exists()


@pytest.mark.django_db
def test_the_box_on_the_page_asks_for_a_browser(unsandboxed, settings, cast, client):
    settings.CHROMIUM = "/bin/sh"
    client.force_login(cast.ann)
    sent = {"way": "address", "address": "https://echo.example/a", "in_browser": "on"}
    client.post("/import/", sent)
    client.post("/import/", sent | {"in_browser": ""})
    asked = CaptureRequest.objects.order_by("id").values_list("in_browser", flat=True)
    assert list(asked) == [True, False]


@pytest.mark.parametrize(
    ("render", "chromium", "said"),
    [("no", "/bin/sh", "switched off"), ("unsandboxed", "/no/such/browser", "no Chromium")],
)
def test_why_there_is_no_browser_is_said(settings, render, chromium, said):
    settings.RENDER, settings.CHROMIUM = render, chromium
    assert said in browser.why_not()
    with pytest.raises(CaptureFailed) as failure:
        pipeline.opened("https://echo.example/")
    assert failure.value.code == "no_browser"


def test_root_is_told_that_the_browser_cannot_shut_itself_in(settings, monkeypatch):
    settings.RENDER, settings.CHROMIUM = "", "/bin/sh"
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "root" in browser.why_not()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert browser.why_not() == ""


def test_a_file_that_is_no_page_is_not_opened(site, unsandboxed):
    settings_page = fetch(
        site.put("/a.pdf", b"%PDF-1.4", Content_Type="application/pdf"),
        allow=frozenset({site.host}),
    )
    with pytest.raises(CaptureFailed) as failure:
        rendering.rendered(settings_page)
    assert failure.value.code in {"no_page", "no_browser"}


def test_headers_of_the_wire_and_cookies_are_not_shown(site):
    site.put("/wells", page(), Set_Cookie="a=b", Content_Language="en")
    shown = shown_headers(fetch(f"http://{site.host}/wells", allow=frozenset({site.host})))
    assert shown["content-language"] == "en"
    assert not {"set-cookie", "content-length"} & set(shown)
