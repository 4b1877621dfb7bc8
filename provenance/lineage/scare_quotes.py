"""What stands between quotation marks: somebody's words, or words held at arm's length. Pure.

Scare quotes are one to three quoted words to which the sentence names no speaker: “Israeli”
“Prime Minister”. They are counted apart, since they quote nobody. English first: the words that
say who speaks are English, and a few German and French ones. `quoted` finds quotations too, to
compare whole texts; it loads what pages have no need of.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

# Straight marks are taken in pairs within a line, curly ones by their shape.
QUOTED = re.compile(r'“([^“”\n]+)”|„([^„“”\n]+)[“”]|«([^«»\n]+)»|(?<!\w)"([^"\n]+)"(?!\w)')
WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
SENTENCE = re.compile(r"(?<=[.!?…])[”“\"»’)]*\s+(?=[A-ZÀ-Þ“\"„«(])|\n+")
SPOKEN = re.compile(
    r"(?<![-\w])(?:sa(?:id|ys?|ying)|tell(?:s|ing)?|told|ask(?:s|ed)?|add(?:s|ed)|call(?:s|ed|ing)?|"
    r"describ(?:es?|ed|ing)|dubb(?:ed|ing)|claim(?:s|ed|ing)?|insist(?:s|ed)?|stat(?:es|ed)|"
    r"wr(?:ites?|ote|itten)|announc(?:es|ed|ing)|warn(?:s|ed|ing)?|accus(?:es|ed|ing)|"
    r"den(?:y|ies|ied)|acknowledg(?:es|ed)|according|quot(?:es|ed|ing)|repl(?:ies|ied)|"
    r"argu(?:es|ed)|declar(?:es|ed|ing)|promis(?:es|ed)|thank(?:s|ed)|spoke|speaks|labell?ed|"
    r"characteri[sz]ed|referr(?:ed|ing)|refers|tweeted|posted|"
    r"sagte?n?|nannte|erklärte|a dit|selon)\b",
    re.IGNORECASE,
)
# What is called so is a name, and its marks only show where the name begins and ends.
NAMING = re.compile(
    r"\b(?:titled|entitled|named|nicknamed|known as|code-?named|film|book|novel|song|album|"
    r"programme|series|play|magazine|newspaper|operation|ship|vessel)\s{0,3},?\s{0,3}$",
    re.IGNORECASE,
)
FEW = 3
NEAR = 300  # Characters; a sentence without an end is not read whole for each of its marks.


@dataclass(frozen=True)
class Quoted:
    """Words between marks, by code points, the marks left out."""

    start: int
    end: int
    words: str
    number: int
    scare: bool


def quoted(text: str, spans: Iterable[Span] | None = None) -> list[Quoted]:
    """Everything between quotation marks, in the order of the text.

    With `spans` only what lies in them: the body of an article, without its comments.
    """
    sentences = _sentences(text)
    plain = QUOTED.sub(_blank, text)
    inside = None if spans is None else sorted(spans)
    found = []
    at = 0
    for match in QUOTED.finditer(text):
        start, end = next(match.span(group) for group in range(1, 5) if match[group] is not None)
        if inside is not None and not any(a <= start and end <= b for a, b in inside):
            continue
        number = len(WORD.findall(text, start, end))
        while at + 1 < len(sentences) and sentences[at][1] <= match.start():
            at += 1
        if number:
            scare = number <= FEW and _quotes_nobody(plain, match.span(), sentences[at])
            found.append(Quoted(start, end, text[start:end], number, scare))
    return found


def _blank(match: re.Match[str]) -> str:
    """What is said between other marks says nothing about who speaks outside them."""
    return " " * len(match[0])


def _sentences(text: str) -> Sequence[Span]:
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _quotes_nobody(plain: str, marks: Span, sentence: Span) -> bool:
    """Whether no words around it, in the same sentence, say who speaks or what is called so."""
    begins, ends = max(sentence[0], marks[0] - NEAR), min(sentence[1], marks[1] + NEAR)
    if NAMING.search(plain, begins, marks[0]):
        return False
    return SPOKEN.search(plain, begins, ends) is None
