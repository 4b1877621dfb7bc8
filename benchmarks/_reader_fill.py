"""Fills an empty database with one long text and many claims on it, for the reader benchmark.

Run as ``python -m benchmarks._reader_fill --characters N --marks N`` with DATA_DIR set. The text
is made of invented words, the claims are recorded by the service that people use. The last line
printed is JSON: the path of the page and a session.
"""

from __future__ import annotations

import argparse
import importlib
import json
from random import Random

import django

SYLLABLES = (
    "ar ben cal dor el fen gar hol il jun kes lor mar nel or pel quin ros sel tor ur vel wes"
)
OFTEN = "the of and in to a was for on said by with that had not from after which were town council"


def long_text(characters: int, dice: Random) -> str:
    """Paragraphs of sentences of invented words, with an empty line between."""
    words = [_word(dice) for _ in range(1500)] + OFTEN.split() * 40
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < characters:
        sentences = [_sentence(words, dice) for _ in range(dice.randint(2, 6))]
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


def _word(dice: Random) -> str:
    return "".join(dice.choices(SYLLABLES.split(), k=dice.randint(1, 3)))


def _sentence(words: list[str], dice: Random) -> str:
    return " ".join(dice.choices(words, k=dice.randint(8, 28))).capitalize() + "."


def places(text: str, marks: int, dice: Random) -> list[tuple[int, int]]:
    """Spans of 3 to 30 words that begin anywhere, so that many of them overlap."""
    starts = [at + 1 for at, letter in enumerate(text) if letter == " "]
    found: set[tuple[int, int]] = set()
    while len(found) < marks:
        first = dice.randrange(len(starts) - 31)
        last = first + dice.randint(3, 30)
        found.add((starts[first], len(text[: starts[last]].rstrip())))
    return sorted(found)


def main() -> None:
    """Fill, and say where the page is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--characters", type=int, required=True)
    parser.add_argument("--marks", type=int, required=True)
    options = parser.parse_args()
    django.setup()
    rows = importlib.import_module("benchmarks._reader_rows")  # Models exist only from here on.
    dice = Random(7)
    text = long_text(options.characters, dice)
    print(json.dumps(rows.fill(text, places(text, options.marks, dice))))


if __name__ == "__main__":
    main()
