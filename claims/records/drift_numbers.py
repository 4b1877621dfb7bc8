"""Numbers with their units, in digits and in words, and what became of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from .drift_words import STOP, Word, listed, phrases, stem

ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
SMALL = {name: value for value, name in enumerate(ONES.split())}
DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {name: 10 * (place + 2) for place, name in enumerate(DECADES.split())}
SCALES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12}
SCALES |= {"m": 1e6, "bn": 1e9}
MULTIPLES = {
    "twice": 2, "double": 2, "doubled": 2, "twofold": 2, "triple": 3, "tripled": 3, "threefold": 3,
    "thrice": 3, "fourfold": 4, "quadrupled": 4, "fivefold": 5, "tenfold": 10,
}  # fmt: skip
PARTS = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25}
DAY = 86_400.0
SIZES: dict[str, dict[str, float]] = {
    "mass": {
        "microgram": 1e-6, "micrograms": 1e-6, "µg": 1e-6, "mg": 1e-3, "milligram": 1e-3,
        "milligrams": 1e-3, "gram": 1, "grams": 1, "g": 1, "kg": 1e3, "kilo": 1e3,
        "kilos": 1e3, "kilogram": 1e3, "kilograms": 1e3, "tonne": 1e6, "tonnes": 1e6,
    },
    "length": {
        "cm": 0.01, "centimetre": 0.01, "centimetres": 0.01, "metre": 1, "metres": 1,
        "meter": 1, "meters": 1, "km": 1e3, "kilometre": 1e3, "kilometres": 1e3,
        "kilometer": 1e3, "kilometers": 1e3, "mile": 1609.34, "miles": 1609.34,
    },
    "volume": {"litre": 1, "litres": 1, "liter": 1, "liters": 1, "ml": 0.001},
    "share": {"%": 0.01, "percent": 0.01, "pc": 0.01},
    "times": {"times": 1},
    "time": {
        "second": 1, "seconds": 1, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600,
        "day": DAY, "days": DAY, "week": 7 * DAY, "weeks": 7 * DAY, "month": 30.44 * DAY,
        "months": 30.44 * DAY, "year": 365.25 * DAY, "years": 365.25 * DAY,
        "decade": 3652.5 * DAY, "decades": 3652.5 * DAY,
    },
}  # fmt: skip
UNITS = {
    name: (dimension, size) for dimension, sizes in SIZES.items() for name, size in sizes.items()
}
MONEY = {"$": "dollar", "€": "euro", "£": "pound"}
MONEY |= {name: name.rstrip("s") for name in listed("dollars euros euro pounds crowns francs")}
APPROX, FLOOR, CEILING = "approx", "floor", "ceiling"
BEFORE = {
    APPROX: phrases(
        "about,around,roughly,approximately,some,nearly,almost,close to,circa,just under",
        "just over,an estimated,estimated,more or less,in the region of,up to about",
    ),
    FLOOR: phrases(
        "more than,at least,over,above,exceeding,no fewer than,no less than,not less than",
        "upwards of,a minimum of,well over",
    ),
    CEILING: phrases(
        "up to,at most,no more than,not more than,fewer than,less than,under,below,as many as",
        "as much as,a maximum of",
    ),
}
AFTER = {APPROX: phrases("or so,or thereabouts"), FLOOR: phrases("or more")}
AFTER[CEILING] = phrases("or less")
MONTHS = "january february march april may june july august september october november december"
NAMES_OF_MONTHS = listed(MONTHS)
LENGTHS = ("for", "of", "than", "about", "almost", "nearly", "after", "within", "over", "half")
CLOSE, ROUNDED = 0.015, 0.05
FIRST_YEAR, LAST_YEAR = 1800, 2100
LOOK_BACK = 4


@dataclass(frozen=True)
class Quantity:
    """A number as it is said: [first, last] are the words it takes, its qualifier included."""

    value: float
    dimension: str
    size: float
    noun: str
    qualifier: str
    first: int
    last: int

    def is_like(self, other: "Quantity") -> bool:
        """Whether two are of one kind; a bare number may be of any."""
        return self.dimension == other.dimension or "" in (self.dimension, other.dimension)

    def equals(self, other: "Quantity", tolerance: float = CLOSE) -> bool:
        """Whether two say the same amount, whatever the unit."""
        if not self.is_like(other):
            return False
        if self.dimension == other.dimension:
            return _near(self.value * self.size, other.value * other.size, tolerance)
        return _near(self.value, other.value, tolerance)


def quantities(words: Sequence[Word]) -> list[Quantity]:
    """Every number of a sentence that counts or measures something; dates are none."""
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        read = _number(words, at)
        if read is None:
            at += 1
            continue
        value, last = read
        quantity = _quantity(words, at, last, value)
        if quantity is not None:
            found.append(quantity)
        at = max(last, quantity.last if quantity else last) + 1
    return found


def _quantity(words: Sequence[Word], first: int, last: int, value: float) -> Quantity | None:
    word = words[first].text
    if word in MULTIPLES or word in PARTS or words[last].text in PARTS:
        dimension, size, end = ("times" if word in MULTIPLES else "share"), 1.0, last
        if words[last].text in PARTS and _text(words, last + 1) in UNITS:
            dimension, size = UNITS[_text(words, last + 1)]
            end = last + 1
    else:
        dimension, size, end = _unit(words, first, last)
    if not dimension and _is_no_amount(words, first, last, value):
        return None
    qualifier, start = _qualifier(words, first)
    after = _qualifier_after(words, end)
    return Quantity(value, dimension, size, _noun(words, end), qualifier or after, start, end)


def _number(words: Sequence[Word], at: int) -> tuple[float, int] | None:
    """The number that begins at a word, and the last word that belongs to it."""
    word = words[at].text
    if word in MULTIPLES:
        return float(MULTIPLES[word]), at
    if word == "half":
        return 0.5, at + (_text(words, at + 1) in ("a", "an"))
    if word in ("a", "an", "one") and _text(words, at + 1) in PARTS:
        return PARTS[_text(words, at + 1)], at + 1
    if word in ("a", "an"):
        return _one(words, at)
    value = _digits(word) if word[0].isdigit() else _in_words(word)
    if value is None:
        return None
    if _text(words, at + 1) in ("thirds", "quarters"):
        return value * PARTS[_text(words, at + 1)], at + 1
    return _scaled(words, at, value)


def _one(words: Sequence[Word], at: int) -> tuple[float, int] | None:
    """`a hundred`, `a dozen`; and `for a year`, which is a length of time."""
    following = _text(words, at + 1)
    if following in SCALES and len(following) > 2:
        return _scaled(words, at, 1.0)
    is_time = UNITS.get(following, ("", 0))[0] == "time"
    if is_time and at and words[at - 1].text in LENGTHS:
        return 1.0, at
    return None


def _scaled(words: Sequence[Word], at: int, value: float) -> tuple[float, int]:
    last = at
    while _text(words, last + 1) in SCALES:
        last += 1
        value *= SCALES[words[last].text]
    follows = last + 1 if _text(words, last + 1) != "and" else last + 2
    more = _in_words(_text(words, follows))
    if last > at and more is not None and more < 100:
        return value + more, follows
    return value, last


def _digits(word: str) -> float | None:
    if ":" in word:
        return None
    whole, _, rest = word.rpartition(",")
    if whole and len(rest.split(".")[0]) == 3:
        word = word.replace(",", "")
    try:
        return float(word.replace(",", "."))
    except ValueError:
        return None


def _in_words(word: str) -> float | None:
    tens, _, ones = word.partition("-")
    if tens in TENS and (not ones or ones in SMALL):
        return float(TENS[tens] + SMALL.get(ones, 0))
    return float(SMALL[word]) if word in SMALL else None


def _unit(words: Sequence[Word], first: int, last: int) -> tuple[str, float, int]:
    following = _text(words, last + 1)
    if following in UNITS:
        return *UNITS[following], last + 1
    if following == "per" and _text(words, last + 2) == "cent":
        return "share", 0.01, last + 2
    if following in MONEY:
        return f"money: {MONEY[following]}", 1.0, last + 1
    if first and words[first - 1].text in MONEY:
        return f"money: {MONEY[words[first - 1].text]}", 1.0, last
    return "", 1.0, last


def _is_no_amount(words: Sequence[Word], first: int, last: int, value: float) -> bool:
    """Years, days of a month, and `one` as a pronoun or an article."""
    word = words[first].text
    around = {_text(words, first - 1), _text(words, last + 1)}
    if around & NAMES_OF_MONTHS:
        return True
    if first == last and word.isdigit() and FIRST_YEAR <= value <= LAST_YEAR and len(word) == 4:
        return True
    return word in ("one", "a", "an", "zero") and first == last


def _qualifier(words: Sequence[Word], first: int) -> tuple[str, int]:
    """What is said before a number of how exact it is, and where that begins."""
    if first and words[first - 1].text in MONEY:
        first -= 1
    for start in range(max(0, first - LOOK_BACK), first):
        said = tuple(one.text for one in words[start:first])
        for name, wanted in BEFORE.items():
            if said in wanted.get(said[0], ()):
                return name, start
    return "", first


def _qualifier_after(words: Sequence[Word], last: int) -> str:
    said = (_text(words, last + 1), _text(words, last + 2))
    return next((name for name, wanted in AFTER.items() if said in wanted.get(said[0], ())), "")


def _noun(words: Sequence[Word], last: int) -> str:
    following = [one.text for one in words[last + 1 : last + 3]]
    return next((stem(one) for one in following if one not in STOP and one[0].isalpha()), "")


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


def _near(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-12)
