"""Which words of a text stand between quotation marks. Pure.

Marks are paired within a paragraph, as one lost mark must not turn the rest of a text round. A
quotation left open counts to the end of its paragraph only where the next one opens with a mark
again, as printers do with a quotation of several paragraphs.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .words import Span, Wording

PAIRS = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", "〝": "〞〟", '"': '"'}
MARK = re.compile('[“”«»„「」『』〝〞〟"]')
PARAGRAPH = re.compile(r"[^\n]+")
LEADING = re.compile(r"\s*[“«„「『\"]")


def quotations(text: str) -> list[Span]:
    """The stretches between quotation marks, in order, without the marks."""
    return list(_quotations(text))


def quoted_words(wording: Wording) -> NDArray[np.bool_]:
    """For each word of a text whether it stands in a quotation."""
    found = np.zeros(len(wording), dtype=np.bool_)
    for start, end in _quotations(wording.text):
        first, last = np.searchsorted(wording.starts, [start, end])
        found[first:last] = True
    return found


def _quotations(text: str) -> Iterator[Span]:
    for paragraph in PARAGRAPH.finditer(text):
        closed_by, since = "", 0
        for mark in MARK.finditer(text, *paragraph.span()):
            if closed_by and mark[0] in closed_by:
                yield since, mark.start()
                closed_by = ""
            elif not closed_by and mark[0] in PAIRS:
                closed_by, since = PAIRS[mark[0]], mark.end()
        if closed_by and _goes_on(text, paragraph.end()):
            yield since, paragraph.end()


def _goes_on(text: str, end: int) -> bool:
    return LEADING.match(text, end) is not None
