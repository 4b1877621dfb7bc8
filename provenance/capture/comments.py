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
from provenance.capture.phrases import one_of, words

_HEADER = re.compile(
    r"^(?:\d+\s+)?(?:(?:reader|user|leser)?\s*"
    + one_of(
        """
        comments?
        kommentare?
        commentaires?
        comentarios?
        discussion
        responses?
        """
    )
    + r")(?:\s*\(?\d+\)?)?:?$",
    re.IGNORECASE,
)
_PERSON = words(
    """
    i i'm i've i'd i'll me my mine myself you you're your yours yourself we'd please agree disagree
    exactly maybe anyway thanks sure sorry ich mir mich mein meine du dich dir dein euch euer ihr je
    j'ai moi mon ma toi tu vous votre yo tú usted
    """
)
_SLANG = words(
    """
    u ur dude guy folks guys bro sir im ive dont cant wont yeah yep yup nope lol lmao imo imho wtf
    omg btw afaik rofl haha hey hell damn shit shitty fuck fucking f'n fuckin crap bullshit bs ass
    asshole idiot idiots moron morons stupid dumb libtard thx ok okay wow ugh dunno gonna wanna
    gotta ain't y'all ya kinda sorta
    """
)
_TALK = _PERSON | _SLANG
# An ordinary long word in capitals ("ACCIDENTAL"). What comes before is looked at second, because
# a capital is quickly found.
_SHOUT = re.compile(r"[A-ZÀ-Þ](?<!\w.)[A-ZÀ-Þ]{4,}(?!\w)")
_OPENING = "\"“'‘"
_QUOTED = re.compile(r'"[^"]*"?|“[^”]*”?')
_WORDS = re.compile(r"[\w']+")
# "end.Start", "endStart" and "end.start of"; again, what comes before is looked at second.
_GLUE = re.compile(
    r"[A-Z.](?:(?<=[a-z)][.!?][A-Z])[a-z]|(?<=[a-z]{3}[A-Z])[a-z]|(?<=[a-z]\.)[a-z]+ [a-z])"
)
_REPORT = re.compile(
    r"\b(?:said|says|told|reported|reports|according to|announced|confirmed|stated|"
    r"spokes(?:man|woman|person)|percent|officials?|sagte|dit|dijo)\b"
)
_SPEAKER = re.compile(r"^(?:[QAF]|[A-ZÄÖÜ][A-ZÄÖÜ.' -]{2,30})[:.]\s")
_LEAST_PARAGRAPHS = 3
_LEAST_MEAN = 0.35
_LEAST_CONTRAST = 1.0
_LEAST_TALKING = 2
# The words of the list above that come often enough to find a comment by; cheap to look for.
_TALK_MARK = re.compile(r" (?:i[ '’]|you|m[ye] |im |lol|u |ich |du |je |vous )")
_UNEDITED = 0.5
_LEAST_UNEDITED = 0.3
_READ = 1500


def is_header(text: str) -> bool:
    """Tell whether a line only announces comments ("Comments (12)")."""
    return len(text) < 40 and _HEADER.match(text) is not None


def words_of(line: Line) -> list[str]:
    """Return the words at the start of a paragraph in lower case, without their punctuation.

    What stands in quotation marks is left out: there other people talk. A
    paragraph where nobody says "I" or "you" gives none, which saves most of
    the work on most articles.
    """
    text = line.label[:_READ]
    if text[0] in _OPENING or '," ' in text or ",” " in text:
        return []
    low = f" {text.lower()}"
    if _TALK_MARK.search(low) is None:
        return []
    if '"' in text or "“" in text:
        low = _QUOTED.sub(" ", low)
    return _WORDS.findall(low.replace("’", "'"))


def talk_in(said: Sequence[str]) -> int:
    """Count the words in which people talk to each other."""
    return len([word for word in said if word in _TALK])


def _talks(said: Sequence[str]) -> bool:
    return bool(said) and 40 * talk_in(said) > max(len(said), 25)


