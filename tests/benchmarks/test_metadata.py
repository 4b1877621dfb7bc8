import argparse
import json

import pytest

from benchmarks.metadata import held_out, names, plain, run, score, written
from provenance.capture.candidates import Chosen

GOLD = {"author": "Ann Sol and Bo Berg", "title": "A Crack!", "date": "2024-03-05"}


def test_texts_are_compared_without_case_marks_and_width():
    assert plain(" Ａ—“crack” in\tIT_now ") == "a crack in it now"


@pytest.mark.parametrize("text", ["Ann Sol, Bo Berg", "bo berg; ANN SOL", "Ann Sol und Bo Berg"])
def test_authors_are_compared_as_sets(text):
    assert names(text) == {"ann sol", "bo berg"}


def test_lists_of_authors_are_written_as_one():
    assert written(["Ann Sol", "Bo Berg"]) == "Ann Sol; Bo Berg"
    assert written("  ") == ""


def test_all_three_must_be_right():
    right = score("x", GOLD, Chosen("a crack", ("Bo Berg", "Ann Sol"), None, "2024-03-05"))
    assert right.all_three
    wrong = score("x", GOLD, Chosen("a crack", ("Ann Sol",), None, "2024-03-05"))
    assert (wrong.author, wrong.title, wrong.date, wrong.all_three) == (False, True, True, False)


def test_about_a_third_is_held_out_and_always_the_same():
    keys = [f"https://page{number}.example/" for number in range(300)]
    share = sum(map(held_out, keys)) / len(keys)
    assert 0.25 < share < 0.42
    assert [held_out(key) for key in keys] == [held_out(key) for key in keys]


def options(part="all", *, errors=False):
    return argparse.Namespace(part=part, errors=errors)


def test_a_folder_is_measured(page_folder, capsys):
    figures = run(page_folder, options(errors=True))
    assert figures["all_three"] == 1.0
    assert (figures["pages"], figures["no_author_pages"]) == (1, 0)
    assert capsys.readouterr().out == ""


def test_a_page_without_an_author_is_counted_apart(page_folder):
    gold = json.loads((page_folder / "gold.json").read_text())
    (entry,) = gold.values()
    other = dict(entry, author="")
    (page_folder / "gold.json").write_text(json.dumps({**gold, "https://other.example/": other}))
    figures = run(page_folder, options())
    assert (figures["empty_when_none"], figures["no_author_pages"]) == (0.0, 1)


def test_what_is_wrong_is_listed_when_asked(page_folder, capsys):
    gold = json.loads((page_folder / "gold.json").read_text())
    (entry,) = gold.values()
    entry["date"] = "2020-01-01"
    (page_folder / "gold.json").write_text(json.dumps(gold))
    assert run(page_folder, options(errors=True))["all_three"] == 0.0
    assert "2020-01-01 but 2024-03-05" in capsys.readouterr().out


def test_the_two_parts_make_the_whole(page_folder):
    counts = [run(page_folder, options(part))["pages"] for part in ("tuning", "held-out", "all")]
    assert counts[0] + counts[1] == counts[2] == 1
