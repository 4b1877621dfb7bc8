import json
from types import ModuleType

import pytest

from benchmarks import __main__ as dispatcher


def test_every_benchmark_here_is_found_by_its_name():
    assert {"extraction", "metadata"} <= set(dispatcher.names())
    assert not any(name.startswith("_") for name in dispatcher.names())


def test_the_last_line_names_every_figure():
    assert dispatcher.line("speed", {"per_s": 12.345678, "runs": 3}) == "speed: per_s=12.35 runs=3"


def test_a_benchmark_may_add_its_own_options():
    benchmark = ModuleType("speed", "How fast.")
    benchmark.add_arguments = lambda parser: parser.add_argument("--claims", type=int)
    options = dispatcher.parser_for("speed", benchmark).parse_args(["--claims", "5", "--json"])
    assert (options.claims, options.json, options.data) == (5, True, None)


def test_an_unknown_name_is_told_what_there_is(capsys):
    assert dispatcher.main(["nothing"]) == 2
    said = capsys.readouterr().out
    assert "nothing" in said
    assert "extraction" in said


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["--help"], 0)])
def test_without_a_name_the_use_is_shown(arguments, status, capsys):
    assert dispatcher.main(arguments) == status
    assert capsys.readouterr().out.startswith("Usage: python -m benchmarks NAME")


def test_data_that_is_not_there_is_told(tmp_path, capsys):
    assert dispatcher.main(["extraction", "--data", str(tmp_path / "gone")]) == 2
    assert "does not exist" in capsys.readouterr().err


def test_a_folder_without_pages_is_told(tmp_path):
    (tmp_path / "ground-truth.json").write_text("{}")
    with pytest.raises(ValueError, match="no pages"):
        dispatcher.main(["extraction", "--data", str(tmp_path)])


def test_a_whole_run_ends_with_its_line(page_folder, capsys):
    assert dispatcher.main(["extraction", "--data", str(page_folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("extraction: f1=1 ")
    assert dispatcher.main(["extraction", "--data", str(page_folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exact"] == 1.0
