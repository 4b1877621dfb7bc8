"""Checking a dossier: a changed byte is found wherever it is, and so is a clever change."""

import io
import random
import zipfile
from typing import Any

import pytest

from claims.exchange.dossier.checking import check
from claims.exchange.dossier.package import MANIFEST, SUMS, put, sums
from claims.records.models import Claim
from tests.claims.exchange.dossier.packing import edited, forged, made, part, wrong
from tests.claims.scene import Scene

# --- changed by chance ----------------------------------------------------------------------


def test_a_flip_of_any_byte_is_found(busy: Claim, scene: Scene):
    """Each entry is hit, and hundreds of places between and in them, by a fixed seed."""
    packed = made(busy, scene.cast.max)
    seeded = random.Random(11)
    archive = zipfile.ZipFile(io.BytesIO(packed))
    heads = [info.header_offset + step for info in archive.infolist() for step in range(0, 46, 5)]
    central = range(archive.start_dir, len(packed), 17)
    places = {*heads, *central, *(seeded.randrange(len(packed)) for _ in range(300))}
    for place in sorted(places):
        broken = bytearray(packed)
        broken[place] ^= 1 << seeded.randrange(8)
        assert wrong(bytes(broken)), place


def test_what_was_flipped_is_named(busy: Claim, scene: Scene):
    packed = made(busy, scene.cast.max)
    archive = zipfile.ZipFile(io.BytesIO(packed))
    for info in archive.infolist():
        path = info.filename
        broken = bytearray(packed)
        broken[info.header_offset + 30 + len(path) + info.file_size // 2] ^= 1
        found = wrong(bytes(broken))
        assert (f"file:{path}" if path not in {MANIFEST, SUMS} else "manifest") in found


def test_cut_off_or_added_bytes_are_found(busy: Claim, scene: Scene):
    packed = made(busy, scene.cast.max)
    for broken in (packed[:-1], packed[:500], b"", b"x", packed + b"x", b"x" + packed):
        assert wrong(broken)


def test_files_added_taken_or_packed_are_found(busy: Claim, scene: Scene):
    packed = made(busy, scene.cast.max)
    for mode, name in [(zipfile.ZIP_STORED, "more.txt"), (zipfile.ZIP_DEFLATED, "claim.json")]:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", mode) as copy:
            old = zipfile.ZipFile(io.BytesIO(packed))
            for path in old.namelist():
                copy.writestr(path, old.read(path))
            if name not in old.namelist():
                copy.writestr(name, "more")
        assert wrong(out.getvalue())
    old, out = zipfile.ZipFile(io.BytesIO(packed)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for path in old.namelist():
            if path != "verdicts.json":
                put(copy, path, [old.read(path)])
    assert wrong(out.getvalue()) == ["manifest"]


# --- changed by someone who knows how -------------------------------------------------------


def test_a_text_that_is_not_the_snapshots_is_found(busy: Claim, scene: Scene):
    key = f"texts_snapshot_{scene.snapshot.pk}"
    packed = forged(made(busy, scene.cast.max), **{key: lambda text: text.replace(b"May", b"Mai")})
    assert f"text:snapshot-{scene.snapshot.pk}" in wrong(packed)
    assert any(name.startswith("quote:") for name in wrong(packed))


def test_a_quote_moved_by_one_character_is_found(busy: Claim, scene: Scene):
    def move(told: Any) -> None:
        told["appearances"][0]["words"]["start"] += 1

    place = part(made(busy, scene.cast.max), "claim.json")["appearances"][0]["id"]
    packed = forged(made(busy, scene.cast.max), claim=edited(move))
    assert wrong(packed) == [f"quote:appearance-{place}"]


def test_another_capture_is_found(busy: Claim, scene: Scene):
    def swap(told: Any) -> None:
        for one in told["snapshots"]:
            one["raw_sha256"] = "0" * 64

    packed = forged(made(busy, scene.cast.max), claim=edited(swap))
    assert wrong(packed) == [f"capture:snapshot-{scene.snapshot.pk}"]


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.pop(0),
        lambda told: told.reverse(),
        lambda told: told[1].update(supersedes=None),
        lambda told: told[1].update(reason_for_change=""),
        lambda told: told[0].update(published_at="2999-01-01T00:00:00+00:00"),
        lambda told: told[0].update(published_at="yesterday"),
    ],
)
def test_verdicts_out_of_order_are_found(busy: Claim, scene: Scene, change: Any):
    assert "verdicts" in wrong(forged(made(busy, scene.cast.max), verdicts=edited(change)))


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["events"][0].update(action="claim.edited"),
        lambda told: told["events"][0]["detail"].update(extra=1),
        lambda told: told["events"][0].update(actor=None),
        lambda told: told["events"][0].update(at="2024-01-01T00:00:00.000000+00:00"),
        lambda told: told["hashes"].pop(),
        lambda told: told["hashes"].__setitem__(1, "0" * 64),
        lambda told: told["head"].update(number=1),
        lambda told: told["verdicts"][0].update(hash="0" * 64),
        lambda told: told["verdicts"][0].update(verdict=0),
        lambda told: told.update(events=None),
        lambda told: told["events"].reverse(),
    ],
)
def test_a_changed_history_is_found(busy: Claim, scene: Scene, change: Any):
    packed = forged(made(busy, scene.cast.max), history=edited(change))
    assert "history" in wrong(packed)


def test_a_verdict_with_another_rating_than_was_published_is_found(busy: Claim, scene: Scene):
    def soften(told: Any) -> None:
        told[0]["rating"] = "Half true"

    assert wrong(forged(made(busy, scene.cast.max), verdicts=edited(soften))) == ["history"]


def test_files_of_nonsense_are_wrong_and_nothing_worse(busy: Claim, scene: Scene):
    packed = made(busy, scene.cast.max)
    for path in ("claim", "verdicts", "history", "claimreview"):
        for nonsense in (b"", b"{", b"[]", b"null", b'{"claim": 3}', b"[" * 100_000, b"\xff\xfe"):
            found = wrong(forged(packed, **{path: lambda _, nonsense=nonsense: nonsense}))
            assert found, (path, nonsense)


def test_a_newer_format_is_refused_in_words(busy: Claim, scene: Scene):
    packed = made(busy, scene.cast.max)
    old, out = zipfile.ZipFile(io.BytesIO(packed)), io.BytesIO()
    manifest = old.read(MANIFEST).replace(b'"version": 1', b'"version": 2')
    with zipfile.ZipFile(out, "w") as copy:
        for path in old.namelist():
            said = {MANIFEST: manifest, SUMS: sums({MANIFEST: manifest})}
            put(copy, path, [said.get(path, old.read(path))])
    refused = next(one for one in check(io.BytesIO(out.getvalue())) if not one.ok)
    assert refused.name == "manifest"
    assert "claim-dossier 1 only" in refused.detail
