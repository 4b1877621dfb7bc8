"""Time stamps on dossiers, by an authority that a test makes with openssl."""

import io
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.exchange.dossier.checking import check, check_file
from claims.exchange.dossier.package import Packer, as_json

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the authority")

CONFIG = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """A time-stamp authority of one's own, in a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder / name
        self.folder.mkdir()
        (self.folder / "conf").write_text(CONFIG)
        (self.folder / "serial").write_text("01")
        made = f"-config conf -newkey rsa:2048 -nodes -subj /CN={name}"
        self.run(f"req -x509 {made} -keyout root.key -out root.pem -days 30 -extensions root")
        self.run(
            f"req {made}-stamps -x509 -CA root.pem -CAkey root.key -keyout leaf.key -out leaf.pem "
            "-days 30 -extensions leaf"
        )
        self.root = self.folder / "root.pem"

    def run(self, words: str) -> None:
        subprocess.run(
            ["openssl", *words.split()], cwd=self.folder, check=True, capture_output=True
        )

    def answer(self, question: Path) -> Path:
        self.run(
            f"ts -reply -config conf -queryfile {question} -signer leaf.pem -inkey leaf.key "
            "-out answer.tsr"
        )
        return self.folder / "answer.tsr"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A small one, made by hand."""
    path = tmp_path / "one.zip"
    claim = {"id": 9, "statement": "The pier closed."}
    told = {"claim": claim, "appearances": [], "evidence": [], "articles": [], "snapshots": []}
    with path.open("xb") as out:
        packer = Packer(out)
        packer.add("claim.json", as_json(told), "the claim")
        packer.close(claim=9, statement="The pier closed.")
    return path


@pytest.fixture
def stamped(dossier: Path, tmp_path: Path) -> Path:
    authority = Authority(tmp_path, "one")
    question = tmp_path / "ask.tsq"
    call_command("stamp_dossier", str(dossier), "--question", str(question))
    take(dossier, authority.answer(question), authority.root)
    return dossier


def take(dossier: Path, answer: Path, root: Path) -> None:
    words = ["--answer", str(answer), "--authority", str(root)]
    call_command("stamp_dossier", str(dossier), *words)


def wrong(content: bytes) -> list[str]:
    return [one.name for one in check(io.BytesIO(content)) if not one.ok]


def test_a_stamp_is_taken_and_checked_offline(stamped: Path):
    checks = check_file(stamped)
    assert all(one.ok for one in checks)
    assert checks[-1].name == "time-stamp"
    assert "CN=one" in checks[-1].detail


def test_a_flip_of_any_byte_of_it_is_found(stamped: Path):
    packed = stamped.read_bytes()
    for place in range(0, len(packed), 29):
        broken = bytearray(packed)
        broken[place] ^= 4
        assert wrong(bytes(broken)), place


def test_a_stamp_of_another_manifest_or_authority_is_refused(
    dossier: Path, tmp_path: Path, capsys: Any
):
    before = dossier.read_bytes()
    ours, other = Authority(tmp_path, "ours"), Authority(tmp_path, "other")
    question = tmp_path / "ask.tsq"
    call_command("stamp_dossier", str(dossier), "--question", str(question))
    answer = ours.answer(question)
    with pytest.raises(CommandError, match="not a time stamp"):
        take(dossier, answer, other.root)
    foreign = tmp_path / "foreign.tsq"
    ours.run(f"ts -query -data {ours.root} -sha256 -cert -out {foreign}")
    with pytest.raises(CommandError, match="not a time stamp"):
        take(dossier, ours.answer(foreign), ours.root)
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"nothing")
    for answer, root in [(garbage, ours.root), (ours.answer(question), garbage)]:
        with pytest.raises(CommandError):
            take(dossier, answer, root)
    assert dossier.read_bytes() == before
    capsys.readouterr()
    with pytest.raises(SystemExit):
        call_command("stamp_dossier", str(dossier), "--json")
    assert "Give --question" in json.loads(capsys.readouterr().out)["error"]


def test_a_stamp_is_replaced_by_a_newer_one(stamped: Path, tmp_path: Path):
    newer = Authority(tmp_path, "newer")
    question = tmp_path / "again.tsq"
    call_command("stamp_dossier", str(stamped), "--question", str(question))
    take(stamped, newer.answer(question), newer.root)
    assert "CN=newer" in check_file(stamped)[-1].detail
    assert not [one for one in check_file(stamped) if not one.ok]


def test_what_is_not_whole_is_not_stamped(dossier: Path, tmp_path: Path):
    dossier.write_bytes(dossier.read_bytes().replace(b"closed", b"opened"))
    with pytest.raises(CommandError, match="not as it was written"):
        call_command("stamp_dossier", str(dossier), "--question", str(tmp_path / "ask.tsq"))
    assert not (tmp_path / "ask.tsq").exists()


def test_the_authority_is_asked_over_the_guarded_door(dossier: Path, tmp_path: Path, settings: Any):
    authority = Authority(tmp_path, "one")
    with listening(authority) as (host, asked):
        words = ["--url", f"http://{host}/tsa", "--authority", str(authority.root)]
        with pytest.raises(CommandError, match="could not be asked"):
            call_command("stamp_dossier", str(dossier), *words)
        assert asked == []
        settings.FETCH_ALLOW |= {host}
        call_command("stamp_dossier", str(dossier), *words)
    assert asked == ["application/timestamp-query"]
    checks = check_file(dossier)
    assert all(one.ok for one in checks)
    assert checks[-1].name == "time-stamp"


@contextmanager
def listening(authority: Authority) -> Iterator[tuple[str, list[str]]]:
    """The authority on loopback, and the kinds of what it was sent."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.headers["Content-Type"])
            question = authority.folder / "asked.tsq"
            question.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            answer = authority.answer(question).read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
