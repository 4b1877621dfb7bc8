"""The first appearance of a claim: how sure that is, and what would overturn it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from django.utils.formats import date_format

from .texts import Text, earliest_first

FIRM, LIKELY = 0.7, 0.4  # From which confidence a first appearance is called so.


@dataclass(frozen=True)
class Doubt:
    """Why a text may not be the first, and what would show it. `items` are ids of texts.

    `weight` is the share of the confidence that it takes away.
    """

    code: str
    says: str
    overturned_by: str
    weight: float
    items: tuple[int, ...] = ()


@dataclass(frozen=True)
class First:
    """The earliest known text, and everything that speaks against its being the first."""

    id: int
    name: str
    confidence: float
    doubts: tuple[Doubt, ...]

    @property
    def level(self) -> str:
        """`firm`, `likely` or `open`."""
        if self.confidence >= FIRM:
            return "firm"
        return "likely" if self.confidence >= LIKELY else "open"


@dataclass(frozen=True)
class Lead:
    """An original from which some texts come and in which the claim is not recorded.

    `is_here` tells one we have, whose words nobody has looked at, from one we do not have.
    """

    name: str
    is_here: bool
    items: tuple[int, ...]


def first_appearance(texts: Sequence[Text], leads: Iterable[Lead] = ()) -> First | None:
    """The earliest of these texts; None where there is none.

    The confidence is what the doubts leave of 1, each taking its share of the rest.
    """
    if not texts:
        return None
    first, *others = earliest_first(list(texts))
    doubts = [
        *_date_of(first),
        *_rivals(first, others),
        *_originals(first, leads),
        *_said_before(first),
    ]
    confidence = round(prod(1 - one.weight for one in doubts), 2)
    return First(first.id, first.name, confidence, tuple(doubts))


def _date_of(text: Text) -> list[Doubt]:
    here = (text.id,)
    if not text.when.words:
        says = "The earliest known text has no date."
        if text.captured:
            kept = date_format(text.captured, "j F Y")
            says = f"The earliest known text has no date; it was out by {kept}, when we kept it."
        return [Doubt("no_date", says, "The date on which it came out.", 0.5, here)]
    found = []
    if not text.is_exact:
        says = f"Its date is known no more exactly than {text.when.words}."
        found.append(Doubt("vague_date", says, "The exact day.", 0.1, here))
    if text.date_known in ("inferred", "outside"):
        how = "is inferred" if text.date_known == "inferred" else "is known only from outside"
        says = f"Its date {how} ({text.date_sure:.0%} sure)."
        weight = round(1 - text.date_sure, 2)
        found.append(Doubt("date_not_in_text", says, "A date in the text itself.", weight, here))
    if text.other_dates:
        says = f"Another date is recorded for it: {', '.join(text.other_dates)}."
        found.append(Doubt("dates_conflict", says, "Which of its dates is right.", 0.2, here))
    return found


def _rivals(first: Text, others: Iterable[Text]) -> list[Doubt]:
    """Texts that may be older, by what is known of their dates."""
    open_ = [
        one
        for one in others
        if one.article != first.article and one.when.may_be_before_end_of(first.when)
    ]
    undated = [one for one in open_ if not one.when.words]
    vague = [one for one in open_ if one.when.words and not one.is_exact]
    same = [one for one in open_ if one.when.words and one.is_exact]
    found = []
    if undated:
        says = f"Without a date, and so perhaps older: {_list(undated)}."
        found.append(_rivalry("undated_texts", says, "A date for one of them.", 0.3, undated))
    if vague:
        says = f"Perhaps older, its date being known only roughly: {_list(vague)}."
        found.append(_rivalry("vague_texts", says, "An exact date for one of them.", 0.2, vague))
    if same:
        says = f"Out on the same day: {_list(same)}."
        found.append(_rivalry("same_day", says, "The hour at which each came out.", 0.2, same))
    return found


def _rivalry(code: str, says: str, by: str, weight: float, texts: Iterable[Text]) -> Doubt:
    return Doubt(code, says, by, weight, tuple(one.id for one in texts))


def _originals(first: Text, leads: Iterable[Lead]) -> list[Doubt]:
    found = []
    for lead in leads:
        if first.id not in lead.items:
            continue
        if lead.is_here:
            says = f"It comes from {lead.name}, where the claim is not recorded."
            by = f"The claim in the text of {lead.name}, which we have."
            found.append(Doubt("original_unread", says, by, 0.4, (first.id,)))
        else:
            says = f"It comes from {lead.name}, whose text we do not have."
            by = f"The text of {lead.name}, which must be older."
            found.append(Doubt("original_missing", says, by, 0.5, (first.id,)))
    return found


def _said_before(first: Text) -> list[Doubt]:
    """Whoever is quoted said it before the text did."""
    if not first.told:
        return []
    origin = first.told[0]
    if origin.kind == "missing":
        says = "Who said it first is not known, so it was said somewhere before."
        return [Doubt("origin_missing", says, "Whoever said it first.", 0.2, (first.id,))]
    when = f", {origin.when.words}" if origin.when.words else ""
    who = f"someone unnamed ({origin.name})" if origin.kind == "unnamed" else origin.name
    says = f"It was said before it was printed, by {who}{when}."
    by = "A recording or a document of that, older than the text."
    weight = 0.2 if origin.when.is_surely_before(first.when) else 0.1
    return [Doubt("said_before", says, by, weight, (first.id,))]


def _list(texts: Sequence[Text]) -> str:
    names = list(dict.fromkeys(one.name for one in texts))
    if len(names) > 3:
        names = [*names[:3], f"{len(names) - 3} more"]
    return "; ".join(names)
