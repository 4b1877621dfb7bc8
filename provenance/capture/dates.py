"""Calendar dates as they are written in texts, names of months in many languages included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from provenance.capture.candidates import Precision

_MONTHS = (
    """january jan januar jänner jaenner janvier enero ene gennaio gen janeiro januari ocak styczeń
    stycznia января leden ledna""",
    """february feb februar février fevrier febrero febbraio fevereiro februari şubat luty lutego
    февраля únor února""",
    """march mar märz maerz mars marzo março marco maart mrt mart marzec marca марта březen
    března""",
    "april apr avril abril aprile abr nisan kwiecień kwietnia апреля duben dubna",
    "may mai mayo maggio maio mei maj mayıs maja мая květen května",
    "june jun juni juin junio giugno junho haziran czerwiec czerwca июня červen června",
    "july jul juli juillet julio luglio julho temmuz lipiec lipca июля červenec července",
    """august aug août aout agosto ago augustus augusti ağustos sierpień sierpnia августа srpen
    srpna""",
    """september sep sept septembre septiembre settembre setembro eylül wrzesień września сентября
    září""",
    """october oct oktober okt octobre octubre ottobre outubro ekim październik października октября
    říjen října""",
    "november nov novembre noviembre novembro kasım listopad listopada ноября listopadu",
    """december dec dezember dez décembre decembre diciembre dic dicembre dezembro desember aralık
    grudzień grudnia декабря prosinec prosince""",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = r"(?P<{}>[^\W\d_]{{3,12}})"
_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_ISO = r"(?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?!\d)"
# 15.03.2016, 15/03/2016, 9/22/17
_NUMBERS = (
    r"(?P<a>\d\d?)(?P<s2>[-/.]) ?(?P<b>\d\d?)(?P=s2) ?(?P<y2>(?:19|20)\d\d|\d\d)"
    r"(?![\d.-]\d|\d)"
)
# 18 May 2018, 18. Mai 2018, 18 de mayo de 2018, 13th of September 2016
_DAY_FIRST = (
    r"(?P<d3>\d\d?)(?:st|nd|rd|th|er|º|°|\.)?(?: of| de)? "
    + _MONTH.format("m3")
    + r"\.?,?(?: del?| d\.)? "
    + _YEAR.format("y3")
    + r"(?!\d)"
)
# 2018 May 18
_YEAR_FIRST = _YEAR.format("y5") + r",? " + _MONTH.format("m5") + r"\.? (?P<d5>\d\d?)(?!\d)"
# May 18, 2018
_MONTH_FIRST = (
    _MONTH.format("m4") + r"\.? (?P<d4>\d\d?)(?:st|nd|rd|th)?,? " + _YEAR.format("y4") + r"(?!\d)"
)
_WRITTEN = re.compile(
    rf"(?<![\d.])(?:{_ISO}|{_NUMBERS}|{_DAY_FIRST}|{_YEAR_FIRST})|(?<![^\W_]){_MONTH_FIRST}"
)
# A full date holds a year in four figures, or three numbers; everything else is skipped at once.
_ANCHOR = re.compile(r"[0-9][0-9]?(?:[-/.] ?[0-9][0-9]?[-/.] ?[0-9]{2}|[0-9]{2}(?![0-9]))")
_FIGURE = re.compile(r"\d+")
_MONTH_YEAR = re.compile(
    r"(?<![^\W_])" + _MONTH.format("m") + r"\.?,? (?:del? )?" + _YEAR.format("y") + r"(?!\d)"
)
_YEARLESS = re.compile(
    r"(?<![^\W_])(?:(?P<d1>\d\d?)(?:st|nd|rd|th|\.)?(?: of)? (?P<m1>[A-Z][a-z]{2,8})"
    r"|(?P<m2>[A-Z][a-z]{2,8}) (?P<d2>\d\d?)(?:st|nd|rd|th)?)(?![\w,]*,? (?:19|20)\d\d)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date standing at ``[start, end)``; ``iso`` has as many parts as ``precision`` says."""

    iso: str
    precision: Precision
    start: int
    end: int
    ambiguous: bool = False


def month_number(name: str) -> int | None:
    """Return 1 to 12 for the name of a month in any of the known languages."""
    return _MONTH_NUMBER.get(name.lower())


def real_day(year: int, month: int, day: int) -> str | None:
    """Return the ISO form of a day that exists, or None."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Yield every full date in ``text[start:end]``, in order."""
    end = len(text) if end is None else end
    done = start
    for anchor in _ANCHOR.finditer(text, start, end):
        is_year = anchor.group()[:2] in ("19", "20")
        if anchor.start() < done or not (is_year or len(anchor.group()) > 4):
            continue
        left, right = max(done, anchor.start() - 34), min(end, anchor.end() + 24)
        found = _WRITTEN.search(text, left, right)
        while found is not None and found.end() <= anchor.start():
            found = _WRITTEN.search(text, found.end(), right)
        mention = _full(found) if found else None
        if mention is not None:
            done = mention.end
            yield mention


def month_mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Yield every month with its year ("December 2017") in ``text[start:end]``."""
    for found in _MONTH_YEAR.finditer(text, start, len(text) if end is None else end):
        month = month_number(found["m"])
        if month is not None:
            yield Mention(f"{found['y']}-{month:02d}", "month", found.start(), found.end())


def yearless_mentions(text: str, year: int) -> Iterator[Mention]:
    """Yield days named without a year ("13th of September"), read as days of ``year``."""
    for figure in _FIGURE.finditer(text):
        found = _YEARLESS.search(text, max(0, figure.start() - 10), figure.end() + 20)
        if found is None:
            continue
        month = month_number(found["m1"] or found["m2"])
        iso = month and real_day(year, month, int(found["d1"] or found["d2"]))
        if iso:
            yield Mention(iso, "day", found.start(), found.end())


def _full(found: re.Match[str]) -> Mention | None:
    if found["a"]:
        return _numeric(found)
    for key in "1345":
        if found["y" + key]:
            month = int(found["m1"]) if key == "1" else month_number(found["m" + key])
            iso = month and real_day(int(found["y" + key]), month, int(found["d" + key]))
            return Mention(iso, "day", found.start(), found.end()) if iso else None
    return None


def _numeric(found: re.Match[str]) -> Mention | None:
    first, second, year = int(found["a"]), int(found["b"]), int(found["y2"])
    if len(found["y2"]) == 2:
        # Two figures for the year are only believed with slashes or dots: 9/22/17, 15.03.16.
        if found["s2"] == "-":
            return None
        year += 2000 if year < 70 else 1900
    # Dots and hyphens put the day first; slashes do so only outside the United States.
    day, month = first, second
    ambiguous = found["s2"] == "/" and first <= 12 and second <= 12 and first != second
    if found["s2"] == "/" and second > 12:
        day, month = second, first
    iso = real_day(year, month, day)
    return Mention(iso, "day", found.start(), found.end(), ambiguous) if iso else None
