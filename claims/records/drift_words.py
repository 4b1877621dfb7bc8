"""Words of a sentence with their places, and the word lists by which drift is found. Pure.

English only. In another language almost nothing is found, and nothing is found wrongly.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TOKEN = re.compile(r"\d{1,2}:\d{2}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*|[$€£%]")
SHORTEST_STEM = 3


@dataclass(frozen=True)
class Word:
    """One word: as it is compared, as it stands there, and where, in code points."""

    text: str
    given: str
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """Some words in a row that were found: their numbers [first, last] among all words."""

    first: int
    last: int


def words_of(text: str) -> list[Word]:
    """The words of a text, signs for money and percent included, in order."""
    return [
        Word(one.group().lower().replace("’", "'"), one.group(), *one.span())
        for one in TOKEN.finditer(text)
    ]


def listed(words: str) -> frozenset[str]:
    """Words separated by white space."""
    return frozenset(words.split())


def phrases(*lines: str) -> dict[str, list[tuple[str, ...]]]:
    """Phrases, separated by commas, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in ",".join(lines).split(","):
        phrase = tuple(one.split())
        if phrase:
            found.setdefault(phrase[0], []).append(phrase)
    return {first: sorted(those, key=len, reverse=True) for first, those in found.items()}


def hits(words: list[Word], wanted: Mapping[str, list[tuple[str, ...]]]) -> list[Hit]:
    """Where phrases stand, from left to right, none inside another."""
    found: list[Hit] = []
    at = 0
    while at < len(words):
        long = _length(words, at, wanted)
        if long:
            found.append(Hit(at, at + long - 1))
        at += long or 1
    return found


def _length(words: list[Word], at: int, wanted: Mapping[str, list[tuple[str, ...]]]) -> int:
    for phrase in wanted.get(words[at].text, ()):
        if tuple(one.text for one in words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


IRREGULAR = {
    form: stem
    for stem, forms in {
        "be": "is are was were been being am",
        "have": "has had having",
        "know": "knew known",
        "tell": "told",
        "say": "said",
        "go": "went gone",
        "find": "found",
        "hold": "held",
        "keep": "kept",
        "hid": "hide hidden hides hid",
        "see": "saw seen",
        "giv": "gave given",
        "tak": "took taken",
        "leav": "left",
        "fall": "fell fallen",
        "ris": "rose risen",
        "begin": "began begun",
        "break": "broke broken",
        "pay": "paid",
        "build": "built",
        "sell": "sold",
        "buy": "bought",
        "los": "lost",
        "win": "won",
        "meet": "met",
        "shoot": "shot",
        "child": "children",
        "person": "people persons",
        "man": "men",
        "woman": "women",
        "mak": "made",
        "com": "came",
        "do": "did done does",
    }.items()
    for form in forms.split()
}
ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""))


def stem(word: str) -> str:
    """A word without its ending, roughly: enough to see that two forms are one word."""
    word = word.removesuffix("'s")
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                continue
            word = word[: -len(ending)] + instead
            break
    if len(word) > SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > SHORTEST_STEM else word


def stems(words: str) -> frozenset[str]:
    """The stems of words separated by white space."""
    return frozenset(stem(word) for word in words.split())


STOP = listed(
    """a an the this that these those its his her their our my your and or but nor so as at by for
    from in into of off on onto out over per to up upon with about than then when while where which
    who whom whose what how why if it he she they we i you him them us me is are was were be been
    being am has have had having do does did done will would shall should can could may might must
    not no n't there here also just only even still yet very too more most less least much many some
    any all each every both few several other another such own same again already ever never once
    before after since until during between through against because although though however
    itself themselves himself herself said say says told"""
)


def content(words: Iterable[Word]) -> set[str]:
    """The stems of the words that carry the meaning."""
    return {stem(one.text) for one in words if one.text not in STOP and one.text[0].isalpha()}


HEDGES = phrases(
    "guess,guesses,guessed,guessing,guesswork,speculation,speculative,speculate,speculated",
    "rumour,rumours,rumoured,rumor,rumors,rumored,alleged,allegedly,alleges,unconfirmed",
    "unverified,supposed,supposedly,purported,purportedly,apparently,reportedly,possibly,perhaps",
    "maybe,probably,presumably,likely,may,might,could,seem,seems,seemed,seemingly,appear to",
    "appears to,appeared to,appears that,believed to,is believed,are believed,thought to",
    "understood to,suspected,suspects,feared,is said to,are said to,was said to,were said to",
    "if true,if it is true,if this is true,if confirmed,i think,we think,they think,in my view",
    "as far as,not clear,unclear,not certain,uncertain,not sure,unsure,suggest,suggests,suggested",
    "hint,hints,hinted,potential,potentially,possible,it is possible,not confirmed,not proven",
    "not yet confirmed,could have,may have,might have",
)
# Hedges that say as well that somebody else says so.
HEARSAY = listed("""allegedly alleged alleges reportedly supposedly purportedly rumoured rumored
    rumour rumours rumor rumors""")
BOOSTERS = phrases(
    "the fact remains,the fact is,it is a fact,a fact,facts,in fact,certain,certainly,definitely",
    "undoubtedly,no doubt,without doubt,without a doubt,beyond doubt,clearly,obviously,proven",
    "proved,proves,prove,confirmed,confirm,confirms,established,everyone knows,everybody knows",
    "nobody doubts,indisputable,undeniable,admit,admits,admitted,of course,it is clear",
)
SAYING = phrases(
    "said,says,say,told,tells,tell,stated,states that,claimed,claims that,claim that,reported",
    "reports that,announced,argued,argues,insisted,insists,asserted,asserts,alleged,alleges,warned",
    "warns,added,explained,wrote,writes,noted,notes that,according to,citing,cited,quoted",
    "in the words of,testified,admitted,admits,confirmed,confirms,reportedly,allegedly",
    "supposedly,is said,are said,was said,were said,believes,believe,believed,thinks,thought",
    "estimates,estimated,suggested,suggests,expects,expected,assured,promised,called,calls,denied,denies",
)
NEGATORS = phrases(
    "not,no,never,nobody,none,nothing,neither,nor,without,cannot,nowhere,no-one,deny,denies,denied",
    "refute,refutes,refuted,fail,fails,failed,lack,lacks,lacked,free of,free from,unable to",
    "run out of,ran out of,runs out of,refuse to,refuses to,refused to,declined to,declines to",
)
# Where a negating word denies nothing.
NO_NEGATION = phrases(
    "not only,no doubt,no more than,no fewer than,no less than,not less than,not more than",
    "no other,not least,no sooner,whether or not,no longer ago,not just,nothing but,why not",
    "not clear,not certain,not sure,not confirmed,not yet confirmed,not proven,cannot but",
)