def roughness(line: Line, said: Sequence[str], *, repeated: bool = False) -> float:
    """Score how unedited a paragraph looks: small starts, glue, slang, loose spacing, shouting."""
    text = line.label[:_READ]
    loose = text.count("  ") + text.count("!!") + text.count("??") + text.count("...")
    shouts = _SHOUT.search(text) is not None
    rough = 1.6 * text[0].islower() + 0.8 * repeated + 0.3 * min(loose, 3) + 0.5 * shouts
    slang = len([word for word in said if word in _SLANG])
    return rough + 0.4 * min(len(_GLUE.findall(text)), 3) + 0.5 * min(slang, 2)


def talk_score(line: Line, said: Sequence[str], rough: float) -> float:
    """Score one paragraph: above 0 it talks like a comment, below 0 it reports like an article."""
    text = line.label[:_READ]
    if text.count(" ") < 3:
        return 0.0
    score = _talk_alone(said, rough) - min(len(_REPORT.findall(text)), 3) * 0.4
    return max(-2.0, min(score, 3.0))


def _talk_alone(said: Sequence[str], rough: float) -> float:
    talk = talk_in(said) * 100 / max(len(said), 25)
    return -0.9 + min(talk, 8.0) * 0.4 + rough


def boundary(lines: Sequence[Line]) -> int | None:
    """Return the index of the first line that is a reader's comment, or None when there is none.

    ``lines`` are the paragraphs from the first of the body to the last before the footer.
    """
    for index, line in enumerate(lines):
        if index and is_header(line.label):
            return index
    if len(lines) < 2 * _LEAST_PARAGRAPHS:
        return None
    said = [words_of(line) for line in lines]
    talkers = [_talks(one) for one in said]
    # Almost every article stops here: hardly anybody talks in it.
    if sum(talkers) < _LEAST_TALKING:
        return None
    if sum([_SPEAKER.match(line.label) is not None for line in lines]) >= _LEAST_PARAGRAPHS:
        # Questions and answers, each under a name: an interview.
        return None
    rough = _roughnesses(lines, said)
    ends = _rough_ends(rough, talkers)
    # A memoir says "I" all the time, but it was edited; comments were not.
    if not any(ends):
        return None
    best = _best_tail(_scores(lines, said, rough))
    return best if best is not None and ends[best] else None


def _roughnesses(lines: Sequence[Line], said: Sequence[Sequence[str]]) -> list[float]:
    rough: list[float] = []
    for index, line in enumerate(lines):
        before = lines[index - 1].text if index else ""
        if index and not line.gap and before[-1].isalnum():
            # A small start in the middle of a sentence is a wrapped line.
            rough.append(0.0)
        else:
            rough.append(roughness(line, said[index], repeated=line.text == before))
    return rough


def _rough_ends(rough: Sequence[float], talkers: Sequence[bool]) -> list[bool]:
    """Tell for each line whether enough of what follows is unedited, and enough people talk."""
    ends: list[bool] = []
    unedited = talking = 0
    for count, (one, talks) in enumerate(zip(reversed(rough), reversed(talkers), strict=True), 1):
        unedited += one >= _UNEDITED
        talking += talks
        enough = unedited >= max(2, _LEAST_UNEDITED * count)
        ends.append(enough and talking >= _LEAST_TALKING)
    return ends[::-1]


def _scores(
    lines: Sequence[Line], said: Sequence[Sequence[str]], rough: Sequence[float]
) -> list[float]:
    scores: list[float] = []
    for index, line in enumerate(lines):
        score = talk_score(line, said[index], rough[index])
        # An extra blank line or an indent is where one template ended and another began.
        parted = index > 0 and score > 0 and (line.gap >= 2 or line.indent > 0)
        scores.append(score + 1.0 * parted)
    return scores


def _best_tail(scores: Sequence[float]) -> int | None:
    """Return where the tail with the highest sum begins, if it stands out from the rest."""
    best, best_sum, running = None, 0.0, 0.0
    for index in range(len(scores) - 1, 0, -1):
        running += scores[index]
        if running > best_sum and scores[index] > 0:
            best, best_sum = index, running
    if best is None:
        return None
    count = len(scores) - best
    after, before = best_sum / count, sum(scores[:best]) / best
    stands_out = after >= _LEAST_MEAN and after - before >= _LEAST_CONTRAST and before < 0
    return best if stands_out and count >= _LEAST_PARAGRAPHS else None
