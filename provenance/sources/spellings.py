"""Ways in which one name may be written, each as a key that two spellings share. Pure."""

import re
import unicodedata
from difflib import SequenceMatcher

from .names import fold

# How the letters of other alphabets are usually written in ours; only for comparing.
CYRILLIC = (
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u "
    "ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya і:i ї:yi є:ye ґ:g ў:w ј:j"
)
GREEK = (
    "α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y "
    "φ:f χ:ch ψ:ps ω:o"
)
OTHERS = "ß:ss ø:o ł:l đ:d æ:ae œ:oe þ:th ð:d ı:i"
LATIN = str.maketrans(dict(pair.split(":") for pair in f"{CYRILLIC} {GREEK} {OTHERS}".split()))

# What is written in several ways for one sound, the longer spellings first.
SOUNDS = [
    ("shch", "s"), ("sch", "s"), ("tch", "s"), ("tsch", "s"), ("zh", "s"), ("sh", "s"), ("ch", "s"),
    ("dzh", "j"), ("dj", "j"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("dh", "d"),
    ("ck", "k"), ("qu", "k"), ("q", "k"), ("ks", "x"), ("ts", "z"), ("tz", "z"), ("cz", "z"),
    ("c", "k"), ("w", "v"),
]  # fmt: skip
VOWELS = re.compile(r"[aeiouyj]+")
DOUBLED = re.compile(r"(.)\1+")

ARTICLES = {"the", "a", "an", "le", "la", "les", "el", "il", "der", "die", "das", "de", "het"}
FORMS = {"inc", "ltd", "llc", "plc", "gmbh", "ag", "sa", "corp", "co", "company", "group", "media"}
ENDINGS = {"com", "org", "net", "info", "news", "online", "co", "uk", "de", "fr", "eu", "tv", "www"}
PARTICLES = {
    "de",
    "da",
    "di",
    "do",
    "dos",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "al",
    "el",
    "bin",
}
TITLES = {"dr", "prof", "mr", "mrs", "ms", "sir", "jr", "sr", "phd", "md", "herr", "frau"}


def latin(name: str) -> str:
    """The name folded, in our letters."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return fold("".join(c for c in parts if not unicodedata.combining(c)).translate(LATIN))


def words(name: str) -> tuple[str, ...]:
    """The words of a name in our letters, without titles."""
    return tuple(word for word in latin(name).split() if word not in TITLES)


def sound(name: str) -> str:
    """The consonants of each word, whatever way they are spelt: `Mohammed` and `Muhammad` agree."""
    return " ".join(filter(None, (_consonants(word) for word in words(name))))


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names with one `sound` are also written alike, word by word."""
    ours, theirs = words(one), words(other)
    if len(ours) != len(theirs) or len(sound(one).replace(" ", "")) < 5:
        return False
    pairs = zip(ours, theirs, strict=True)
    return all(SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.55 for a, b in pairs)


def surname_first(name: str) -> str:
    """`Brand, Noa` as `Noa Brand`; any other name as it is."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name


def surname(name: str) -> str:
    """The last word, with the small words before it; empty for a name of one word."""
    found = words(surname_first(name))
    if len(found) < 2:
        return ""
    start = len(found) - 1
    while start > 1 and found[start - 1] in PARTICLES:
        start -= 1
    return " ".join(found[start:])


def initial_and_surname(name: str) -> str:
    """`n brand` for `Noa Brand`, `Brand, N.` and `N. M. Brand`; empty for a name of one word."""
    given = given_names(name)
    return f"{given[0][0]} {surname(name)}" if given else ""


def given_names(name: str) -> tuple[str, ...]:
    """The words before the surname."""
    found = words(surname_first(name))
    return found[: len(found) - len(surname(name).split())]


def shortened(one: str, other: str) -> str:
    """`initials` or `middle` where one name leaves out letters or words of the other, else nothing.

    `N. Brand` and `Noa Brand`; `Noa M. Brand` and `Noa Brand`. The surnames agree already.
    """
    short, long = sorted((given_names(one), given_names(other)), key=lambda g: sum(map(len, g)))
    if not short or short == long or len(short) > len(long):
        return ""
    if not _fits(short, long):
        return ""
    return "initials" if len(short[0]) == 1 and len(long[0]) > 1 else "middle"


def bare(name: str) -> str:
    """An outlet's name without articles, legal forms and the endings of addresses."""
    found = [word for word in latin(name).split() if word not in ARTICLES | FORMS]
    while len(found) > 1 and found[-1] in ENDINGS:
        found.pop()
    return " ".join(found[1:] if found[:1] == ["www"] else found)


def letters(name: str) -> str:
    """The initials of a name of three words and more: `British Broadcasting Corporation`, `bbc`."""
    found = [w for w in latin(name).split() if w not in ARTICLES | {"of", "and", "for"}]
    return "".join(word[0] for word in found) if len(found) > 2 else ""


def _fits(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each given name of the shorter begins one of the longer, in the same order."""
    if not _begins(short[0], long[0]):
        return False
    left = iter(long[1:])
    return all(any(_begins(word, other) for other in left) for word in short[1:])


def _begins(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _consonants(word: str) -> str:
    for spelt, heard in SOUNDS:
        word = word.replace(spelt, heard)
    rest = VOWELS.sub("", word[1:]).replace("h", "")
    return DOUBLED.sub(r"\1", word[:1] + rest)
