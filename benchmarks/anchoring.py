"""Whether marked passages are followed through seeded edits of real articles, or honestly lost.

The truth about each case comes from how its edit was made (`_edits_around`, `_edits_within`),
never from the program. A *silent wrong* anchor is one that says exact or moved and lies
anywhere but on the passage. `recall` is the share of passages still present, word by word,
that are found as such; `status_right` the share of all cases with the right status (and, for
a changed passage, the right place). Data: ground-truth.json of extraction-zyte.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks import _edits_around, _edits_within  # noqa: F401 - registers its kinds
from benchmarks._scene import DISGUISE, KINDS, WORD, Case, Scene, Span, sentences
from provenance.sources.anchoring import Anchor, describe, reanchor, reanchor_all

FOUND = {"exact", "moved"}
STATUSES = ("exact", "moved", "changed", "ambiguous", "gone")
TRIES = 1000
USUAL_DATA = Path(__file__).parents[2] / "shared" / "data" / "extraction-zyte" / "dev"
PARAGRAPH = re.compile(r"\S(?:.|\n(?!\n))*")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many edits, from which seed, and whether the old text is at hand."""
    parser.add_argument("--edits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-old", action="store_true", help="selectors and new text only")
    parser.add_argument("--kinds", action="store_true", help="print a table of the kinds of edit")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong answers")


def run(data: Path | None, options: argparse.Namespace) -> dict[str, float]:
    """Follow one passage through each edit and compare with the truth."""
    articles = read(data or USUAL_DATA)
    tally = Tally(options.show)
    began = time.thread_time()
    spent = 0.0
    for case in cases(articles, options.edits, options.seed):
        selectors = describe(case.old, case.start, case.end)
        before = time.thread_time()
        anchor = reanchor(None if options.without_old else case.old, case.new, selectors)
        spent += time.thread_time() - before
        tally.add(case, anchor)
    if options.kinds:
        tally.print_kinds()
    figures = tally.figures()
    figures |= {"ms_each": 1000 * spent / options.edits, "seconds": time.thread_time() - began}
    return figures | {"ms_500_in_200k": 1000 * batch_seconds(articles, options.seed)}


def read(data: Path) -> list[str]:
    """The article bodies with at least a few sentences."""
    found = json.loads((data / "ground-truth.json").read_text(encoding="utf-8"))
    bodies = [found[key]["articleBody"] for key in sorted(found)]
    return [body for body in bodies if len(sentences(body)) >= 6]


def cases(articles: list[str], count: int, seed: int) -> Iterator[Case]:
    """`count` cases, the kinds of edit in turn; the same for the same seed."""
    said = [[body[a:b] for a, b in sentences(body)] for body in articles]
    names = sorted(KINDS)  # both modules of edits register theirs on import
    makers = [KINDS[name] for name in names]
    for n in range(count):
        dice = random.Random(f"{seed}-{n}")
        for _ in range(TRIES):
            which = dice.randrange(len(articles))
            foreign = said[dice.choice([i for i in range(len(articles)) if i != which])]
            case = makers[n % len(makers)](scene(articles[which], foreign, dice))
            if case and case.new != case.old:
                hidden = dice.random() < DISGUISE
                yield _edits_around.disguise(case, dice) if hidden else case
                break
        else:
            raise ValueError(f"No article can be edited this way: {names[n % len(names)]}.")


def scene(body: str, foreign: list[str], dice: random.Random) -> Scene:
    """Mark a passage: a sentence, a part of one, a few words, or across two sentences."""
    spans = sentences(body)
    which = dice.randrange(len(spans))
    sentence = spans[which]
    start, end = _marked(body, sentence, dice)
    if dice.random() < 0.2 and which + 1 < len(spans):
        end = _marked(body, spans[which + 1], dice)[1]
        sentence = (sentence[0], spans[which + 1][1])
    around = [m.span() for m in PARAGRAPH.finditer(body) if m.start() <= start < m.end()]
    return Scene(body, start, end, sentence, (around or [sentence])[0], foreign, dice)


def _marked(body: str, sentence: Span, dice: random.Random) -> Span:
    words = [m.span() for m in WORD.finditer(body, *sentence)]
    roll = dice.random()
    if roll < 0.5 or len(words) < 5:
        return sentence
    size = dice.randint(2, 3) if roll < 0.65 else dice.randint(4, min(14, len(words)))
    first = dice.randrange(len(words) - size + 1)
    return words[first][0], words[first + size - 1][1]


