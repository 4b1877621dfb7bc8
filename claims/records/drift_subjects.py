"""Of whom or what something is said: some of them, all, one person, an institution. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .drift_numbers import PARTS, SCALES, SMALL, TENS
from .drift_words import STOP, Hit, Word, listed, stem, stems

ONE, SOME, MANY, MOST, ALL = 1, 2, 4, 5, 6
LEVELS = {
    "one": ONE, "a": ONE, "an": ONE, "single": ONE, "another": ONE,
    "few": SOME, "couple": SOME, "some": SOME, "several": SOME, "certain": SOME,
    "various": SOME, "number": SOME, "handful": SOME, "part": SOME, "parts": SOME,
    "many": MANY, "numerous": MANY, "dozens": MANY, "hundreds": MANY,
    "most": MOST, "majority": MOST,
    "all": ALL, "every": ALL, "each": ALL, "whole": ALL, "entire": ALL,
}  # fmt: skip
SILENT = listed("of the a an these those its their his her our such")
# How many words may stand between `some` and the noun: `some of the older residents`.
REACH = 5
PEOPLE = stems(
    """person man woman official officer resident witness expert scientist engineer
    doctor nurse teacher soldier source spokesman spokeswoman spokesperson neighbour neighbor
    analyst critic voter worker student minister employee insider member reporter journalist
    diplomat adviser advisor lawyer farmer fisherman driver passenger patient parent pupil
    customer lawmaker senator deputy councillor commander observer researcher clerk guard
    aide user reader citizen villager trader baker caretaker"""
)
SPOKEN_FOR = stems("spokesman spokeswoman spokesperson")
BODIES = stems(
    """government ministry council army police parliament party company agency court
    office state administration authority authorities regime military navy university hospital
    union commission committee department embassy bank board city town public nation country
    opposition industry everyone everybody"""
)


@dataclass(frozen=True)
class Subject:
    """A noun with how many of its kind are meant; `hit` holds both."""

    noun: str
    level: int
    is_plural: bool
    hit: Hit


def subjects(words: Sequence[Word]) -> list[Subject]:
    """Nouns with a word for how many, and people in the plural without one."""
    found: list[Subject] = []
    taken: set[int] = set()
    for at, word in enumerate(words):
        if word.text in LEVELS and at not in taken:
            there = _noun_after(words, at)
            if there is not None:
                taken |= set(range(at, there + 1))
                noun, plural = stem(words[there].text), _is_plural(words[there].text)
                found.append(Subject(noun, _level(words, at, there), plural, Hit(at, there)))
    for at, word in enumerate(words):
        several = stem(word.text) in PEOPLE and _is_plural(word.text)
        if several and at not in taken and not _is_counted(words, at):
            found.append(Subject(stem(word.text), ALL, is_plural=True, hit=Hit(at, at)))
    return found


def changed(before: Sequence[Word], after: Sequence[Word]) -> Iterator[tuple[str, Hit, Hit]]:
    """`widened` or `narrowed`, and the words on both sides."""
    then, now = subjects(before), subjects(after)
    same = list(_same_noun(then, now, after))
    yield from same
    if not same:
        yield from _other_noun(before, after)


def _same_noun(
    then: Sequence[Subject], now: Sequence[Subject], after: Sequence[Word]
) -> Iterator[tuple[str, Hit, Hit]]:
    for old in then:
        others = [one for one in now if one.noun == old.noun]
        if any(_alike(one, old) for one in others):
            continue
        if others:
            new = others[0]
            yield ("widened" if new.level > old.level else "narrowed"), old.hit, new.hit
        elif old.is_plural and old.level in (SOME, MANY, MOST):
            bare = _bare(after, old.noun)
            if bare is not None:
                yield "widened", old.hit, bare


def _alike(one: Subject, other: Subject) -> bool:
    """Whether two say of as many; `a` and `one` and no word at all for a thing are one."""
    return one.level == other.level or (one.noun not in PEOPLE and ONE in (one.level, other.level))


def _bare(words: Sequence[Word], noun: str) -> Hit | None:
    """The same noun in the plural with no word for how many."""
    for at, word in enumerate(words):
        if stem(word.text) == noun and _is_plural(word.text):
            before = words[at - 1].text if at else ""
            if not _is_counted(words, at):
                return Hit(at - (before == "the"), at)
    return None


def _is_counted(words: Sequence[Word], at: int) -> bool:
    """`3 boats`, `no boats`, `a third of the boats`: said of a number of them."""
    before = [one.text for one in words[max(0, at - 2) : at]]
    one = before[-1] if before else ""
    is_part = one == "of" or before in (["of", "the"], ["of", "these"], ["of", "those"])
    return is_part or one[:1].isdigit() or one in ("no", "not") or one in SMALL or one in TENS


def _other_noun(before: Sequence[Word], after: Sequence[Word]) -> Iterator[tuple[str, Hit, Hit]]:
    """One person who became several, or an institution; and the other way round."""
    then, now = _speakers(before), _speakers(after)
    both = then.keys() & now.keys()
    kept = {kind for kind, _ in both}
    if kept & {"one", "several"}:
        return
    one_then = [key for key in then if key[0] == "one" and key not in both]
    one_now = [key for key in now if key[0] == "one" and key not in both]
    wide_now = [key for key in now if key[0] != "one" and key not in both]
    wide_then = [key for key in then if key[0] != "one" and key not in both]
    if one_then and wide_now and not one_now and not _speaks_for(one_then[0], kept, wide_now):
        yield "widened", then[one_then[0]], now[wide_now[0]]
    elif one_now and wide_then and not one_then and not _speaks_for(one_now[0], kept, wide_then):
        yield "narrowed", then[wide_then[0]], now[one_now[0]]


def _speaks_for(person: tuple[str, str], kept: set[str], others: Sequence[tuple[str, str]]) -> bool:
    """Whether a spokesperson gave way to the body they speak for, named on both sides."""
    return person[1] in SPOKEN_FOR and "body" in kept and all(kind == "body" for kind, _ in others)


def _speakers(words: Sequence[Word]) -> dict[tuple[str, str], Hit]:
    """Who is spoken of: (one, several or body; the noun) -> where."""
    found: dict[tuple[str, str], Hit] = {}
    for at, word in enumerate(words):
        noun = stem(word.text)
        if noun in PEOPLE:
            kind = "several" if _is_plural(word.text) else "one"
            found.setdefault((kind, noun), Hit(_from(words, at), at))
        elif noun in BODIES and not _is_modifier(words, at):
            found.setdefault(("body", noun), Hit(_from(words, at), at))
    return found


def _is_modifier(words: Sequence[Word], at: int) -> bool:
    """`a ministry spokesman`, `the council's office`: the body stands for somebody of it."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    return stem(following) in PEOPLE or words[at].text.endswith("'s")


