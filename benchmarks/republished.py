"""Whom an article is republished from, on news articles whose agency or credit is known.

PolNeAR's table says of every article which agency wrote it (`wire`) and whom it credits (`credit`,
"h/t: …"). Its makers took byline and credit line out of the texts, so each article is set together
again as a reader saw it: title, "By …" with the author of the table, text, credit line. That goes
through the importer as a text file, and what the article would show as "republished from" is
compared with the table, by name. `--wire` leaves the credits out, of the texts and of the answers.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._bootstrap import interval
from provenance.capture.extract import extract
from provenance.sources.names import fold

_NOTHING = {"", "None", "NA"}
_CREDIT = re.compile(r"^h/t:\s*|[.\s]+$")


@dataclass(frozen=True, slots=True)
class Score:
    """One article: whom the table names, and whom we do; empty for nobody."""

    key: str
    gold: str
    found: str

    @property
    def right(self) -> bool:
        """Whether somebody is named, and the right one."""
        return bool(self.gold) and self.gold == self.found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``--errors`` (list what went wrong), ``--part`` and ``--wire``."""
    parser.add_argument("--errors", action="store_true", help="list every wrong value")
    parser.add_argument("--part", choices=("all", "train", "dev"), default="all")
    parser.add_argument("--wire", action="store_true", help="agencies alone, without credit lines")


def rows(data: Path, part: str) -> Iterator[tuple[dict[str, str], str]]:
    """Give each article's row of the table with its text."""
    parts = ("train", "dev") if part == "all" else (part,)
    with (data / "metadata.tsv").open(encoding="utf-8", newline="") as table:
        known = {row["filename"]: row for row in csv.DictReader(table, delimiter="\t")}
    for name in parts:
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                yield known[article["id"]], article["text"]


def as_read(row: dict[str, str], text: str, *, credit: bool = True) -> str:
    """Set an article together again: title, byline, text, credit line."""
    title, _, rest = text.partition("\n\n")
    byline = [] if row["author"] in _NOTHING else [f"By {row['author']}"]
    last = [row["credit"]] if credit and row["credit"] not in _NOTHING else []
    return "\n\n".join([title.removesuffix("."), *byline, rest.strip(), *last]) + "\n"


def wanted(row: dict[str, str], *, credit: bool = True) -> str:
    """Give the folded name of whom the table names, empty for nobody."""
    if row["wire"] not in _NOTHING:
        return fold(row["wire"])
    named = row["credit"] if credit and row["credit"] not in _NOTHING else ""
    return fold(_CREDIT.sub("", named))


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """Give precision, recall and F1 of the names given."""
    right = sum(one.right for one in scores)
    given = sum(bool(one.found) for one in scores)
    gold = sum(bool(one.gold) for one in scores)
    return {
        "precision": right / max(1, given),
        "recall": right / max(1, gold),
        "f1": 2 * right / max(1, given + gold),
    }


def run(data: Path, options: argparse.Namespace) -> dict[str, float]:
    """Import every article under ``data`` (``metadata.tsv``, ``train`` and ``dev.jsonl.gz``)."""
    credit = not options.wire
    scores = []
    for row, text in rows(data, options.part):
        raw = as_read(row, text, credit=credit).encode()
        found = extract(raw, media_type="text/plain", encoding="utf-8").chosen.republished_from
        scores.append(Score(row["filename"], wanted(row, credit=credit), fold(found or "")))
        if options.errors and scores[-1].gold != scores[-1].found:
            print(f"{scores[-1].gold or '-':24} but {scores[-1].found or '-':24} {row['filename']}")
    low, high = interval(scores, lambda some: figures(some)["f1"])
    named = sum(bool(one.gold) for one in scores)
    return {
        **figures(scores),
        "f1_low": low,
        "f1_high": high,
        "articles": len(scores),
        "republished": named,
    }
