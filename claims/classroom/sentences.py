"""A text cut into sentences, to be marked with a tap. Pure; offsets are code points."""

import re
from collections.abc import Iterator

# After a full stop, a question or exclamation mark and what closes with it, where white space and
# something that begins a sentence follow. Initials and short forms ("J. Tal", "St. Anne") go on.
END = re.compile(
    r"(?<![A-Z])(?<!\b(?:St|Dr|Mr|Ms|No))[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-Z0-9À-Þ])"
)

Span = tuple[int, int]


def sentences_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of [start, end) in order: without white space around them, nothing left out."""
    at = start
    for found in END.finditer(text, start, end):
        yield from _trimmed(text, at, found.end())
        at = found.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    begins = start + len(words) - len(words.lstrip())
    if words.strip():
        yield begins, begins + len(words.strip())
