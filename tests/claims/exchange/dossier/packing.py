"""A busy claim, its dossier, and ways to look into one and to forge one."""

import io
import json
import zipfile
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from claims.evidence.services import add_evidence
from claims.exchange.dossier.checking import check
from claims.exchange.dossier.making import write_dossier
from claims.exchange.dossier.package import MANIFEST, Packer, as_json
from claims.records.models import Claim
from claims.records.services import Hop, add_appearance
from provenance.capture.warc import CapturedPage, write_capture
from provenance.sources.models import Person, SnapshotFile
from tests.claims.scene import Scene, decide, decide_again, snapshot_of

SITE = "https://desk.example"


def keep_bytes(snapshot: Any) -> None:
    """Keep the bytes a snapshot was read from, as a capture does."""
    page = CapturedPage(
        address=f"https://harbour.example/{snapshot.pk}",
        media_type="text/plain",
        status=200,
        headers=[("content-type", "text/plain; charset=utf-8")],
        body=snapshot.text.encode(),
        captured_at=snapshot.captured_at,
    )
    warc = write_capture(page)
    SnapshotFile.objects.create(snapshot=snapshot, warc=warc, sha256=sha256(warc).hexdigest())


@pytest.fixture
def busy(scene: Scene) -> Claim:
    """A claim with a chain, evidence, two verdicts, two texts and their bytes."""
    desk, ann = scene.cast.desk, scene.cast.ann
    tal = Person.objects.create(workspace=desk, name="Mira Tal", key="mira tal")
    keep_bytes(scene.snapshot)
    hops = [Hop(None, "hearsay"), Hop(tal, "direct")]
    claim = scene.claim(ann, attributions=hops)
    add_evidence(claim, stance="supports", warrant="It says so.", place=scene.at("Nobody"), by=ann)
    add_evidence(claim, stance="context", warrant="A log.", address="https://log.example/", by=ann)
    copy = snapshot_of(desk, outlet="Valley Post", published=date(2024, 5, 6))
    add_appearance(claim, (copy, 0, 20), by=ann)
    decide(claim, scene)
    decide_again(claim, scene)
    return claim


def made(claim: Claim, user: Any) -> bytes:
    out = io.BytesIO()
    write_dossier(claim, out, user=user, site=SITE)
    return out.getvalue()


def wrong(packed: bytes) -> list[str]:
    """The names of what does not hold."""
    return [one.name for one in check(io.BytesIO(packed)) if not one.ok]


def names(packed: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(packed)).namelist()


def part(packed: bytes, path: str) -> Any:
    return json.loads(zipfile.ZipFile(io.BytesIO(packed)).read(path))


def everything(packed: bytes) -> str:
    archive = zipfile.ZipFile(io.BytesIO(packed))
    return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def forged(packed: bytes, **changed: Any) -> bytes:
    """The dossier with other contents, packed again by someone who knows how."""
    old, out = zipfile.ZipFile(io.BytesIO(packed)), io.BytesIO()
    manifest = json.loads(old.read(MANIFEST))
    packer = Packer(out)
    for file in manifest["files"]:
        name = file["path"].partition(".")[0].replace("/", "_").replace("-", "_")
        content = old.read(file["path"])
        if name in changed:
            content = changed[name](content)
        packer.add(file["path"], content, file["says"])
    about = {k: v for k, v in manifest.items() if k not in {"format", "version", "files"}}
    packer.close(**about)
    return out.getvalue()


def edited(change: Any) -> Any:
    """Change JSON in place."""

    def apply(content: bytes) -> bytes:
        value = json.loads(content)
        change(value)
        return as_json(value)

    return apply
