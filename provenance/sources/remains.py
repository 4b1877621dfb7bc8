"""What is left, in a new text, of a passage whose words don't stand any more. Pure.

First in its place, between the neighbours it had, then anywhere.
"""

from collections.abc import Iterator

from provenance.sources.folding import fold, occurrences
from provenance.sources.places import MARGIN, Passage, Place, Texts
from provenance.sources.rewording import Rewording, reworded, traces
from provenance.sources.surroundings import EDGE, REACH, Sides, agreement, around

WIDEST_CHANGE = 3000  # letters of a change that are still compared word by word
FEW_WORDS = 4  # a quote this short may be replaced as a whole, between neighbours that stayed
SAME_SURROUNDINGS = 0.6  # agreement that vouches for a few words left
MOSTLY = 0.6  # share of the words that vouches for itself anywhere
NEARLY = 0.85  # or of the letters
OTHERS_AT_LEAST = 12  # folded characters that make words recognisable as another passage's


def in_place(texts: Texts, passage: Passage) -> Rewording | None:
    """What stands now between the neighbours the passage had; None for nothing of it."""
    if texts.old is None or passage.place is None:
        return None
    span = (passage.place, passage.place + len(passage.quote))
    i1, i2, j1, j2 = texts.alignment.window(*span)
    if j2 <= j1 or max(i2 - i1, j2 - j1) > WIDEST_CHANGE + 2 * len(passage.quote):
        return None
    (old_start, old_end), (new_start, new_end) = (
        texts.old.outward(i1, i2),
        texts.new.outward(j1, j2),
    )
    start, end = (offset - old_start for offset in texts.old.outward(*span))
    found = reworded(
        texts.old.text[old_start:old_end], start, end, texts.new.text[new_start:new_end]
    )
    if found is None:
        return None
    found = found._replace(start=found.start + new_start, end=found.end + new_start)
    tight = (i1, i2) == span and _few(texts, passage, found)
    return found if (found.likely or tight) and not _anothers(texts, passage, found) else None


def fits_better(texts: Texts, passage: Passage, found: Rewording, place: Place) -> bool:
    """Whether the neighbours agree better around what was reworded than around `place`."""
    span = texts.new.inward(found.start, found.end)
    if span[0] <= place.at < span[1]:
        return False
    now = around(texts.new.folded, *span, REACH, EDGE)
    return agreement(passage.near, now).mean > place.agreement.mean + MARGIN


def elsewhere(texts: Texts, passage: Passage) -> list[Rewording]:
    """What the passage may have become anywhere in the new text, the best first."""
    found = {(r.start, r.end): r for r in _elsewhere(texts, passage)}
    return sorted(found.values(), key=lambda r: r.words, reverse=True)


def _elsewhere(texts: Texts, passage: Passage) -> Iterator[Rewording]:
    context = passage.beside.before + passage.words + passage.beside.after
    start = len(passage.beside.before)
    lead, size = len(passage.near.before), len(passage.quote)
    for estimate in traces(
        passage.near.before + passage.quote + passage.near.after, texts.new.folded
    ):
        at = max(0, estimate + lead)
        left, right = max(0, at - REACH), min(len(texts.new), at + size + size // 3 + REACH)
        new_start, new_end = texts.new.outward(left, max(left, right))
        found = reworded(
            context, start, start + len(passage.words), texts.new.text[new_start:new_end]
        )
        if found is None:
            continue
        found = found._replace(start=found.start + new_start, end=found.end + new_start)
        span = texts.new.inward(found.start, found.end)
        if (
            _vouched(texts, passage, found, span)
            and not texts.foreign(passage, *span)
            and not _anothers(texts, passage, found)
        ):
            yield found


def _vouched(texts: Texts, passage: Passage, found: Rewording, span: tuple[int, int]) -> bool:
    """Whether what is left, or what stands around it, says that this is the passage."""
    if found.words >= MOSTLY or found.letters >= NEARLY:
        return True
    now = around(texts.new.folded, *span, REACH)
    near = Sides(now.before[-len(passage.near.before) :], now.after[: len(passage.near.after)])
    same = min(agreement(passage.near, near)) >= SAME_SURROUNDINGS
    return same and (found.likely or _few(texts, passage, found))


def _few(texts: Texts, passage: Passage, found: Rewording) -> bool:
    """Whether so few words were replaced by so few that they need not be alike at all."""
    old, new = len(passage.words.split()), len(texts.new.text[found.start : found.end].split())
    return old <= FEW_WORDS and new <= 2 * FEW_WORDS and (old + new <= 4 or found.letters >= 0.2)


def _anothers(texts: Texts, passage: Passage, found: Rewording) -> bool:
    """Whether what was found stood, word by word, elsewhere in the old text already."""
    became = fold(texts.new.text[found.start : found.end])
    if texts.old is None or passage.place is None or len(became) < OTHERS_AT_LEAST:
        return False
    low, high = passage.place - len(became), passage.place + len(passage.quote)
    apart = sum(not low < at < high for at in occurrences(texts.old.folded, became))
    return apart >= texts.new.folded.count(became)
