"""How often author, title and date of a page are all right, on pages annotated by hand.

Titles and names are compared after NFKC, lower case and every run of
non-word characters turned into one space; authors as sets, dates by day. On
the pages where a reader finds no author, the right answer is none.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._bootstrap import interval
from provenance.capture.extract import ExtractionError, extract
from provenance.capture.metadata import Chosen

_NOT_WORD = re.compile(r"[\W_]+")
_NAMES = re.compile(r"[;,|/]|\s(?:and|und)\s")


@dataclass(frozen=True, slots=True)
class Score:
    """One page with author, title and date known: which of them came out right."""

    key: str
    author: bool
    title: bool
    date: bool

    @property
    def all_three(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.author and self.title and self.date


def plain(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, lower case, words only."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def written(author: str | list[str]) -> str:
    """Return the annotated author or authors as one string, empty for none."""
    return author.strip() if isinstance(author, str) else "; ".join(author)


def names(text: str) -> frozenset[str]:
    """Return the set of names in a list of authors."""
    return frozenset(name for part in _NAMES.split(text) if (name := plain(part)))


def score(key: str, gold: dict[str, Any], found: Chosen) -> Score:
    """Compare what was chosen for one page with its annotation."""
    return Score(
        key,
        names(written(gold["author"])) == names("; ".join(found.authors)),
        plain(gold["title"]) == plain(found.title or ""),
        gold["date"] == found.published,
    )


def held_out(key: str) -> bool:
    """Tell whether a page belongs to the third that rules are not tuned on."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0


def chosen(data: Path, key: str, gold: dict[str, Any]) -> Chosen:
    """Run the program's own path on one page."""
    name = gold["file"].removesuffix(".html") + ".html.gz"
    page = gzip.decompress((data / "html" / name).read_bytes())
    try:
        return extract(page, media_type="text/html", address=key.strip()).chosen
    except ExtractionError:
        return Chosen()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``--errors`` (list what went wrong) and ``--part`` (one of the two parts for tuning)."""
    parser.add_argument("--errors", action="store_true", help="list every wrong value")
    parser.add_argument("--part", choices=("all", "tuning", "held-out"), default="all")


def _shares(scores: Sequence[Score]) -> dict[str, float]:
    count = max(1, len(scores))
    return {
        name: sum(getattr(score, name) for score in scores) / count
        for name in ("author", "title", "date", "all_three")
    }


def run(data: Path, options: argparse.Namespace) -> dict[str, float]:
    """Read every page under ``data`` (``gold.json`` and ``html/``) and score its metadata."""
    gold = json.loads((data / "gold.json").read_text(encoding="utf-8"))
    if options.part != "all":
        gold = {
            key: value
            for key, value in gold.items()
            if held_out(key) == (options.part == "held-out")
        }
    scores: list[Score] = []
    empty: list[bool] = []
    for key, value in gold.items():
        found = chosen(data, key, value)
        if written(value["author"]):
            scores.append(score(key, value, found))
            if options.errors and not scores[-1].all_three:
                _explain(scores[-1], value, found)
        else:
            empty.append(not found.authors)
            if options.errors and found.authors:
                print(f"NONE   {found.authors}  {key}")
    low, high = interval(scores, lambda some: _shares(some)["all_three"])
    return {
        **_shares(scores),
        "all_three_low": low,
        "all_three_high": high,
        "empty_when_none": sum(empty) / max(1, len(empty)),
        "pages": len(scores),
        "no_author_pages": len(empty),
    }


def _explain(score: Score, gold: dict[str, Any], found: Chosen) -> None:
    print(score.key)
    if not score.author:
        print(f"    author {gold['author']!r} but {found.authors}")
    if not score.title:
        print(f"    title  {gold['title']!r}\n       but {found.title!r}")
    if not score.date:
        print(f"    date   {gold['date']} but {found.published}")
