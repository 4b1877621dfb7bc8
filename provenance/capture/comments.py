"""Where readers' comments begin in a text that does not mark them.

Reporting and talking differ: comments say "I" and "you" to each other, start
small, shout, swear, glue sentences, repeat themselves. Each paragraph gets a
score, positive where it talks, and the comments are the tail with the highest
sum, if it stands out from what comes before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.capture.lines import Line

_HEADER = re.compile(
    r"^(?:\d+\s+)?(?:(?:reader|user|leser)?\s*(?:comments?|kommentare?|commentaires?|comentarios?|discussion|responses?))(?:\s*\(?\d+\)?)?:?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TALK = frozenset(
    "i i'm i've i'd i'll me my mine myself you you're your yours yourself u ur we'd dude guy folks guys bro sir "
    "im ive dont cant wont yeah yep yup nope lol lmao imo imho wtf omg btw afaik rofl haha hey hell damn shit "
    "shitty fuck fucking f'n fuckin crap bullshit bs ass asshole idiot idiots moron morons stupid dumb "
    "libtard thanks thx please agree disagree exactly maybe anyway ok okay sure wow ugh sorry "
    "dunno gonna wanna gotta ain't y'all ya kinda sorta "
    "ich mir mich mein meine du dich dir dein euch euer ihr je j'ai moi mon ma toi tu vous votre yo tú usted".replace(
        "’", "'"
    ).split()
)
_GLUE = re.compile(r"[a-z)][.!?][A-Z][a-z]|[a-z]{3}[A-Z][a-z]|[a-z]\.[a-z]+ [a-z]")
_REPORT = re.compile(
    r"\b(?:said|says|told|reported|reports|according to|announced|confirmed|stated|spokes(?:man|woman|person)|percent|"
    r"officials?|sagte|dit|dijo)\b"
)
_LEAST_PARAGRAPHS = 3
_LEAST_MEAN = 0.35
_LEAST_CONTRAST = 1.0


def is_header(text: str) -> bool:
    """Tell whether a line only announces comments ("Comments (12)")."""
    return len(text) < 40 and _HEADER.match(text) is not None


def talk_score(line: Line, repeated: bool = False) -> float:
    """Score one paragraph: above 0 it talks like a comment, below 0 it reports like an article."""
    text = line.label
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:1500])]
    if len(words) < 4:
        return 0.0
    per_hundred = 100 / max(len(words), 25)
    talk = sum(word in _TALK for word in words) * per_hundred
    score = -0.9 + min(talk, 8.0) * 0.4
    score += 1.6 * text[0].islower() + 0.8 * repeated
    score += min(len(_GLUE.findall(text)), 3) * 0.4
    score += 0.3 * min(
        text.count("  ") + text.count("!!") + text.count("??") + text.count("..."), 3
    )
    score += 0.5 * _shouts(text, words)
    score -= min(len(_REPORT.findall(text)), 3) * 0.4
    return max(-2.0, min(score, 3.0))


def boundary(lines: Sequence[Line]) -> int | None:
    """Return the index of the first line that is a reader's comment, or None when there is none.

    ``lines`` are the paragraphs from the first of the body to the last before the footer.
    """
    for index, line in enumerate(lines):
        if index and is_header(line.label):
            return index
    if len(lines) < 2 * _LEAST_PARAGRAPHS:
        return None
    scores = [
        talk_score(line, _repeats(lines, index)) for index, line in enumerate(lines)
    ]
    for index, line in enumerate(lines):
        # An extra blank line or an indented start is where one template ended and another began.
        if index and scores[index] > 0 and (line.gap >= 2 or line.indent):
            scores[index] += 1.0
    return _best_tail(scores)


def _best_tail(scores: Sequence[float]) -> int | None:
    best, best_sum, running = None, 0.0, 0.0
    for index in range(len(scores) - 1, 0, -1):
        running += scores[index]
        if running > best_sum and scores[index] > 0:
            best, best_sum = index, running
    if best is None:
        return None
    count = len(scores) - best
    mean_after, mean_before = best_sum / count, sum(scores[:best]) / best
    if (
        count < _LEAST_PARAGRAPHS
        or mean_after < _LEAST_MEAN
        or mean_after - mean_before < _LEAST_CONTRAST
    ):
        return None
    return best if mean_before < 0 else None


def _repeats(lines: Sequence[Line], index: int) -> bool:
    return index > 0 and lines[index].text == lines[index - 1].text


def _shouts(text: str, words: Sequence[str]) -> bool:
    """Tell whether ordinary long words stand in capitals ("ACCIDENTAL", "RIGHT NOW")."""
    capitals = [
        word for word in _WORD.findall(text[:1500]) if len(word) >= 5 and word.isupper()
    ]
    return len(capitals) >= 1 and len(words) < 300
