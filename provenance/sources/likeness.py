"""Whether two texts are plainly versions of one. Pure.

A rough answer in a few milliseconds, from runs of three words; `lineage` compares properly.
"""

import re

RUN = 3
ENOUGH = 0.2
TOO_SHORT = 40


def resembles(one: str, other: str) -> bool:
    """Whether a fifth of the shorter text's runs of three words stand in the longer one.

    Unrelated articles share about one in a hundred. Texts under 40 words say too little to
    contradict each other and pass.
    """
    ours, theirs = _runs(one), _runs(other)
    if min(len(ours), len(theirs)) < TOO_SHORT:
        return True
    return len(ours & theirs) >= ENOUGH * min(len(ours), len(theirs))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[start:] for start in range(RUN)), strict=False))
