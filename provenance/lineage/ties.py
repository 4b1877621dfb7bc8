"""What may tie two items to one origin: one small rule each, in words and as keys. Pure.

Items that share a key under a rule are counted once. The rules are data, so that a reader can
switch each of them off and see what becomes of the number.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field

Key = Hashable


@dataclass(frozen=True)
class Named:
    """A key that can say what is shared; two are the same key whatever they are called.

    `doubt` says how it is known where it does not stand in the text: `inferred`, `from outside`.
    """

    key: Key
    name: str = field(default="", compare=False)
    doubt: str = field(default="", compare=False)


@dataclass(frozen=True)
class Item:
    """One piece of evidence, one appearance or one article, reduced to what ties it to others.

    `id` is unique among the items compared. `copies_of` holds the articles it republishes, at any
    remove; `texts` the shared runs of words it is part of; `agencies` whom it was taken from.
    `origin_speakers` is whoever is said to have said it first, `passed_on_by` every named person
    of the chain, `voices` the outlet and authors where they say it themselves. `cites` is what it
    leans on with these very words, `leans_on` what it cites somewhere.
    """

    id: int
    article: Key | None = None
    address: str = ""
    copies_of: frozenset[Key] = frozenset()
    texts: frozenset[Key] = frozenset()
    agencies: frozenset[Key] = frozenset()
    authors: frozenset[Key] = frozenset()
    origin_speakers: frozenset[Key] = frozenset()
    voices: frozenset[Key] = frozenset()
    passed_on_by: frozenset[Key] = frozenset()
    unnamed: frozenset[Key] = frozenset()
    cites: frozenset[Key] = frozenset()
    leans_on: frozenset[Key] = frozenset()
    outlet: Key | None = None
    owners: frozenset[Key] = frozenset()
    depends_on: frozenset[int] = frozenset()


Keys = Callable[[Item], Iterable[Key]]


def _nothing(_item: Item) -> Iterable[Key]:
    return ()


@dataclass(frozen=True)
class Rule:
    """One reason to count two items once, told to readers in a few words and in full.

    Items with a key in common are tied to each other. An item is also tied to those that name one
    of its `anchors`, as an original is to its copies; an anchor alone ties nobody, and a `weak`
    key ties only to an anchor.
    """

    name: str
    explanation: str
    counts_once: str
    keys: Keys
    anchors: Keys = _nothing
    weak: Keys = _nothing


def _of(*values: Key) -> list[Key]:
    """The values that say something, as keys."""
    return [value for value in values if value not in (None, "")]


def _own_article(item: Item) -> Iterable[Key]:
    return _of(item.article)


# Strongest first: a group tells the strongest reasons and leaves out what they imply.
ALL: tuple[Rule, ...] = (
    Rule(
        "article",
        "in the same article",
        "Several places in one article, or at one address, are one text.",
        lambda item: _of(item.article, item.address),
    ),
    Rule(
        "copy",
        "one republishes the other",
        "A republished or translated text adds no witness: it counts with its original, and with "
        "the other copies of it, at any remove.",
        lambda item: item.copies_of,
        _own_article,
    ),
    Rule(
        "text",
        "the same text word for word",
        "Whoever prints the same running text has it from one place, credited or not.",
        lambda item: item.texts,
    ),
    Rule(
        "agency",
        "republished from the same agency",
        "What several outlets took from one agency or outlet is its one report, also under "
        "another name of it.",
        lambda item: item.agencies,
    ),
    Rule(
        "author",
        "same author",
        "One author agreeing with themselves is one voice, whatever the outlet.",
        lambda item: item.authors,
    ),
    Rule(
        "speaker",
        "the same person said it first",
        "Texts that quote the same person rest on that person's word alone.",
        lambda item: item.origin_speakers,
    ),
    Rule(
        "itself",
        "one quotes the other",
        "What a text says in its own voice and what others quote it for is said once.",
        _nothing,
        lambda item: item.voices,
        lambda item: item.origin_speakers | item.passed_on_by,
    ),
    Rule(
        "through",
        "passed on by the same person",
        "Chains that go through the same person, further up or further down, rest on what that "
        "person passed on.",
        lambda item: item.passed_on_by,
        lambda item: item.origin_speakers,
    ),
    Rule(
        "unnamed",
        "the same unnamed source",
        "An unnamed source that is called the same counts once: nothing shows that they are two.",
        lambda item: item.unnamed,
    ),
    Rule(
        "cites",
        "one cites the other",
        "A text that cites another for it, or cites the same third one with these very words, did "
        "not find it out independently.",
        lambda item: item.cites,
        lambda item: [*_own_article(item), *item.voices, *item.agencies],
        lambda item: item.leans_on,
    ),
    Rule(
        "outlet",
        "in the same outlet",
        "One outlet's own pieces are one newsroom's word. Platforms, where anybody posts, don't "
        "count as outlets, and reprints belong to where they come from.",
        lambda item: _of(item.outlet),
    ),
    Rule(
        "owner",
        "same owner",
        "Outlets of one owner, directly or through other companies, count once.",
        lambda item: item.owners,
    ),
    Rule(
        "depends",
        "one repeats the other",
        "Evidence that somebody marked as merely repeating other evidence counts with it.",
        lambda item: item.depends_on,
        lambda item: [item.id],
    ),
)
NAMES: tuple[str, ...] = tuple(rule.name for rule in ALL)


def rules_without(names: Collection[str]) -> tuple[Rule, ...]:
    """All rules but these."""
    return tuple(rule for rule in ALL if rule.name not in names)


def rule_names(listed: str) -> list[str]:
    """The names between the commas, each once: `owner,author`."""
    return list(dict.fromkeys(filter(None, (one.strip() for one in listed.split(",")))))
