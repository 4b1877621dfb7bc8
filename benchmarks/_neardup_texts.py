"""The texts of the neardup benchmark: the copies of the set, and others of real sentences."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORDS = 800
SENTENCE = re.compile(r"[^.!?\n]{30,}[.!?]")
OTHERS = ["liar/dev", "climate-fever", "averitec", "clef2019-t1-debates/dev", "claimbuster/dev"]
OTHERS += ["polnear/dev", "checkthat2022-2a-en"]


@dataclass(frozen=True, slots=True)
class Copy:
    """What one extractor made of a page; copies of a page have the same `page`."""

    page: str
    text: str


def read_copies(data: Path) -> list[Copy]:
    """The records of the set, as JSON lines, packed or not."""
    files = sorted(data.rglob("*.jsonl*")) if data.is_dir() else [data]
    found = []
    for file in files:
        raw = file.read_bytes()
        lines = (gzip.decompress(raw) if file.suffix == ".gz" else raw).splitlines()
        found += [Copy(row["id"], row["text"]) for row in map(json.loads, lines)]
    return found


def sentences(shared: Path) -> list[str]:
    """Real sentences from the other sets beside this one."""
    found: dict[str, None] = {}
    for folder in OTHERS:
        for file in sorted((shared / folder).rglob("*")):
            if file.is_file():
                found |= dict.fromkeys(_sentences_of(file))
    if not found:
        raise SystemExit(f"There are no other texts in {shared} to make distractors of.")
    return list(found)


def _sentences_of(file: Path) -> Iterator[str]:
    if file.suffix == ".gz":
        text = gzip.decompress(file.read_bytes()).decode(errors="replace")
    else:
        text = file.read_bytes().decode(errors="replace")
    if file.suffix in (".json", ".jsonl", ".gz"):
        text = "\n".join(_strings(text))
    for found in SENTENCE.finditer(text):
        yield " ".join(found[0].split())


def _strings(text: str) -> Iterator[str]:
    for line in text.splitlines():
        try:
            yield from _within(json.loads(line))
        except ValueError:
            yield from re.findall(r'"((?:[^"\\]|\\.){30,})"', line)


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _within(part)


def distractors(said: list[str], count: int, seed: int = 1) -> Iterator[str]:
    """Texts of 800 words, of real sentences in a new order."""
    dice = random.Random(seed)
    for _ in range(count):
        parts: list[str] = []
        words = 0
        while words < WORDS:
            parts.append(dice.choice(said))
            words += parts[-1].count(" ") + 1
        yield "\n\n".join(" ".join(parts[at : at + 4]) for at in range(0, len(parts), 4))
