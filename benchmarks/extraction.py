"""How well the article is told from the rest of a page, on pages annotated by hand.

The measure is that of the scrapinghub article-extraction-benchmark,
written anew from its description: texts are compared as bags of four-word
shingles; each page's true positives, false positives and false negatives are
divided by their sum; precision and recall are averaged over pages, F1 comes
from the averages. ``exact`` is the share of pages whose words are all right.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks._bootstrap import interval
from provenance.capture.extract import ExtractionError, extract

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Score:
    """One page: shares of shingles right, too much and missing (they sum to 1), and exactness."""

    key: str
    right: float
    extra: float
    missing: float
    exact: bool


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words of ``text``; a shorter text is one run."""
    words = _TOKEN.findall(text)
    runs = (tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(run for run in runs if run)


def score(key: str, gold: str, found: str) -> Score:
    """Compare one extracted text with the annotated one."""
    wanted, got = shingles(gold), shingles(found)
    right, extra, missing = (wanted & got).total(), (got - wanted).total(), (wanted - got).total()
    whole = max(1, right + extra + missing)
    exact = _TOKEN.findall(gold) == _TOKEN.findall(found)
    return Score(key, right / whole, extra / whole, missing / whole, exact)


def precision_recall(scores: Sequence[Score]) -> tuple[float, float]:
    """Average precision over pages where something was found, recall where there was something."""
    precision = [s.right / (s.right + s.extra) for s in scores if s.right + s.extra > 0]
    recall = [s.right / (s.right + s.missing) for s in scores if s.right + s.missing > 0]
    return mean(precision or [0.0]), mean(recall or [0.0])


def f1(scores: Sequence[Score]) -> float:
    """Return the harmonic mean of the averaged precision and recall."""
    precision, recall = precision_recall(scores)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def exact_share(scores: Sequence[Score]) -> float:
    """Return the share of pages whose words are all there, in order, and no others."""
    return sum(s.exact for s in scores) / len(scores)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``--errors N``: list the worst pages."""
    parser.add_argument("--errors", type=int, default=0, help="list the N worst pages")


def run(data: Path, options: argparse.Namespace) -> dict[str, float]:
    """Extract every page under ``data`` (``ground-truth.json`` and ``html/``) and score it."""
    gold = json.loads((data / "ground-truth.json").read_text(encoding="utf-8"))
    if not gold:
        raise ValueError("There are no pages in ground-truth.json.")
    pages = {key: gzip.decompress((data / "html" / f"{key}.html.gz").read_bytes()) for key in gold}
    scores: list[Score] = []
    spent = 0.0
    for key, page in pages.items():
        start = time.perf_counter()
        try:
            found = extract(page, media_type="text/html", address=gold[key].get("url")).article
        except ExtractionError:
            found = ""
        spent += time.perf_counter() - start
        scores.append(score(key, gold[key].get("articleBody", ""), found))
    for bad in sorted(scores, key=lambda s: s.right)[: options.errors]:
        print(
            f"{bad.key[:12]} right={bad.right:.3f} extra={bad.extra:.3f} missing={bad.missing:.3f}"
        )
    low, high = interval(scores, f1)
    exact_low, exact_high = interval(scores, exact_share)
    precision, recall = precision_recall(scores)
    return {
        "f1": f1(scores),
        "f1_low": low,
        "f1_high": high,
        "precision": precision,
        "recall": recall,
        "exact": exact_share(scores),
        "exact_low": exact_low,
        "exact_high": exact_high,
        "pages": len(scores),
        "pages_per_s": len(scores) / spent,
    }
