"""The command `lint_claimreview`: files and claims, in words and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.claims.exchange.test_linting import GOOD, changed
from tests.claims.publishing import publish
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db


def linted(capsys: Any, *names: object) -> tuple[list[dict[str, Any]], int]:
    status = 0
    try:
        call_command("lint_claimreview", *map(str, names), "--json")
    except SystemExit as ended:
        status = int(str(ended.code))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()], status


def test_a_good_file_and_a_wrong_one(tmp_path: Path, capsys: Any):
    good, wrong = tmp_path / "good.json", tmp_path / "wrong.json"
    good.write_text(json.dumps(GOOD))
    assert linted(capsys, good)[1] == 0
    wrong.write_text(json.dumps(changed(GOOD, "reviewRating.ratingValue", 9)))
    (first, second), status = linted(capsys, good, wrong)
    assert (first["status"], second["status"], status) == ("ok", "errors", 1)
    assert [one["code"] for one in second["findings"]] == ["value_outside"]
    assert second["input"] == str(wrong)


@pytest.mark.parametrize("text", ["", "{", "[]", "<html></html>", "<", "[" * 100_000])
def test_what_holds_no_review_has_failed(tmp_path: Path, capsys: Any, text: str):
    file = tmp_path / "file"
    file.write_text(text)
    (told,), status = linted(capsys, file)
    assert (told["status"], status) == ("failed", 1)
    assert told["error"]


def test_a_file_that_is_not_there_or_an_address_that_is_refused(tmp_path: Path, capsys: Any):
    lines, status = linted(capsys, tmp_path / "none", "http://127.0.0.1:1/", "http://[")
    assert ([one["status"] for one in lines], status) == (["failed"] * 3, 1)


def test_a_published_claim_alone_is_looked_through(scene: Scene, capsys: Any, settings: Any):
    settings.SITE_URL = "https://desk.example"
    claim = publish(scene, "The pier closed.")
    private = scene.claim(scene.cast.ann)
    (told, missing, none), status = linted(capsys, claim.pk, private.pk, 10**20)
    assert told["url"] == f"https://desk.example/claims/{claim.pk}/"
    assert [one["code"] for one in told["findings"]] == ["publisher_url_missing"]
    assert (told["status"], status) == ("warnings", 1)
    assert missing["error"] == none["error"]


def test_it_speaks_to_people(tmp_path: Path, capsys: Any):
    file = tmp_path / "file"
    file.write_text(json.dumps(changed(GOOD, "author.url", "")))
    call_command("lint_claimreview", str(file))
    said = capsys.readouterr().out
    assert "warnings" in said
    assert "set the workspace's homepage" in said
