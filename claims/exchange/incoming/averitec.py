"""Rows of AVeriTeC, as its authors publish them (github.com/MichSchli/AVeriTeC). Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from .addresses import address_in, host_in, is_address
from .days import day_in
from .told import (
    LONGEST_ADDRESS,
    Check,
    Found,
    Missing,
    Place,
    Reading,
    RowError,
    Told,
    statement_in,
    tidy,
)

KINDS = {
    "Event/Property Claim": "event",
    "Numerical Claim": "quantity",
    "Quote Verification": "quotation",
    "Causal Claim": "causal",
    "Position Statement": "opinion",
}
LONGEST_WARRANT = 20_000
LONGEST_SOUGHT = 500


def is_averitec(row: Any) -> bool:
    """Whether a row looks like one of these."""
    return isinstance(row, Mapping) and {"claim", "label", "questions"} <= row.keys()


def read(row: Any) -> Told:
    """One row. Raises RowError where it holds no claim."""
    if not isinstance(row, Mapping):
        raise RowError("", "This row is no JSON object.")
    reading = Reading(row)
    said = reading.take("claim")
    statement = statement_in(said if isinstance(said, str) else "")
    check = _check(reading)
    found, missing = _answers(reading, check.address)
    told: dict[str, Any] = {
        "statement": statement,
        "kind": _kind(reading),
        "claimant": reading.words("speaker", 200),
        "said": _day(reading, "claim_date"),
        "medium": reading.words("reporting_source", 200),
        "places": tuple(_places(reading)),
    }
    reading.put_rest_aside()
    aside = reading.kept()
    return Told(**told, check=check, found=found, missing=missing, aside=aside, fates=reading.fates)


def _check(reading: Reading) -> Check:
    address = address_in(reading, "fact_checking_article")
    host = host_in(address)
    return Check(
        publisher=host,
        publisher_address=f"https://{host}/" if host else "",
        address=address,
        label=reading.words("label", 300),
        summary=reading.words("justification", LONGEST_WARRANT, lines=True),
    )


def _kind(reading: Reading) -> str:
    """The first kind; where there are several, all of them are kept aside as well."""
    kinds = reading.take("claim_types")
    named = [one for one in kinds if isinstance(one, str)] if isinstance(kinds, list) else []
    known = [KINDS[one] for one in named if one in KINDS]
    if kinds is not None and (not known or len(kinds) > 1):
        reading.put_aside("claim_types")
    return known[0] if known else "event"


def _day(reading: Reading, name: str) -> Any:
    day = day_in(reading.words(name, 40))
    if day is None:
        reading.put_aside(name)
    return day


def _places(reading: Reading) -> Iterator[Place]:
    address = address_in(reading, "original_claim_url")
    kept = address_in(reading, "cached_original_claim_url")
    if address or kept:
        yield Place(address or kept, kept if kept != address else "")


def _answers(reading: Reading, review: str) -> tuple[tuple[Found, ...], tuple[Missing, ...]]:
    """What was found, as a question with its answer and address; unanswered questions as gaps."""
    found, missing, aside = [], [], []
    for question, answer in _pairs(reading):
        at = Reading(answer)
        said = at.words("answer", LONGEST_WARRANT, lines=True)
        given = at.words("source_url", LONGEST_ADDRESS)
        if given and (review or is_address(given)):
            found.append(_found(question, said, at, review))
        else:
            missing.append(Missing(question[:LONGEST_SOUGHT], said))
        at.put_rest_aside()
        aside.append(at.aside)
        for name, fate in at.fates.items():
            reading.count(f"questions.answers.{name}", fate)
    if any(aside):
        reading.aside["questions.answers"] = aside
    return tuple(found), tuple(missing)


def _pairs(reading: Reading) -> Iterator[tuple[str, Mapping[str, Any]]]:
    questions = reading.take("questions")
    for one in questions if isinstance(questions, list) else []:
        if not isinstance(one, Mapping):
            continue
        asked = Reading(one, into=reading, at="questions.")
        question = asked.words("question", LONGEST_WARRANT)
        answers = asked.take("answers")
        for answer in answers if isinstance(answers, list) else []:
            if isinstance(answer, Mapping):
                yield question or "?", answer


def _found(question: str, said: str, at: Reading, review: str) -> Found:
    """A source that names no address is told of by the page of the review."""
    named, kept = at.words("source_url", LONGEST_ADDRESS), address_in(at, "cached_source_url")
    given = address_in(at, "source_url")
    address = given or kept or review
    lines = [question, said, at.words("boolean_explanation", LONGEST_WARRANT, lines=True)]
    if not given:
        lines.append(f"Source: {named}")
    if kept and kept != address:
        lines.append(f"Kept at {kept}")
    return Found("\n".join(line for line in lines if tidy(line)), address)
