"""The command compares what was not compared, or everything anew."""

import json
from typing import Any

import pytest
from django.core.management import call_command

from provenance.lineage.models import Fingerprint, SharedText
from provenance.lineage.services import comparing
from tests.people import Cast
from tests.provenance.lineage.writing import keep, prose


def told(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    call_command("fingerprint", "--json", *options)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_for_each_text(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    one, other, short = keep(cast, prose(300)), keep(cast, prose(300)), keep(cast, "Short.")
    lines = told(capsys)
    assert [(line["snapshot"], line["words"]) for line in lines] == [
        (one.pk, 300),
        (other.pk, 300),
        (short.pk, 1),
    ]
    assert [line["shared"] for line in lines] == [1, 1, 0]
    assert {line["status"] for line in lines} == {"compared"}
    assert SharedText.objects.count() == 1
    assert told(capsys) == []
    assert len(told(capsys, "--all")) == 3


def test_in_words(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = keep(cast, prose(40))
    call_command("fingerprint")
    out = capsys.readouterr().out
    assert out == (
        f"compared   snapshot {snapshot.pk} of article {snapshot.article_id}: "
        "40 words, shares text with 0 others\n"
    )


def test_a_failure_is_a_line_and_the_exit_status(
    cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(cast, prose(40))

    def fails(snapshot: int, *, by: Any) -> Any:
        raise ValueError("No.")

    monkeypatch.setattr(comparing, "compare_snapshot", fails)
    with pytest.raises(SystemExit, match="1"):
        call_command("fingerprint", "--json")
    assert json.loads(capsys.readouterr().out)["status"] == "failed"
    assert Fingerprint.objects.count() == 1
