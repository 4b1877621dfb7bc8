"""Bad input gets a clear message, spoils nothing beside it, and is kept to be tried again.

Real files through the import command, as people would send them.
"""

import gzip
import io
import json
import os
import zipfile

import pytest
from django.core.management import call_command

from provenance.capture.models import CaptureRequest
from provenance.sources.models import Article, Snapshot
from tests.provenance.capture.loopback import STORY, page

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + os.urandom(3000)


@pytest.fixture
def bring(cast, tmp_path):
    """Write files, import them, and give the line and exit status for each."""

    def run(*inputs, **files):
        for name, content in files.items():
            path = tmp_path / name
            path.write_bytes(content)
            inputs += (str(path),)
        out = io.StringIO()
        try:
            call_command(
                "import_articles", *inputs, "--json", "--workspace=desk", "--jobs=1", stdout=out
            )
            status = 0
        except SystemExit as end:
            status = end.code
        return [json.loads(line) for line in out.getvalue().splitlines()], status

    return run


def bomb(size, step=2**20):
    """Gzipped zeros: `size` bytes that pack to a thousandth."""
    return gzip.compress(bytes(step)) * (size // step)


WARC_HEAD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://echo.example/\r\n"
    b"WARC-Date: 2018-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"Content-Type: application/http;msgtype=response\r\nContent-Length: 4000000000\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
)


def zip_of(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def only(answer):
    (line,), status = answer
    return line, status


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("empty.html", b"", "empty", "empty"),
        ("blank.txt", b" \n\t\n", "empty", ""),
        ("picture.html", PNG, "binary", "PNG"),
        ("program.txt", b"\x7fELF" + bytes(500), "binary", "program"),
        ("no-article.html", b"<html><body></body></html>", "nothing_found", "No article"),
        ("false.pdf", b"just words, no PDF at all, sorry", "not_pdf", "PDF"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "broken_pdf", ""),
        ("large.html", b"<p>" + b"x" * 60_000_000, "too_large", "20 MB"),
        (
            "line.warc.gz",
            gzip.compress(b"WARC/1.0\r\n", mtime=0) + bomb(2**30),
            "damaged",
            "never ends",
        ),
        (
            "head.warc.gz",
            gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 10**6, mtime=0),
            "damaged",
            "never",
        ),
        ("page.html.gz", bomb(3 * 2**30), "too_large", "20 MB"),
        ("cut.html.gz", gzip.compress(b"<p>word</p>" * 99, mtime=0)[:-9], "damaged", "cut short"),
        ("broken.zip", b"PK\x03\x04 and then nothing", "damaged", "damaged"),
        ("empty.zip", zip_of(**{"a.png": PNG}), "nothing_inside", "no pages"),
    ],
)
def test_a_bad_file_fails_with_its_reason(bring, name, content, code, said):
    line, status = only(bring(**{name: content}))
    assert (line["status"], line["error_code"], status) == ("failed", code, 1)
    assert said in line["error"]
    assert (line["article"], line["regions"]) == (None, [])
    assert not Article.objects.exists()
    kept = CaptureRequest.objects.get()
    assert (kept.state, kept.reason_code, kept.reason) == ("failed", code, line["error"])


def test_a_warc_of_gigabytes_is_refused(bring):
    packed = gzip.compress(WARC_HEAD) + bomb(3 * 2**30)
    lines, status = bring(**{"bomb.warc.gz": packed})
    assert {line["error_code"] for line in lines} == {"too_large"}
    assert status == 1
    assert not Article.objects.exists()


def test_a_zip_of_gigabytes_is_refused_page_by_page(bring):
    packed = zip_of(**{"zeros.txt": bytes(200_000_000), "wells.html": page()})
    lines, status = bring(**{"all.zip": packed})
    assert [(line["status"], line["error_code"] if line["error"] else "") for line in lines] == [
        ("failed", "too_large"),
        ("imported", ""),
    ]
    assert status == 1


def test_what_is_not_there_and_an_address_that_is_none(bring):
    lines, status = bring("/no/such/file.html", "gopher://echo.example/1")
    assert [line["error_code"] for line in lines] == ["unreadable", "scheme"]
    assert status == 1


