"""The opening lines of a plain text: title, byline, date, outlet, captions, crawler's marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from provenance.capture import agencies, bylines, dates
from provenance.capture.candidates import Candidate, Precision
from provenance.capture.lines import Line
from provenance.capture.phrases import one_of, words

Role = Literal["title", "byline", "navigation", "caption", "text"]

# What crawlers write in front of a text: "date 2017-12 ".
_CRAWLER = re.compile(
    r"(?:date|published|crawled|fetched)[ :=]\s*(?P<date>(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)"
    r"(?:T[\d:.Z+]+)?(?:\s+|$)"
)
_NAVIGATION = re.compile(
    "^"
    + one_of(
        """
        regions?
        themes?
        topics?
        tags?
        categor(?:y|ies)
        section
        filed under
        in-depth report
        share(?: this)?
        print
        font size
        related
        more on
        see also
        follow us
        rubrik
        schlagwörter
        themen?
        catégorie
        etiquetas
        """
    )
    + r"\s*:(?:\s|$)",
    re.IGNORECASE,
)
_LABELS = words(
    """
    published updated posted date on at last first modified monday tuesday wednesday thursday friday
    saturday sunday veröffentlicht stand aktualisiert publié le am vom montag dienstag mittwoch
    donnerstag freitag samstag sonntag
    """
)
_SENTENCE_END = (".", ".”", '."', ";", ":", ",")
_LONGEST_TITLE = 220
_LONGEST_SENTENCE = 20
_REACH = 10


@dataclass(slots=True)
class Opening:
    """What the first lines are: one role a line read, and the values found in them.

    ``skip`` is the number of characters at the start of the text that a
    crawler wrote in front of the first line.
    """

    roles: list[Role] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    skip: int = 0


def read(lines: Sequence[Line]) -> Opening:
    """Read the opening of a plain text; lines after the last role are ordinary text."""
    opening = Opening()
    if not lines:
        return opening
    _read_crawler_line(lines[0], opening)
    if opening.skip:
        opening.roles.append("text")
        return opening
    index = _read_caption(lines, opening)
    if not index:
        index = _read_title(lines, opening)
    for line in lines[index : index + _REACH]:
        role = _role(line, opening)
        if role == "text":
            break
        opening.roles.append(role)
    return opening


def _read_crawler_line(line: Line, opening: Opening) -> None:
    found = _CRAWLER.match(line.text)
    if found is None:
        return
    value = found["date"]
    precision: Precision = {4: "year", 7: "month"}.get(len(value), "day")  # type: ignore[assignment]
    start = line.start + found.start("date")
    opening.candidates.append(
        Candidate(
            "published",
            value,
            0.8,
            "in_text",
            "crawler line",
            precision,
            start,
            start + len(value),
        )
    )
    opening.skip = line.start + found.end()


def _read_caption(lines: Sequence[Line], opening: Opening) -> int:
    """Take a short first line that comes twice and then runs into the text for a doubled caption.

    Pages repeat a photo's caption as its alternative text; a repeated title is
    longer or set apart by a blank line.
    """
    if len(lines) < 3 or lines[0].text != lines[1].text:
        return 0
    first, third = lines[0], lines[2]
    glued = lines[1].gap == 0 and third.gap == 0 and len(third.text) > 2 * len(first.text)
    if not glued and len(first.text.split()) > 5:
        return 0
    opening.roles += ["caption", "caption"]
    return 2


def _read_title(lines: Sequence[Line], opening: Opening) -> int:
    first = lines[0]
    if not _may_be_title(first, lines[1:]):
        return 0
    opening.roles.append("title")
    confidence = 0.9 if lines[1].gap else 0.8
    if first.text.endswith("."):
        confidence -= 0.25
    where = (first.start, first.end)
    opening.candidates.append(
        Candidate("title", first.text, confidence, "in_text", "first line", None, *where)
    )
    if len(lines) > 2 and lines[1].text == first.text:
        opening.roles.append("title")
    return len(opening.roles)


def _may_be_title(first: Line, rest: Sequence[Line]) -> bool:
    count = len(first.text.split())
    if not rest or not 2 <= count <= 35 or len(first.text) > _LONGEST_TITLE:
        return False
    if first.text[0].islower() or first.label.startswith(("-", "*", ">", "•")):
        return False
    if bylines.byline_names(first.label) or _NAVIGATION.match(first.label) or _date_line(first):
        return False
    # A title is followed by something longer, or by what only stands under titles.
    headed = _heads(rest[0])
    if first.text.endswith(_SENTENCE_END) and not first.text.endswith("..."):
        # Some crawlers end every paragraph with a full stop, the title too.
        stopped = first.text[-1] == "." and count <= _LONGEST_SENTENCE and rest[0].gap > 0
        return stopped and (headed or _is_title_cased(first.text))
    return headed or max(len(line.text) for line in rest[:_REACH]) > len(first.text)


def _heads(line: Line) -> bool:
    """Tell whether a line is a byline, a date or begins with an agency's dateline."""
    if bylines.byline_names(line.label) or _date_line(line) is not None:
        return True
    return agencies.dateline(line.text, line.start) is not None


def _is_title_cased(text: str) -> bool:
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _role(line: Line, opening: Opening) -> Role:
    if len(line.label) > 160:
        return "text"
    if _NAVIGATION.match(line.label):
        return "navigation"
    names = bylines.byline_names(line.label)
    if names:
        opening.candidates += [_spanned("author", name, 0.9, "byline", line) for name in names]
    mention = _date_line(line)
    if mention is not None:
        opening.candidates.append(
            Candidate(
                "published", mention.iso, 0.6 if mention.ambiguous else 0.9, "in_text", "date line",
                mention.precision, line.start + mention.start, line.start + mention.end,
            )
        )  # fmt: skip
        outlet = line.text[: mention.start].strip(" ,|-–—·•")
        if (
            outlet
            and not names
            and 1 <= len(outlet.split()) <= 6
            and outlet[0].isupper()
            and not _is_label(outlet)
        ):
            opening.candidates.append(_spanned("outlet", outlet, 0.85, "before the date", line))
    return "byline" if names or mention else "text"


def _is_label(text: str) -> bool:
    """Tell whether ``text`` only introduces the date ("Last updated on")."""
    return text.endswith(":") or all(word in _LABELS for word in text.lower().split())


def _date_line(line: Line) -> dates.Mention | None:
    """Return the date of a line that holds little else, with offsets relative to the line."""
    if len(line.text) > 90 or not any(letter.isdigit() for letter in line.text):
        return None
    mention = next(dates.mentions(line.text), None) or next(dates.month_mentions(line.text), None)
    if mention is None or mention.start > 60 or len(line.text) - mention.end > 30:
        return None
    return mention


def _spanned(
    name: Literal["author", "outlet"],
    value: str,
    confidence: float,
    rule: str,
    line: Line,
) -> Candidate:
    found = line.text.find(value)
    start = line.start + found if found >= 0 else line.start
    end = start + len(value) if found >= 0 else line.end
    return Candidate(name, value, confidence, "in_text", rule, None, start, end)
