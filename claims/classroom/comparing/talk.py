"""Points to talk about, made from the figures: the most telling first, and nobody is named. Pure.

Each says what happened in one sentence and asks one question that the texts can answer.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ..kinds import Kind
from .heat import hottest
from .quoting import quote
from .values import Compared, Found, Ground, Share, Stretch

Point = tuple[float, str]  # How telling it is, 0 to 1; and its words.
NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
MOST = 3
SPLIT = 0.6  # A class whose largest camp is smaller than this is of several minds.
SURE = 75  # In 100.

# What to ask, by what the desk's verdict means on every scale.
ASK = {
    "true": "What did the desk look at that we did not?",
    "false": "Which piece of evidence speaks against it most?",
    "mixed": "Which part of it holds, and which does not?",
    "unproven": "What would have to turn up before anyone could know?",
    "outdated": "What has changed since it was said?",
    "satire": "What in the text tells that it is not meant as it stands?",
    "opinion": "Which word makes it a view rather than something to check?",
}


def points_of(one: Compared, ground: Ground) -> list[str]:
    """What a class could talk about in one task, three points at most."""
    found = sorted(SEEN[one.task.kind](one, ground), key=lambda point: (-point[0], point[1]))
    return [words for _, words in found[:MOST]]


def _verdict(one: Compared, ground: Ground) -> Iterator[Point]:
    camps = _camps(one.bars)
    if not camps:
        return
    most, ours = camps[0], next((bar for bar in one.bars if bar.is_key), None)
    is_alone = len(camps) == 1 or camps[1].count < most.count
    if ours and is_alone and not most.is_key:
        neutral = ((ground.key or {}).get("verdict") or {}).get("neutral")
        ask = ASK.get(neutral or "", "What did either see that the other did not?")
        yield (
            most.percent / 100,
            f"{_we(most.count)} of {most.of} say “{most.label}”; the desk says “{ours.label}”. "
            f"{ask}",
        )
    if most.count < SPLIT * most.of and len(camps) > 1:
        other = camps[1]
        yield (
            0.5,
            f"{_we(most.count)} of us say “{most.label}”, {_n(other.count)} say “{other.label}”. "
            "What would someone have to show you before you changed your mind?",
        )
    yield from _too_sure(one)


def _too_sure(one: Compared) -> Iterator[Point]:
    bins = one.calibration.bins[-2:] if one.calibration else []
    sure, right = sum(b.count for b in bins), sum(b.right or 0 for b in bins)
    told = any(b.right is not None for b in bins)
    if told and sure > 2 and right * 2 <= sure:
        yield (
            0.9 * (sure - right) / max(1, one.answered) + 0.1,
            f"{_we(sure)} of us {'was' if sure == 1 else 'were'} {SURE} in 100 sure or more; "
            f"{_n(right)} of these said what the desk says. What made it feel so certain?",
        )


def _trace(one: Compared, ground: Ground) -> Iterator[Point]:
    ours = (ground.key or {}).get("origins")
    counted = [(int(bar.label), bar.count) for bar in one.bars if bar.count]
    of = sum(count for _, count in counted)
    if ours is not None and of:
        more = sum(count for number, count in counted if number > ours)
        fewer = sum(count for number, count in counted if number < ours)
        if more > 1 and more >= fewer:
            yield (
                more / of,
                f"{_we(more)} of us counted more than {_n(ours)} independent "
                f"origin{'' if ours == 1 else 's'}; the desk counts {_n(ours)}. "
                "Which of the texts share their words, and who had them first?",
            )
        elif fewer > 1:
            yield (
                fewer / of,
                f"{_we(fewer)} of us counted fewer than the {_n(ours)} independent origins "
                "that the desk found. Who saw or measured it without having it from the others?",
            )
    camps = _camps(one.bars)
    if ours is None and len(camps) > 1 and camps[0].count < SPLIT * of:
        yield (
            0.5,
            f"We counted from {counted[0][0]} to {counted[-1][0]} independent origins. "
            "When are two outlets one source?",
        )
    yield from _chain(one, ground)


def _chain(one: Compared, _: Ground) -> Iterator[Point]:
    if one.overlay is None or not one.overlay.hops:
        return
    known = [hop for hop in one.overlay.hops if not hop.is_missing]
    for hop, further in pairwise(known):
        if hop.stopped > 1 and hop.stopped * 4 >= hop.of:
            yield (
                hop.stopped / hop.of,
                f"{_we(hop.stopped)} of us stopped at {hop.label}; the desk goes on to "
                f"{further.label}. Where in the text does it say how {hop.label} knows?",
            )
    last = one.overlay.hops[-1]
    if last.is_missing and known and known[-1].count:
        yield (
            0.8 * known[-1].count / known[-1].of,
            f"{_we(known[-1].count)} of us got back to {known[-1].label}, and there the trail ends "
            "for the desk too. Who would have to know, and how could one ask them?",
        )
    if one.overlay.nowhere > 1 and one.overlay.nowhere * 2 >= one.answered:
        yield (
            one.overlay.nowhere / one.answered * 0.5,
            f"{_we(one.overlay.nowhere)} of us named nobody whom the desk names. Which words of "
            "the text tell where it has this from?",
        )


def _evidence(one: Compared, _: Ground) -> Iterator[Point]:
    ours = [each for each in one.found if each.is_key]
    if ours:
        least = min(ours, key=lambda each: (each.count, each.label))
        if least.count * 2 < least.of:
            yield (
                1 - least.count / least.of,
                f"{_we(least.count)} of {least.of} found this: {_stop(least.label)} "
                "Who else could have it, and where would you have had to look?",
            )
    sides = {bar.label: bar for bar in one.bars}
    for side, other in (("for it", "against it"), ("against it", "for it")):
        lone = sides[side].count - sides[other].count
        if lone > 1 and sides[other].count * 2 <= sides[side].count:
            yield (
                0.6 * lone / sides[side].of,
                f"{_we(sides[side].count)} of us found something {side}, "
                f"{_n(sides[other].count)} something {other}. "
                f"Where would you look for what speaks {other}?",
            )


def _find(one: Compared, ground: Ground) -> Iterator[Point]:
    missed = [each for each in one.found if each.count * 2 < each.of]
    if missed:
        least = min(missed, key=lambda each: (each.count, each.label))
        yield (
            0.9 * (1 - least.count / least.of),
            f"The desk marked “{least.label}”; {_n(least.count)} of {least.of} of us did. "
            "What makes it easy to read over?",
        )
    yield from _marked(one, ground, "Is it something that can be checked, or how someone sees it?")


def _compare(one: Compared, ground: Ground) -> Iterator[Point]:
    camps = _camps(one.bars)
    if len(camps) > 1:
        yield (
            1 - camps[0].count / camps[0].of,
            f"{_we(camps[0].count)} of us say that {camps[0].label}, {_n(camps[1].count)} that "
            f"{camps[1].label}. Which words give it away?",
        )
    yield from _marked(one, ground, "What does it give away about where the text has it from?")


def _marked(one: Compared, ground: Ground, ask: str) -> Iterator[Point]:
    """Words on which the class is split, and words that it marked and the desk did not."""
    for text, stretches in zip(ground.texts, one.heat, strict=False):
        for hot in hottest(stretches, 1):
            words = quote(text, hot.start, hot.end)
            if _has_key(stretches) and not hot.is_key and hot.count * 2 >= hot.of:
                yield (
                    hot.count / hot.of,
                    f"{_we(hot.count)} of {hot.of} marked “{words}”; the desk did not. {ask}",
                )
        for cold in stretches:
            if len(text[cold.start : cold.end].split()) > 2 and 0.4 <= cold.count / cold.of <= 0.6:
                words = quote(text, cold.start, cold.end)
                yield 0.4, f"Half of us ({cold.count} of {cold.of}) marked “{words}”. {ask}"
                break


def _has_key(stretches: Sequence[Stretch]) -> bool:
    return any(one.is_key for one in stretches)


def _sort(one: Compared, _: Ground) -> Iterator[Point]:
    for item in one.items:
        camps = _camps(item.shares)
        if len(camps) > 1:
            yield (
                1 - camps[0].count / camps[0].of,
                f"“{item.quote}”: {_n(camps[0].count)} say {camps[0].label}, "
                f"{_n(camps[1].count)} say {camps[1].label}. Which word decides it?",
            )


def _change(one: Compared, _: Ground) -> Iterator[Point]:
    for found in _least(one.found):
        if found.count < found.of:
            yield (
                1 - found.count / found.of,
                f"{_we(found.count)} of {found.of} noticed this change: {_stop(found.label)} "
                "Does the text mean something else now, and does it say that it was changed?",
            )


SEEN: dict[Kind, Callable[[Compared, Ground], Iterator[Point]]] = {
    Kind.VERDICT: _verdict,
    Kind.TRACE: _trace,
    Kind.CHAIN: _chain,
    Kind.EVIDENCE: _evidence,
    Kind.FIND: _find,
    Kind.COMPARE: _compare,
    Kind.SORT: _sort,
    Kind.CHANGE: _change,
}


def _least(found: Sequence[Found]) -> list[Found]:
    return sorted(found, key=lambda each: (each.count, each.label))[:1]


def _camps(bars: Sequence[Share]) -> list[Share]:
    """The bars that someone is in, the largest first, and of equals as they stand."""
    return sorted((bar for bar in bars if bar.count), key=lambda bar: -bar.count)


def _we(count: int) -> str:
    """A number at the beginning of a sentence."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _n(count: int) -> str:
    """A number inside a sentence."""
    return _we(count).lower()


def _stop(words: str) -> str:
    """A full stop after words that have none."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
