"""What is written as WARC is valid, comes back whole, and no archive can exhaust the machine."""

import gzip
import hashlib
import io
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from provenance.capture.warc import (
    GZIP_LEVEL,
    ArchiveError,
    CapturedPage,
    Ceilings,
    read_warc,
    write_capture,
)

NOON = datetime(2018, 5, 18, 12, 0, tzinfo=UTC)
HTML = "<html><body><p>Der Deich hält.</p></body></html>".encode()


def upload(body: bytes = HTML, **changes) -> CapturedPage:
    fields = {
        "address": "https://harbour.example/dam",
        "media_type": "text/html",
        "status": None,
        "headers": (),
        "body": body,
        "captured_at": NOON,
    }
    return CapturedPage(**{**fields, **changes})


def answer(body: bytes = HTML, **changes) -> CapturedPage:
    headers = (("content-type", "text/html; charset=utf-8"), ("content-encoding", "gzip"))
    return upload(body, **{"status": 200, "headers": headers, **changes})


def checked(path) -> None:
    """Hold a file against warcio's own checker."""
    with pytest.raises(SystemExit) as outcome:
        warcio(["check", str(path)])
    assert outcome.value.code == 0


@pytest.mark.parametrize("page", [upload(), upload(address=""), answer(), upload(b"")])
def test_what_is_written_passes_warcio_check(page, tmp_path, capsys):
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(write_capture(page, request=(("User-Agent", "tests"),)))
    checked(path)
    assert capsys.readouterr().out == ""


def test_warcio_check_does_find_a_changed_byte(tmp_path):
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(
        gzip.compress(gzip.decompress(write_capture(upload())).replace(b"Deich", b"Damm!"))
    )
    with pytest.raises(SystemExit) as outcome:
        warcio(["check", str(path)])
    assert outcome.value.code == 1


def test_the_record_names_its_digest_and_its_page():
    (record,) = ArchiveIterator(io.BytesIO(write_capture(upload())))
    digest = hashlib.sha256(HTML).hexdigest()
    assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha256:{digest}"
    assert record.rec_headers.get_header("WARC-Target-URI") == "https://harbour.example/dam"
    assert record.rec_headers.get_header("WARC-Date") == "2018-05-18T12:00:00Z"
    assert record.rec_type == "resource"


def test_a_request_is_tied_to_its_answer():
    capture = write_capture(answer(), request=(("User-Agent", "tests"),))
    response, request = [
        (record.rec_type, record.rec_headers) for record in ArchiveIterator(io.BytesIO(capture))
    ]
    assert (response[0], request[0]) == ("response", "request")
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]


def test_an_upload_comes_back():
    (page,) = read_warc(write_capture(upload()))
    assert page == upload(intact=True)


def test_an_upload_without_address_comes_back_without_one():
    (page,) = read_warc(write_capture(upload(address="", media_type="text/plain")))
    assert (page.address, page.body, page.media_type) == ("", HTML, "text/plain")


def test_an_answer_comes_back_with_its_packing_set_aside():
    (page,) = read_warc(write_capture(answer()))
    assert (page.status, page.body, page.media_type) == (200, HTML, "text/html")
    assert dict(page.headers) == {
        "content-type": "text/html; charset=utf-8",
        "x-orig-content-encoding": "gzip",
        "content-length": str(len(HTML)),
    }


def test_a_header_cannot_smuggle_in_another():
    capture = write_capture(answer(headers=(("x-a", "1\r\nset-cookie: b"),)))
    (page,) = read_warc(capture)
    assert dict(page.headers)["x-a"] == "1 set-cookie: b"


@given(body=st.binary(max_size=500), held=st.booleans())
def test_any_bytes_come_back(body, held):
    (page,) = read_warc(write_capture(upload(body) if held else answer(body)))
    assert (page.body, page.intact) == (body, True)


def test_many_captures_in_one_file_come_back_in_order(tmp_path):
    path = tmp_path / "many.warc.gz"
    path.write_bytes(b"".join(write_capture(upload(b"<p>%d</p>" % n)) for n in range(50)))
    assert [page.body for page in read_warc(path)] == [b"<p>%d</p>" % n for n in range(50)]


def test_an_unpacked_file_is_read_too():
    plain = gzip.decompress(write_capture(upload()))
    (page,) = read_warc(plain)
    assert page.body == HTML