def _from(words: Sequence[Word], at: int) -> int:
    """Where the words about a noun begin: its article and what stands between."""
    for start in range(at - 1, max(-1, at - 4), -1):
        if words[start].end + 1 != words[start + 1].start:  # A comma stands between.
            break
        if words[start].text in ("a", "an", "the", "one", "some", "several"):
            return start
        if words[start].text in STOP:
            break
    return at


def _noun_after(words: Sequence[Word], at: int) -> int | None:
    """The noun that a word for how many belongs to, over `of the` and adjectives."""
    last = min(len(words), at + 1 + REACH)
    content = 0
    for there in range(at + 1, last):
        word = words[there].text
        if not word[0].isalpha() or word in PARTS or word in SCALES or word in SMALL:
            return None
        if stem(word) in PEOPLE or (word not in STOP and _is_plural(word)):
            return there
        if word in SILENT or word in LEVELS:
            continue
        content += 1
        if word in STOP or content > 2:
            return None
        if words[at].text in ("every", "each", "whole", "entire", "part", "parts"):
            return there
    return None


def _level(words: Sequence[Word], at: int, noun: int) -> int:
    """`a few`, `a number of`, `one of the`: the strongest word but the article."""
    levels = [LEVELS[one.text] for one in words[at:noun] if one.text in LEVELS]
    more = [one for one in levels if one != ONE]
    return max(more) if more and words[at].text in ("a", "an") else levels[0]


def _is_plural(word: str) -> bool:
    if word in ("people", "men", "women", "children", "police"):
        return word != "police"
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
