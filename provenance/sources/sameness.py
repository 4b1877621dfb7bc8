"""Which outlets, or which people, may be one, and what speaks for it. Pure.

Every rule gives each row some keys; two rows that share a key are looked at, and the rule says
whether it holds for them. Nothing here decides: the pairs are shown to a person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

from . import spellings
from .names import fold

# A key that so many share says nothing of any two of them.
MOST_ALIKE = 12
ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a pair: `rule` for programs, `says` for people."""

    rule: str
    says: str
    weight: float


@dataclass(frozen=True, slots=True)
class Bearer:
    """One outlet or person that counts, with everything that was merged into it.

    `names` are all names as they are shown, the own one first; `texts` name the texts that were
    signed, the same for two copies of one text; `articles` and `outlets` are ids.
    """

    id: int
    names: tuple[str, ...]
    kind: str
    wikidata: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    outlets: frozenset[int] = frozenset()
    articles: frozenset[int] = frozenset()
    texts: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The own name."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one, the lower id first, with the reasons, strongest first."""

    one: int
    other: int
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """How much speaks for it, 0 to 1: reasons add up without ever making it certain."""
        return round(1 - prod(1 - reason.weight for reason in self.reasons), 3)


Found = tuple[str, str]
Keys = Callable[[Bearer], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which two rows may be one. `keys` gives (key, the name it was made of)."""

    name: str
    weight: float
    keys: Keys
    says: Callable[[str, str, str], str]
    holds: Callable[[str, str], bool] = lambda _one, _other: True
    across_kinds: bool = False


def _by_name(make: Callable[[str], str]) -> Keys:
    def keys(row: Bearer) -> Iterator[Found]:
        for name in row.names:
            if key := make(name):
                yield key, name

    return keys


def _of_set(name: str) -> Keys:
    return lambda row: ((key, row.name) for key in getattr(row, name))


def _two_spellings(words: str) -> Callable[[str, str, str], str]:
    return lambda one, other, _key: f"“{one}” and “{other}” {words}."


SAME_NAME = Rule(
    "name",
    0.8,
    _by_name(fold),
    lambda one, other, _key: f"Both are called “{one}”{'' if one == other else f' or “{other}”'}.",
    across_kinds=True,
)
WIKIDATA = Rule(
    "wikidata",
    0.95,
    _of_set("wikidata"),
    lambda _one, _other, key: f"Both are {key} on Wikidata.",
    across_kinds=True,
)
ADDRESS = Rule(
    "address",
    0.8,
    _of_set("addresses"),
    lambda _one, _other, key: f"Both are known at {key}.",
    across_kinds=True,
)
ALPHABET = Rule(
    "spelling",
    0.5,
    _by_name(spellings.sound),
    _two_spellings("may be one name, spelt out of another alphabet or in another way"),
    lambda one, other: fold(one) != fold(other) and spellings.sounds_alike(one, other),
)
FOR_PEOPLE: tuple[Rule, ...] = (
    WIKIDATA,
    SAME_NAME,
    ADDRESS,
    Rule(
        "bylines",
        0.7,
        _of_set("texts"),
        lambda one, other, _key: (
            f"The same text is signed “{one}” in one place, “{other}” in another."
        ),
    ),
    Rule(
        "order",
        0.75,
        _by_name(lambda name: " ".join(sorted(spellings.words(name)))),
        _two_spellings("are the same words, but for order, titles or alphabet"),
        lambda one, other: fold(one) != fold(other) and len(spellings.words(one)) > 1,
    ),
    Rule(
        "middle",
        0.5,
        _by_name(spellings.initial_and_surname),
        _two_spellings("differ only in names that one of them leaves out"),
        lambda one, other: spellings.shortened(one, other) == "middle",
    ),
    Rule(
        "initials",
        0.4,
        _by_name(spellings.initial_and_surname),
        _two_spellings("have one surname, and the initials fit"),
        lambda one, other: spellings.shortened(one, other) == "initials",
    ),
    ALPHABET,
)
FOR_OUTLETS: tuple[Rule, ...] = (
    WIKIDATA,
    Rule(
        "domain",
        0.8,
        _of_set("domains"),
        lambda _one, _other, key: f"Both publish at {key}.",
    ),
    ADDRESS,
    SAME_NAME,
    Rule(
        "bare",
        0.7,
        _by_name(spellings.bare),
        _two_spellings("differ only in an article, a legal form or the ending of an address"),
        lambda one, other: fold(one) != fold(other),
    ),
    Rule(
        "together",
        0.6,
        _by_name(lambda name: spellings.bare(name).replace(" ", "")),
        _two_spellings("differ only in spaces"),
        lambda one, other: spellings.bare(one) != spellings.bare(other),
    ),
    Rule(
        "letters",
        0.4,
        _by_name(lambda name: spellings.letters(name) or _one_short_word(name)),
        _two_spellings("may be a name and its initials"),
        lambda one, other: bool(spellings.letters(one)) != bool(spellings.letters(other)),
    ),
    ALPHABET,
)


def possibly_same(rows: Iterable[Bearer], rules: Sequence[Rule]) -> list[Pair]:
    """The pairs for which something speaks, and nothing speaks plainly against, best first."""
    known = {row.id: row for row in rows}
    found: dict[tuple[int, int], dict[str, Reason]] = defaultdict(dict)
    for rule in rules:
        for one, other, reason in _held(rule, known):
            found[one, other].setdefault(rule.name, reason)
    pairs = []
    for (one, other), reasons in found.items():
        told = sorted([*reasons.values(), *_besides(known[one], known[other])], key=_by_weight)
        pairs.append(Pair(one, other, tuple(told)))
    return sorted(
        (pair for pair in pairs if pair.weight >= ENOUGH),
        key=lambda pair: (-pair.weight, pair.one, pair.other),
    )


def _held(rule: Rule, known: dict[int, Bearer]) -> Iterator[tuple[int, int, Reason]]:
    """Every pair for which one rule holds, with its words."""
    sharing: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in known.values():
        for key, name in rule.keys(row):
            sharing[key][row.id].append(name)
    for key, bearers in sharing.items():
        if not 1 < len(bearers) <= MOST_ALIKE:
            continue
        for one, other in combinations(sorted(bearers), 2):
            if _excluded(known[one], known[other], rule):
                continue
            names = _names(rule, bearers[one], bearers[other])
            if names is not None:
                yield one, other, Reason(rule.name, rule.says(*names, key), rule.weight)


def _names(rule: Rule, ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    fitting = ((one, other) for one in ours for other in theirs if rule.holds(one, other))
    return next(fitting, None)


def _excluded(one: Bearer, other: Bearer, rule: Rule) -> bool:
    """Two who signed one piece together are two; so are two whose Wikidata ids differ."""
    if one.articles & other.articles:
        return True
    if one.wikidata and other.wikidata and not one.wikidata & other.wikidata:
        return True
    return one.kind != other.kind and not rule.across_kinds


def _besides(one: Bearer, other: Bearer) -> list[Reason]:
    """What speaks for a pair only where something else does."""
    if one.outlets & other.outlets:
        return [Reason("outlet", "Both write for the same outlet.", 0.2)]
    return []


def _by_weight(reason: Reason) -> tuple[float, str]:
    return -reason.weight, reason.rule


def _one_short_word(name: str) -> str:
    """A name that may be initials: one word of three to six letters."""
    found = spellings.latin(name).split()
    return found[0] if len(found) == 1 and 3 <= len(found[0]) <= 6 else ""
