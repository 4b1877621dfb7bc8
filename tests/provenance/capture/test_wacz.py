"""A WACZ can be validated and read by others, and by us."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from importlib.util import find_spec

import pytest
from warcio.archiveiterator import ArchiveIterator

from provenance.capture.archives import read_pages
from provenance.capture.wacz import Capture, to_wacz
from provenance.capture.warc import CapturedPage, write_capture

NOON = datetime(2018, 5, 18, 12, 0, tzinfo=UTC)
HTML = "<html><body><p>Der Deich hält.</p></body></html>".encode()


def capture(address: str, status: int | None = 200) -> Capture:
    page = CapturedPage(address, "text/html", status, (), HTML, NOON)
    request = (("user-agent", "tests"),) if status else ()
    return Capture(write_capture(page, request), "The dam holds")


@pytest.fixture
def packed() -> bytes:
    captures = [
        capture("https://www.harbour.example/Dam?b=2&a=1"),
        capture("https://harbour.example/ferry", None),
        capture("", None),
    ]
    return to_wacz(captures, title="Case: the dam", created=NOON)


def test_it_passes_the_validator_of_its_inventors(packed, tmp_path):
    if find_spec("wacz") is None:
        pytest.skip("wacz is not installed: pip install wacz")
    path = tmp_path / "dam.wacz"
    path.write_bytes(packed)
    done = subprocess.run(
        [sys.executable, "-m", "wacz", "validate", "-f", str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert "valid" in done.stdout


def test_every_file_has_its_true_hash(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        package = archive.read("datapackage.json")
        for resource in json.loads(package)["resources"]:
            content = archive.read(resource["path"])
            assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
            assert resource["bytes"] == len(content)
        digest = json.loads(archive.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{sha256(package).hexdigest()}"


def test_the_index_leads_to_each_record(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        records = archive.read("archive/data.warc.gz")
        lines = archive.read("indexes/index.cdx").decode().splitlines()
        assert archive.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
    assert lines == sorted(lines)
    assert any(line.startswith("example,harbour)/dam?a=1&b=2 20180518120000 {") for line in lines)
    for line in lines:
        entry = json.loads(line[line.index("{") :])
        start, length = int(entry["offset"]), int(entry["length"])
        (record,) = ArchiveIterator(io.BytesIO(records[start : start + length]))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]


def test_its_pages_come_back(packed):
    assert [(page.address, page.body) for page in read_pages(packed)] == [
        ("https://www.harbour.example/Dam?b=2&a=1", HTML),
        ("https://harbour.example/ferry", HTML),
        ("", HTML),
    ]


def test_the_same_captures_pack_to_the_same_bytes():
    one = capture("https://harbour.example/dam")
    assert to_wacz([one], title="a", created=NOON) == to_wacz([one], title="a", created=NOON)
