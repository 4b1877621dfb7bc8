"""``make bench`` names every benchmark, and says which could not run."""

from pathlib import Path

import pytest

from benchmarks.__main__ import names
from benchmarks._each import SMALL, main, report


def test_every_benchmark_has_a_small_size() -> None:
    assert set(names()) <= set(SMALL)


def test_missing_data_is_a_loud_skip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "nowhere")]) == 0
    said = capsys.readouterr().out
    for name in names():
        assert f"{name}: SKIPPED" in said


def test_benchmark_that_fails_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "metadata-trafilatura").mkdir()
    (tmp_path / "metadata-trafilatura" / "dev").write_text("no such data")
    row, fine = report("metadata", tmp_path)
    assert "FAILED" in row
    assert not fine