def test_a_folder_without_texts_says_so(bring, tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(PNG)
    line, status = only(bring(str(tmp_path / "pictures")))
    assert (line["error_code"], status) == ("nothing_inside", 1)


def test_an_address_that_redirects_to_this_machine_is_refused(bring, site):
    here = site.put("/away", b"", 302, Location=f"http://127.0.0.1:{int(site.host[-5:]) - 1}/")
    inside = site.put("/inside", b"", 302, Location="http://127.0.0.1/secret")
    meta = site.put("/meta", b"", 302, Location="http://169.254.169.254/latest/")
    lines, _ = bring(here, inside, meta)
    assert [line["status"] for line in lines] == ["failed"] * 3
    assert {line["error_code"] for line in lines} <= {"port", "private"}
    assert "never opened" in lines[2]["error"]


def test_a_private_address_is_refused_without_asking_it(bring):
    lines, _ = bring("http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/a", "http://localhost/")
    assert {line["error_code"] for line in lines} == {"private"}


def test_a_page_of_60_megabytes_is_refused_on_the_wire(bring, site):
    line, _ = only(bring(site.put("/large", b"x" * 60_000_000)))
    assert (line["error_code"], Snapshot.objects.count()) == ("too_large", 0)


def test_a_page_that_unpacks_to_gigabytes_is_refused_on_the_wire(bring, site):
    line, _ = only(bring(site.put("/bomb", bomb(2_000_000_000), Content_Encoding="gzip")))
    assert (line["error_code"], Snapshot.objects.count()) == ("too_large", 0)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>Please enable JavaScript and cookies to continue</p>", "script_needed"),
        ("<p>Checking your browser. Verify you are human by completing this.</p>", "robot_check"),
        ("<p>We use cookies. Accept all cookies to go on.</p>", "cookie_wall"),
        ("<p>Access denied. You have been blocked.</p>", "blocked"),
        ("<p>Sorry, the page you are looking for does not exist.</p>", "not_there"),
        ("<p>Subscribe now to continue. Already a subscriber? Log in.</p>", "login_wall"),
    ],
)
def test_a_wall_is_never_kept_for_an_article(bring, site, body, code):
    line, status = only(bring(site.put("/wall", page(body, title="Harbour Post"))))
    assert (line["status"], line["error_code"], status) == ("failed", code, 1)


def test_scripts_and_event_handlers_never_reach_the_text(bring):
    nasty = (
        "<script>alert('own script')</script><p onclick=\"alert('handler')\">Click here.</p>"
        "<img src=x onerror=\"alert('image')\"><style>p { color: red }</style>"
        "<iframe src='javascript:alert(1)'></iframe><svg onload=alert(2)></svg>"
        "<template><p>These words are kept for scripts and shown to nobody.</p></template>"
    )
    title = "Wells &lt;script&gt;alert(3)&lt;/script&gt;"
    line, status = only(bring(**{"wells.html": page(nasty + STORY, title=title)}))
    assert (line["status"], status) == ("imported", 0)
    text = Snapshot.objects.get().text
    assert "three wells" in text
    for word in ("alert('", "onclick", "onerror", "javascript:", "color: red", "kept for scripts"):
        assert word not in text


def test_broken_encoding_is_read_as_far_as_it_goes_and_said(bring):
    words = "Die Brücke über die Elbe bleibt für Wochen gesperrt. " * 20
    latin = words.encode("cp1252")
    broken = words.encode() + b"\xff\xfe\x80" + words.encode()
    (one, two), status = bring(**{"latin.txt": latin, "broken.txt": broken})
    assert status == 0
    texts = [Snapshot.objects.get(pk=line["snapshot"]).text for line in (one, two)]
    assert texts[0] == words
    assert "\ufffd" in texts[1]
    assert any("encoding" in warning for warning in two["warnings"])


def test_nul_characters_do_not_break_the_store(bring):
    line, _ = only(bring(**{"nul.txt": b"The pier is closed.\x00 " * 40}))
    assert line["status"] == "imported"
    assert "\x00" not in Snapshot.objects.get().text


def test_one_bad_file_among_good_ones_fails_alone(bring):
    files = {f"{n}.html": page(STORY + f"<p>Well {n}.</p>") for n in range(4)}
    lines, status = bring(**files, **{"bad.html": PNG})
    assert [line["status"] for line in lines].count("imported") == 4
    assert status == 1
    assert Article.objects.count() == 4


def test_a_failed_file_of_the_command_can_be_tried_again_from_the_page(bring, client, cast):
    bring(**{"picture.html": PNG})
    client.force_login(cast.ann)
    capture = CaptureRequest.objects.get()
    answer = client.post(f"/import/captures/{capture.pk}/retry/")
    assert answer.status_code == 302
    capture.refresh_from_db()
    assert capture.state == "queued"