class Tally:
    """What came out, by kind of edit and by true status."""

    def __init__(self, show: int) -> None:
        self.show = show
        self.kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self.truths: dict[str, Counter[str]] = defaultdict(Counter)
        self.silent = 0

    def add(self, case: Case, anchor: Anchor) -> None:
        """Count one answer."""
        placed = self._placed(case, anchor)
        silent = anchor.status in FOUND and not (placed and case.right & FOUND)
        right = anchor.status in case.right and (placed or anchor.status in ("ambiguous", "gone"))
        recalled = bool(case.right & FOUND) and anchor.status in FOUND and placed
        for counter in (self.kinds[case.kind], self.truths["/".join(sorted(case.right))]):
            counter.update(all=1, right=right, silent=silent, recalled=recalled)
            counter[anchor.status] += 1
        self.silent += silent
        if self.show and (silent or not right):
            self.show -= 1
            self._print(case, anchor)

    def figures(self) -> dict[str, float]:
        """The figures of the whole run."""
        total = sum((c for c in self.truths.values()), Counter[str]())
        present = self.truths["exact"] + self.truths["moved"]
        named = {f"{t}_right": c["right"] / c["all"] for t, c in sorted(self.truths.items()) if c}
        return {
            "edits": total["all"],
            "recall": present["recalled"] / max(1, present["all"]),
            "status_right": total["right"] / total["all"],
            "silent_wrong": self.silent,
            **named,
        }

    def print_kinds(self) -> None:
        """One line for each kind of edit: cases, share right, silent wrong, answers."""
        for name, c in sorted(self.kinds.items()):
            answers = " ".join(f"{s}={c[s]}" for s in STATUSES if c[s])
            share = c["right"] / c["all"]
            print(f"{name:20} {c['all']:5} right={share:.3f} silent={c['silent']} {answers}")

    @staticmethod
    def _placed(case: Case, anchor: Anchor) -> bool:
        """Whether the answer lies on the passage: the very span, or half of a changed one."""
        if anchor.start is None or anchor.end is None:
            return False
        if anchor.status in FOUND:
            mine = trimmed(case.new, (anchor.start, anchor.end))
            return any(mine == trimmed(case.new, place) for place in case.places)
        return any(overlap((anchor.start, anchor.end), place) >= 0.5 for place in case.places)

    @staticmethod
    def _print(case: Case, anchor: Anchor) -> None:
        said = None if anchor.start is None else case.new[anchor.start : anchor.end]
        print(f"--- {case.kind}: {sorted(case.right)}, answer {anchor.status} {anchor.score:.2f}")
        print("  was ", repr(case.old[max(0, case.start - 40) : case.start]))
        print("     >", repr(case.old[case.start : case.end]))
        print("     <", repr(case.old[case.end : case.end + 40]))
        print("  now ", [case.new[a:b] for a, b in case.places])
        print("  said", repr(said), [case.new[a:b] for a, b in anchor.candidates])


def trimmed(text: str, span: Span) -> Span:
    """The span without white space and soft hyphens at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] == "\u00ad"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\u00ad"):
        end -= 1
    return start, end


def overlap(one: Span, other: Span) -> float:
    """The shared part of two spans, as a share of both together."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    together = max(one[1], other[1]) - min(one[0], other[0])
    return max(0, shared) / max(1, together)


def batch_seconds(articles: list[str], seed: int) -> float:
    """Processor time for 500 passages in 200,000 edited characters together; the best of five."""
    dice = random.Random(seed)
    old = "\n\n".join(articles)
    old = (old * (200_000 // len(old) + 1))[:200_000]
    cuts = [span for span in sentences(old) if dice.random() < 0.03]
    new = old
    for start, end in reversed(cuts):
        new = new[:start] + dice.choice(["", new[start:end].replace(" the ", " no ")]) + new[end:]
    starts = dice.sample(range(len(old) - 200), 500)
    marked = [describe(old, at, at + dice.randint(20, 200)) for at in starts]
    spent = []
    for _ in range(5):
        began = time.thread_time()
        reanchor_all(old, new, marked)
        spent.append(time.thread_time() - began)
    return min(spent)
