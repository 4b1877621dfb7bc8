"""`manage.py anchor` answers line by line, in JSON or in words, and keeps going after errors."""

import io
import json

import pytest
from django.core.management import call_command

OLD = "The valley floods often.\r\nTwelve people were hurt at Harrow, said Ann Berg. It rained."
NEW = "Update.\n" + OLD.replace("\r\n", "\n").replace("Twelve", "Thirteen")
QUOTE = {"type": "TextQuoteSelector", "exact": "Twelve people were hurt", "suffix": " at Harrow"}
POSITION = {"type": "TextPositionSelector", "start": 25, "end": 48}
RAIN = {"type": "TextQuoteSelector", "exact": "It rained."}


@pytest.fixture
def run(tmp_path, monkeypatch):
    def run(*lines, json_lines=True, old=OLD, new=NEW, stdin=False):
        given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        for name, text in (("old.txt", old), ("new.txt", new), ("selectors", given)):
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        out, status = io.StringIO(), 0
        try:
            call_command(
                "anchor",
                str(tmp_path / "old.txt"),
                str(tmp_path / "new.txt"),
                selectors="-" if stdin else str(tmp_path / "selectors"),
                json=json_lines,
                stdout=out,
            )
        except SystemExit as leaving:
            status = leaving.code
        said = out.getvalue().splitlines()
        return (list(map(json.loads, said)) if json_lines else said), status

    return run


@pytest.mark.parametrize("stdin", [False, True])
def test_each_line_gets_its_answer(run, stdin):
    answers, status = run(QUOTE, "", RAIN, stdin=stdin)
    assert status == 0
    changed, moved = answers
    assert changed["status"] == "changed"
    assert NEW[changed["start"] : changed["end"]] == "Thirteen people were hurt"
    assert changed["diff"][0] == {"op": "replace", "old": "Twelve ", "new": "Thirteen "}
    assert 0.5 < changed["score"] < 1
    assert (moved["status"], moved["score"], moved["diff"]) == ("moved", 1.0, [])
    assert NEW[moved["start"] : moved["end"]] == "It rained."


@pytest.mark.parametrize(
    "line",
    [
        QUOTE,
        [QUOTE, POSITION],
        {"selector": [QUOTE, POSITION]},
        {"target": {"source": "x", "selector": QUOTE}},
        {"type": "Annotation", "target": [{"source": "x", "selector": [POSITION]}]},
    ],
)
def test_a_line_may_be_a_selector_a_list_or_an_annotation(run, line):
    (answer,), status = run(line)
    assert (answer["status"], status) == ("changed", 0)


def test_an_ambiguous_passage_names_its_candidates(run):
    doubled = NEW.replace("It rained.", "It rained.\nIt rained.\nIt was dark.")
    (answer,), _ = run(RAIN, old=f"{OLD}\nIt was dark.", new=doubled)
    assert (answer["status"], answer["start"], answer["end"]) == ("ambiguous", None, None)
    found = [doubled[c["start"] : c["end"]] for c in answer["candidates"]]
    assert found == ["It rained.", "It rained."]


def test_a_bad_line_is_told_and_the_others_are_answered(run):
    answers, status = run("{", {"type": "MoonSelector"}, "[1]", RAIN)
    assert status == 1
    assert [answer.get("code") for answer in answers[:3]] == [
        "not_json",
        "unknown_selector",
        "unknown_selector",
    ]
    assert answers[1]["error"].startswith("Line 2: ")
    assert answers[3]["status"] == "moved"


def test_in_words_a_change_is_marked(run):
    said, _ = run(
        QUOTE, RAIN, {"type": "TextQuoteSelector", "exact": "not there"}, json_lines=False
    )
    assert said[0] == "changed    33-58 [-Twelve -]{+Thirteen +}people were hurt"
    assert said[1].startswith("moved      ")
    assert said[2] == "gone"


def test_a_file_that_is_no_text_is_told(run):
    (answer,), status = run(QUOTE, old=b"\xff\xfe\x00")
    assert status == 1
    assert "not UTF-8 text" in answer["error"]


def test_a_missing_file_is_told(tmp_path):
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("anchor", "nowhere.txt", "nowhere.txt", selectors="x", json=True, stdout=out)
    assert "nowhere.txt cannot be opened" in json.loads(out.getvalue())["error"]
