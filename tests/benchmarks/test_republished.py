"""The benchmark of credits reads the table rightly, and marks what is wrong as wrong."""

import argparse
import csv
import gzip
import json

import pytest

from benchmarks import republished

COLUMNS = ["filename", "author", "credit", "wire"]
ARTICLES = [
    ("a", "AP", "None", "AP", "The bridge.\n\nOSTWICK (AP) — It is closed again."),
    ("b", "None", "h/t: The Tide.", "NA", "A ferry.\n\nThe ferry runs as it always did."),
    ("c", "Ann Sol", "None", "None", "A tower.\n\nAP said that the tower leans somewhat."),
    ("d", "None", "None", "reuters", "A quay.\n\nThe quay was built before the harbour was."),
]


@pytest.fixture
def data(tmp_path):
    with (tmp_path / "metadata.tsv").open("w", newline="") as table:
        writer = csv.writer(table, delimiter="\t")
        writer.writerow(COLUMNS)
        writer.writerows(row[:4] for row in ARTICLES)
    for part, some in (("train", ARTICLES[:3]), ("dev", ARTICLES[3:])):
        with gzip.open(tmp_path / f"{part}.jsonl.gz", "wt") as lines:
            for key, *_, text in some:
                lines.write(json.dumps({"id": key, "text": text}) + "\n")
    return tmp_path


def measured(data, **options):
    usual = {"part": "all", "wire": False, "errors": False}
    return republished.run(data, argparse.Namespace(**usual | options))


def test_names_are_compared_with_the_table(data):
    found = measured(data)
    assert (found["articles"], found["republished"]) == (4, 3)
    assert (found["precision"], found["recall"]) == (1.0, pytest.approx(2 / 3))


def test_agencies_alone_leave_the_credits_out(data):
    found = measured(data, wire=True)
    assert (found["republished"], found["recall"]) == (2, 0.5)


def test_one_part_may_be_asked_for(data):
    assert measured(data, part="dev")["f1"] == 0


def test_an_article_is_set_together_as_it_was_read():
    row = {"author": "AP", "credit": "h/t: The Tide", "wire": "AP"}
    text = republished.as_read(row, "The bridge.\n\nIt is closed.")
    assert text == "The bridge\n\nBy AP\n\nIt is closed.\n\nh/t: The Tide\n"
