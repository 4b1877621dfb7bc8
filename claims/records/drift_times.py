"""Times in a sentence: months, seasons, years, days and lengths, and whether they agree. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .drift_numbers import DAY, MONTHS, Quantity
from .drift_words import Hit, Word, hits, listed, phrases, stem

MONTH = {name: number for number, name in enumerate(MONTHS.split(), 1)}
SEASONS = {
    "winter": {11, 12, 1, 2, 3},
    "spring": {3, 4, 5, 6},
    "summer": {6, 7, 8, 9},
    "autumn": {9, 10, 11, 12},
}
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
# `May` and `March` are months only where something around them says so.
BEFORE_MONTH = listed("in of since until till by last next this late early mid from to")
# How long "for months" may be, in days.
VAGUE = {"days": (2, 20), "weeks": (10, 90), "months": (45, 350), "years": (550, 9000)}
COMING = phrases(
    "will,shall,is going to,are going to,plans to,plan to,expected to,intends to,intend to,is to",
    "are to,hopes to,hope to,wants to,want to,aims to,promises to,promised to,about to",
)


@dataclass(frozen=True)
class Moment:
    """A time as it is said: its kind, what it is, and the words it takes."""

    kind: str
    value: int | str
    hit: Hit


def moments(words: Sequence[Word]) -> list[Moment]:
    """Months, seasons, weekdays, years and days of a month, in order."""
    found: list[Moment] = []
    for at, word in enumerate(words):
        if word.text in MONTH and _is_month(words, at):
            found += [Moment("month", MONTH[word.text], Hit(at, at)), *_days(words, at)]
        elif word.text in SEASONS:
            found.append(Moment("season", word.text, Hit(at, at)))
        elif word.text in WEEKDAYS:
            found.append(Moment("weekday", word.text, Hit(at, at)))
        elif _is_year(word.text):
            found.append(Moment("year", int(word.text), Hit(at, at)))
    return found


def shifted(before: Sequence[Word], after: Sequence[Word]) -> Iterator[tuple[Hit, Hit]]:
    """Pairs of times that cannot be the same one."""
    then, now = moments(before), moments(after)
    for kind in ("day", "weekday", "year"):
        yield from _apart(
            [one for one in then if one.kind == kind], [one for one in now if one.kind == kind]
        )
    parts = ("month", "season")
    old = [one for one in then if one.kind in parts]
    new = [one for one in now if one.kind in parts]
    if old and new and not any(_months(one) & _months(other) for one in old for other in new):
        yield old[0].hit, new[0].hit


def lengthened(
    before: Sequence[Word],
    after: Sequence[Word],
    then: Sequence[Quantity],
    now: Sequence[Quantity],
) -> Iterator[tuple[Hit, Hit]]:
    """`for months` that became `for a year`, or the other way round."""
    yield from _beyond(before, now)
    for new, old in _beyond(after, then):
        yield old, new


def came_true(before: Sequence[Word], after: Sequence[Word]) -> Iterator[tuple[Hit, Hit]]:
    """What was to come and is told as done: `will close` became `has closed` or `closed`."""
    words = list(after)
    if hits(words, COMING):
        return
    for coming in hits(list(before), COMING):
        following = before[coming.last + 1 : coming.last + 3]
        verbs = {stem(one.text) for one in following} - {"not", "be"}
        for at, word in enumerate(after):
            if stem(word.text) in verbs and _is_past(after, at):
                yield coming, Hit(at, at)
                return


def _is_past(words: Sequence[Word], at: int) -> bool:
    word = words[at].text
    return word != stem(word) and word.endswith(("ed", "t", "n"))


def _apart(then: Sequence[Moment], now: Sequence[Moment]) -> Iterator[tuple[Hit, Hit]]:
    if then and now and not {one.value for one in then} & {one.value for one in now}:
        yield then[0].hit, now[0].hit


def _months(moment: Moment) -> set[int]:
    return SEASONS[moment.value] if isinstance(moment.value, str) else {moment.value}


def _beyond(words: Sequence[Word], lengths: Sequence[Quantity]) -> Iterator[tuple[Hit, Hit]]:
    times = [one for one in lengths if one.dimension == "time"]
    for at, word in enumerate(words):
        alone = at > 0 and words[at - 1].text in ("for", "several", "many", "of", "some")
        if word.text in VAGUE and alone:
            least, most = VAGUE[word.text]
            for one in times:
                if not least <= one.value * one.size / DAY <= most:
                    yield Hit(at - (words[at - 1].text != "of"), at), Hit(one.first, one.last)
                    break


def _is_month(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if not word.given[0].isupper():
        return False
    if word.text not in ("may", "march"):
        return True
    previous = words[at - 1].text if at else ""
    following = words[at + 1].text if at + 1 < len(words) else ""
    return previous in BEFORE_MONTH or previous.isdigit() or following.isdigit()


def _days(words: Sequence[Word], at: int) -> Iterator[Moment]:
    """The day that stands beside a month: `3 May`, `May 3`."""
    for there in (at - 1, at + 1):
        given = words[there].text if 0 <= there < len(words) else ""
        if given.isdigit() and 1 <= int(given) <= 31 and len(given) <= 2:
            yield Moment("day", int(given), Hit(min(at, there), max(at, there)))
            return


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1800 <= int(word) <= 2100
