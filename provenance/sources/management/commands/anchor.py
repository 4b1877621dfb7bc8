"""Says where passages marked in one text file stand in another. Needs no database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from provenance.sources.anchoring import Anchor, Follower, Selector, SelectorError


class Command(BaseCommand):
    """`anchor OLD NEW --selectors FILE [--json]`; exit status 1 if any passage had no answer.

    OLD and NEW are UTF-8 text. FILE (`-` for standard input) holds W3C selectors, the JSON of
    one passage a line: a selector, a list of them, or an object with `selector` or `target`.
    """

    help = "Follows passages from one text file into another."
    needs_database = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two texts and the selectors made on the first."""
        parser.add_argument("old", type=Path, metavar="OLD")
        parser.add_argument("new", type=Path, metavar="NEW")
        parser.add_argument("--selectors", required=True, metavar="FILE", help="- for stdin")
        parser.add_argument("--json", action="store_true", help="One JSON object a line.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer for each line of the selectors, in order."""
        say = json_line if options["json"] else words_line
        failed = False
        for answer in answers(options["old"], options["new"], options["selectors"]):
            failed |= "error" in answer
            self.stdout.write(say(answer))
        if failed:
            raise SystemExit(1)


def answers(old: Path, new: Path, selectors: str) -> Iterator[dict[str, Any]]:
    """One answer for each passage, or one with an `error` for what could not be read."""
    try:
        follower = Follower(text_of(old), text_of(new))
        lines = sys.stdin.readlines() if selectors == "-" else text_of(Path(selectors)).split("\n")
    except OSError as error:
        yield {"error": f"{error.filename} cannot be opened: {error.strerror}."}
        return
    except UnicodeDecodeError as error:
        yield {"error": f"A file is not UTF-8 text: byte {error.start} of it fits nowhere."}
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield answer(follower, line, number)


def answer(follower: Follower, line: str, number: int) -> dict[str, Any]:
    """Where the passage of one line is, in the shape of the contract."""
    try:
        return shape(follower.follow(selectors_of(json.loads(line))))
    except (json.JSONDecodeError, RecursionError):
        return {"error": f"Line {number} is not JSON.", "code": "not_json"}
    except SelectorError as error:
        return {"error": f"Line {number}: {error.message}", "code": error.code}


def selectors_of(said: Any) -> Sequence[Selector]:
    """The selectors in a line: bare, in a list, or inside a target or a whole annotation."""
    if isinstance(said, list):
        nested = bool(said) and isinstance(said[0], dict) and "selector" in said[0]
        return selectors_of(said[0]) if nested else said
    if isinstance(said, dict):
        for holder in ("target", "selector"):
            if holder in said:
                return selectors_of(said[holder])
    return [said]


def text_of(path: Path) -> str:
    """The file as canonical text: as decoded, with plain line ends, without byte order mark."""
    text = path.read_bytes().decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def shape(anchor: Anchor) -> dict[str, Any]:
    """An answer as plain values."""
    return {
        "status": anchor.status,
        "start": anchor.start,
        "end": anchor.end,
        "score": round(anchor.score, 4),
        "diff": [piece._asdict() for piece in anchor.diff],
        "candidates": [{"start": start, "end": end} for start, end in anchor.candidates],
    }


def json_line(answer: dict[str, Any]) -> str:
    """One JSON object."""
    return json.dumps(answer, ensure_ascii=False)


def words_line(answer: dict[str, Any]) -> str:
    """One line for people: status, place, and what changed."""
    if "error" in answer:
        return f"error      {answer['error']}"
    if answer["start"] is None:
        spans = ", ".join(f"{c['start']}-{c['end']}" for c in answer["candidates"])
        return f"{answer['status']:10} {spans}".rstrip()
    marks = {"equal": "{old}", "delete": "[-{old}-]", "insert": "{{+{new}+}}"}
    marks["replace"] = marks["delete"] + marks["insert"]
    told = "".join(marks[piece["op"]].format(**piece) for piece in answer["diff"])
    return f"{answer['status']:10} {answer['start']}-{answer['end']} {told}".rstrip()