class Writer(WARCWriter):
    """warcio's writer, without the temporary files it leaves open."""

    @staticmethod
    def _create_temp_file():
        return io.BytesIO()


def foreign(*records: tuple[str, str, str, str, bytes]) -> bytes:
    """A WARC by warcio's own writer: (type, address, status line, content type, body)."""
    out = io.BytesIO()
    writer = Writer(out, gzip=True)
    for kind, address, status, media_type, body in records:
        http = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address, kind, payload=io.BytesIO(body), http_headers=http if status else None,
                warc_content_type=media_type,
            )
        )  # fmt: skip
    return out.getvalue()


def test_only_pages_are_taken_from_a_crawl():
    crawl = foreign(
        ("response", "https://harbour.example/a", "200 OK", "text/html", b"<p>a</p>"),
        ("response", "https://harbour.example/b", "404 Not Found", "text/html", b"<p>b</p>"),
        ("response", "https://harbour.example/c.png", "200 OK", "image/png", b"\x89PNG"),
        (
            "response",
            "https://harbour.example/robots.txt",
            "200 OK",
            "text/plain",
            b"User-agent: *",
        ),
        ("resource", "urn:thumbnail:https://harbour.example/a", "", "text/html", b"<p>t</p>"),
        ("resource", "https://harbour.example/d", "", "application/pdf", b"%PDF-1.7"),
    )
    assert [page.address[-1] for page in read_warc(crawl)] == ["a", "d"]


def test_a_changed_record_is_told():
    changed = gzip.decompress(write_capture(upload())).replace(b"Deich", b"Damm!")
    (page,) = read_warc(changed)
    assert page.intact is False


def test_a_page_over_the_ceiling_is_named_and_the_rest_still_comes():
    capture = write_capture(upload(b"x" * 5000)) + write_capture(upload())
    large, usual = read_warc(capture, Ceilings(page=1000))
    assert (large.body, usual.body) == (b"", HTML)
    assert "larger than" in large.problem


@pytest.mark.parametrize(
    ("source", "ceilings", "code"),
    [
        (b"", Ceilings(), "not_warc"),
        (b"plain words", Ceilings(), "not_warc"),
        (gzip.compress(b"plain words"), Ceilings(), "not_warc"),
        (write_capture(upload(b"x" * 9000))[:60], Ceilings(), "damaged"),
        (write_capture(upload()) * 5, Ceilings(records=3), "too_many"),
        (write_capture(upload(bytes(3_000_000))), Ceilings(unpacked=1_000_000), "too_large"),
        (write_capture(upload(bytes(3_000_000))), Ceilings(ratio_free=1_000_000), "too_large"),
    ],
    ids=["empty", "text", "gzipped text", "cut off", "many", "large", "a bomb"],
)
def test_a_bad_archive_is_refused_in_plain_words(source, ceilings, code):
    with pytest.raises(ArchiveError) as refusal:
        list(read_warc(source, ceilings))
    assert refusal.value.code == code
    assert refusal.value.message[0].isupper()


def test_a_bomb_in_a_record_nobody_reads_is_stopped_too():
    film = write_capture(upload(bytes(80_000_000), media_type="video/mp4"))
    bomb = film + write_capture(upload())
    assert len(bomb) < 400_000
    with pytest.raises(ArchiveError) as refusal:
        list(read_warc(bomb))
    assert refusal.value.code == "too_large"


def test_a_small_upload_is_written_in_a_fraction_of_a_millisecond():
    body = ("The harbour office said on Monday that the dam will hold. " * 85).encode()
    page = upload(body, media_type="text/plain")
    began = time.thread_time()
    for _ in range(200):
        write_capture(page)
    assert (time.thread_time() - began) / 200 < 0.001


@pytest.mark.parametrize("size", [1, 200, 500, 3900, 4090, 8000, 8190, 20_000, 33_000, 300_000])
def test_a_window_of_the_size_of_the_data_packs_as_tightly_as_the_usual_one(size):
    body = " ".join(hashlib.sha256(b"%d" % (n % 900)).hexdigest()[:7] for n in range(40_000))
    packed = write_capture(upload(body[:size].encode()))
    usual = gzip.compress(gzip.decompress(packed), GZIP_LEVEL, mtime=0)
    # Other codes for the same bytes: a few of them more or less, whatever the size.
    assert len(packed) <= 1.01 * len(usual) + 8
    assert packed[:10] == usual[:10]
