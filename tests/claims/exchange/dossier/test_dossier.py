"""Dossiers: what is in them, for whom, and the commands that write and check them."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from claims.annotations.services import write_note
from claims.evidence.services import add_evidence
from claims.exchange.dossier.checking import check
from claims.exchange.dossier.package import MANIFEST, SUMS
from claims.groundwork.services import declare_gap
from claims.records.models import Claim
from claims.records.services import add_appearance, merge_claims
from tests.claims.exchange.dossier.packing import (
    everything,
    keep_bytes,
    made,
    names,
    part,
    wrong,
)
from tests.claims.scene import Scene, snapshot_of

GROUNDWORK = "groundwork.json"

# --- whole ----------------------------------------------------------------------------------


def test_a_dossier_holds_the_claim_in_every_form_and_is_whole(busy: Claim, scene: Scene):
    packed = made(busy, scene.cast.max)
    text = scene.snapshot.pk
    assert {
        f"texts/snapshot-{text}.txt", f"captures/snapshot-{text}.wacz", "claim.json", "look.css",
        "verdicts.json", "claimreview.json", "annotations.json", "provenance.json",
        "provenance.ttl", "history.json", "index.html", MANIFEST, SUMS,
    } <= set(names(packed))  # fmt: skip
    checks = check(io.BytesIO(packed))
    assert [one for one in checks if not one.ok] == []
    found = {one.name.partition(":")[0] for one in checks}
    assert found == {
        "container", "manifest", "file", "claim", "text", "quote", "capture", "verdicts", "history",
    }  # fmt: skip


def test_it_tells_what_was_looked_for_to_those_who_may_know(busy: Claim, scene: Scene):
    declare_gap(busy, sought="The second log", goes_out=False, by=scene.cast.ann)
    mine = json.loads(zipfile.ZipFile(io.BytesIO(made(busy, scene.cast.ann))).read(GROUNDWORK))
    assert [one["sought"] for one in mine["gaps"]] == ["The second log"]
    assert "created_by" not in mine["gaps"][0]
    public = json.loads(zipfile.ZipFile(io.BytesIO(made(busy, AnonymousUser()))).read(GROUNDWORK))
    assert public["gaps"] == []


def test_the_page_reads_well_and_runs_nothing(busy: Claim, scene: Scene):
    hostile = "<script>alert(1)</script>"
    add_evidence(
        busy, stance="contradicts", warrant=hostile, address="https://x.example/", by=scene.cast.ann
    )
    page = zipfile.ZipFile(io.BytesIO(made(busy, scene.cast.ann))).read("index.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for words in ["The pier closed on 3 May.", "Mira Tal", "Not stated", "A log was found."]:
        assert words in page


def test_a_claim_without_a_verdict_has_a_dossier_for_members(scene: Scene):
    packed = made(scene.claim(scene.cast.ann), scene.cast.ann)
    assert wrong(packed) == []
    assert "claimreview.json" not in names(packed)


def test_questions_stay_few_however_much_hangs_on_it(
    busy: Claim, scene: Scene, django_assert_max_num_queries
):
    with django_assert_max_num_queries(44) as few:
        made(busy, scene.cast.max)
    for number in range(4):
        other = snapshot_of(scene.cast.desk, outlet=f"Paper {number}")
        keep_bytes(other)
        add_appearance(busy, (other, 0, 20), by=scene.cast.ann)
    with django_assert_max_num_queries(len(few.captured_queries)):
        made(busy, scene.cast.max)


# --- who may know ---------------------------------------------------------------------------


def test_strangers_get_what_is_public_and_nothing_more(busy: Claim, scene: Scene):
    add_evidence(
        busy, stance="context", warrant="Not out yet.", address="https://y.example/",
        by=scene.cast.ann,
    )  # fmt: skip
    write_note("A word among us.", claim=busy, by=scene.cast.ann)
    private = snapshot_of(
        scene.cast.desk, "Quietly kept words.", by=scene.cast.ann, visibility="me", outlet="Own"
    )
    add_appearance(busy, (private, 0, 7), by=scene.cast.ann)
    for user in (AnonymousUser(), scene.cast.olga):
        packed = made(busy, user)
        assert wrong(packed) == []
        assert not [name for name in names(packed) if name.startswith(("texts", "captures"))]
        told = everything(packed)
        for secret in ["Not out yet", "among us", "Quietly", "review.submit", "Bea", "Eve"]:
            assert secret not in told
    assert "Not out yet" in everything(made(busy, scene.cast.ron))


def test_the_history_is_for_those_who_may_read_it(busy: Claim, scene: Scene):
    for name in ("max", "eve"):
        assert part(made(busy, getattr(scene.cast, name)), "history.json")["events"]
    strangers = part(made(busy, AnonymousUser()), "history.json")
    for name in ("ann", "ron", "sam", "olga"):
        assert part(made(busy, getattr(scene.cast, name)), "history.json") == strangers
    assert strangers["events"] == strangers["hashes"] == []
    assert strangers["head"] is None
    assert len(strangers["verdicts"]) == 2


def test_a_text_published_for_everyone_is_in_everyones_dossier(busy: Claim, scene: Scene):
    article = scene.snapshot.article
    type(article).objects.filter(pk=article.pk).update(visibility="public")
    packed = made(busy, AnonymousUser())
    assert f"texts/snapshot-{scene.snapshot.pk}.txt" in names(packed)
    assert not [name for name in names(packed) if name.startswith("captures")]


def test_places_of_merged_claims_come_along(busy: Claim, scene: Scene):
    other = scene.claim(
        scene.cast.ann, "The pier was shut.", appearance=scene.at("the eastern pier was closed")
    )
    busy.refresh_from_db()
    merge_claims(busy, other, "The same.", by=scene.cast.eve)
    packed = made(busy, scene.cast.max)
    assert wrong(packed) == []
    assert len(part(packed, "claim.json")["appearances"]) == 3


# --- commands -------------------------------------------------------------------------------


def asked(capsys: Any, *words: Any) -> Any:
    call_command(*map(str, words), "--json")
    return json.loads(capsys.readouterr().out)


def test_the_commands_write_and_check(busy: Claim, scene: Scene, tmp_path: Path, capsys: Any):
    public, whole = tmp_path / "public.zip", tmp_path / "whole.zip"
    assert asked(capsys, "dossier", busy.pk, public)["snapshots"] == 2
    assert asked(capsys, "dossier", busy.pk, whole, "--user", "max")["verdicts"] == 2
    assert public.stat().st_size < whole.stat().st_size
    assert asked(capsys, "verify_dossier", whole)["ok"]
    whole.write_bytes(whole.read_bytes().replace(b"3 May", b"4 May", 1))
    with pytest.raises(SystemExit):
        asked(capsys, "verify_dossier", whole)
    assert not json.loads(capsys.readouterr().out)["ok"]


def test_the_command_overwrites_nothing_and_tells_strangers_nothing(
    busy: Claim, scene: Scene, tmp_path: Path
):
    kept = tmp_path / "kept.zip"
    kept.write_text("mine")
    with pytest.raises(CommandError, match="exists"):
        call_command("dossier", str(busy.pk), str(kept))
    assert kept.read_text() == "mine"
    secret = scene.claim(scene.cast.ann, "Quite another thing.", appearance=scene.at("Nobody"))
    with pytest.raises(CommandError, match="no claim"):
        call_command("dossier", str(secret.pk), str(tmp_path / "no.zip"))
    assert not (tmp_path / "no.zip").exists()


def test_it_is_checked_without_settings_database_or_network(
    busy: Claim, scene: Scene, tmp_path: Path
):
    path = tmp_path / "whole.zip"
    path.write_bytes(made(busy, scene.cast.max))
    blind = (
        "import socket, sys; socket.socket = None; sys.modules['django'] = None\n"
        "from claims.exchange.dossier.__main__ import main\n"
        f"sys.exit(main([{str(path)!r}]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", blind],
        cwd=django_settings.BASE_DIR, env={}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "WRONG" not in ran.stdout
