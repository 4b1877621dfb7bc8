"""Archives give up their pages, and nothing else, within their ceilings."""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from provenance.capture.archives import read_pages
from provenance.capture.warc import ArchiveError, CapturedPage, Ceilings, write_capture

NOON = datetime(2018, 5, 18, 12, 0, tzinfo=UTC)


def record(
    address: str, body: bytes = b"<p>The dam holds.</p>", media_type: str = "text/html"
) -> bytes:
    return write_capture(CapturedPage(address, media_type, None, (), body, NOON))


def zipped(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def wacz(pages: list[str] | None = None) -> bytes:
    crawl = record("https://harbour.example/a") + record("https://harbour.example/frame")
    files = {"archive/data.warc.gz": crawl}
    if pages is not None:
        head = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": page} for page in pages)]
        files["pages/pages.jsonl"] = "\n".join(map(json.dumps, head)).encode() + b"\nbroken"
    return zipped(files, zipfile.ZIP_STORED)


def test_a_warc_is_read_from_memory_and_from_disk(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record("https://harbour.example/a"))
    assert list(read_pages(path)) == list(read_pages(path.read_bytes()))


def test_a_wacz_gives_the_pages_it_lists():
    (page,) = read_pages(wacz(["https://harbour.example/a#top"]))
    assert page.address == "https://harbour.example/a"


@pytest.mark.parametrize("pages", [None, []])
def test_a_wacz_without_a_list_gives_all_pages(pages):
    assert len(list(read_pages(wacz(pages)))) == 2


def test_a_zip_gives_its_files_with_their_names():
    source = zipped(
        {
            "news/a.html": b"<p>a</p>",
            "b.txt": b"words",
            "c.png": b"\x89PNG",
            "__MACOSX/b.txt": b"not this",
            ".hidden.txt": b"nor this",
        }
    )
    assert [(p.name, p.media_type, p.address, p.body) for p in read_pages(source)] == [
        ("news/a.html", "text/html", "", b"<p>a</p>"),
        ("b.txt", "text/plain", "", b"words"),
    ]


def test_names_that_point_outside_are_only_names(tmp_path):
    source = zipped({"../../evil.txt": b"words"})
    (page,) = read_pages(source)
    assert page.name.endswith("evil.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_file_over_the_ceiling_is_named_and_the_rest_still_comes():
    large, usual = read_pages(zipped({"a.txt": b"x" * 5000, "b.txt": b"words"}), Ceilings(page=999))
    assert (large.body, usual.body) == (b"", b"words")
    assert "larger than" in large.problem


def test_a_damaged_file_is_named_and_the_rest_still_comes():
    source = zipped({"a.txt": b"first words", "b.txt": b"more words"}, zipfile.ZIP_STORED)
    damaged, usual = read_pages(source.replace(b"first words", b"other words", 1))
    assert "damaged" in damaged.problem
    assert usual.body == b"more words"


@pytest.mark.parametrize(
    ("source", "ceilings", "code"),
    [
        (b"PK\x03\x04 and no more", Ceilings(), "damaged"),
        (zipped({"a.png": b"\x89PNG"}), Ceilings(), "nothing_inside"),
        (zipped({"a.txt": b"a", "b.txt": b"b"}), Ceilings(records=1), "too_many"),
        (zipped({"a.txt": bytes(80_000_000)}), Ceilings(page=90_000_000), "too_large"),
        (zipped({"a.warc.gz": gzip.compress(bytes(10_000))}), Ceilings(), "not_warc"),
        (
            zipped({"a.warc.gz": record("https://harbour.example/a", bytes(3_000_000))}),
            Ceilings(ratio_free=1_000_000),
            "too_large",
        ),
        (b"plain words", Ceilings(), "not_warc"),
    ],
)
def test_a_bad_archive_is_refused_in_plain_words(source, ceilings, code):
    with pytest.raises(ArchiveError) as refusal:
        list(read_pages(source, ceilings))
    assert refusal.value.code == code
    assert refusal.value.message.endswith((".", "file"))
