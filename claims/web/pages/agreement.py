"""The page of agreement: each figure with what it means, and where people differ. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from claims.records.models import Claim
from claims.reviews.agreeing import Agreement, Group, OnScale
from claims.reviews.agreement import TOO_FEW, Confusion, Figure, sentence
from claims.reviews.agreement.words import NAMES

from ..words import count

MOST_CLAIMS = 12
KAPPA = "cohen"
# What the published fact-checkers of the field were found to reach: see the guide.
PROFESSIONALS = 0.5


@dataclass(frozen=True)
class Shown:
    """One figure: its name, its value and interval as they read, and what it means."""

    name: str
    value: str
    interval: str
    means: str


@dataclass(frozen=True)
class Line:
    """A group in one line: how many of how many are the same, and kappa where it can be told."""

    name: str
    same: str
    kappa: str
    interval: str


@dataclass(frozen=True)
class Listed:
    """Lines of one kind: people, topics, outlets or quarters."""

    heading: str
    lines: list[Line]


@dataclass(frozen=True)
class Differing:
    """What the first and the second said where they differ, with the claims."""

    first: str
    second: str
    number: int
    claims: list[Claim]
    more: int


@dataclass(frozen=True)
class ScaleShown:
    """One scale. `table` has a row for each rating of the first checker."""

    name: str
    edition: int
    counted: str
    figures: list[Shown]
    compared: str
    lists: list[Listed]
    columns: list[str]
    table: list[tuple[str, list[tuple[int, bool]]]]
    differing: list[Differing]


@dataclass(frozen=True)
class AgreementPage:
    """Everything the template shows. `blind`: whether second checks are blind here by now."""

    scales: list[ScaleShown]
    across: str
    blind: bool
    least: int = TOO_FEW


def agreement_page(found: Agreement, *, blind: bool) -> AgreementPage:
    """What was measured, in words."""
    across = ""
    if found.across:
        those = "check was" if found.across == 1 else "checks were"
        across = f"{found.across} {those} left out: the two chose different scales."
    return AgreementPage([_scale(one, found) for one in found.scales], across, blind)


def _scale(one: OnScale, found: Agreement) -> ScaleShown:
    labels: dict[Hashable, str] = {rating.pk: rating.label for rating in one.ratings}
    kinds = (
        ("Pairs of people", one.people),
        ("Topics", one.topics),
        ("Where it was first seen", one.outlets),
        ("Over time", one.quarters),
    )
    cells = _cells(one.table)
    chosen = {value for pair, units in cells.items() if units for value in pair}
    used = [value for value in one.table.values if value in chosen]
    checks = count(one.whole.units, "claim").capitalize()
    return ScaleShown(
        name=one.scale.name,
        edition=one.scale.edition,
        counted=f"{checks} checked blind by two, {one.whole.same} with the same rating.",
        figures=[_shown(figure) for figure in one.whole.figures],
        compared=_compared(one.whole.figures),
        lists=[
            Listed(heading, [_line(each) for each in groups]) for heading, groups in kinds if groups
        ],
        columns=[labels[value] for value in used],
        table=[
            (labels[row], [(len(cells[row, column]), row == column) for column in used])
            for row in used
        ],
        differing=_differing(one, labels, found),
    )


def _cells(table: Confusion) -> dict[tuple[Hashable, Hashable], tuple[Hashable, ...]]:
    """(What the first said, what the second said) -> checks."""
    return {
        (one, other): units
        for one, row in zip(table.values, table.cells, strict=True)
        for other, units in zip(table.values, row, strict=True)
    }


def _shown(figure: Figure) -> Shown:
    return Shown(NAMES[figure.name], _value(figure), _interval(figure), sentence(figure))


def _value(figure: Figure) -> str:
    if figure.value is None or figure.units < TOO_FEW:
        return "–"
    return f"{round(figure.value * 100)} %" if figure.name == "percent" else f"{figure.value:.2f}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None or figure.units < TOO_FEW:
        return ""
    if figure.name == "percent":
        return f"{round(figure.low * 100)} to {round(figure.high * 100)} %"
    return f"{figure.low:.2f} to {figure.high:.2f}"


def _compared(figures: Sequence[Figure]) -> str:
    """Kappa beside that of published professionals, as far as the interval lets one say so."""
    kappa = next(figure for figure in figures if figure.name == KAPPA)
    if kappa.value is None or kappa.units < TOO_FEW:
        return ""
    usual = f"Published professional fact-checkers reach a kappa of about {PROFESSIONALS}"
    if kappa.low is None or kappa.high is None:
        return f"{usual}."
    if kappa.low > PROFESSIONALS:
        return f"{usual}: people here agree more than that."
    if kappa.high < PROFESSIONALS:
        return f"{usual}: people here agree less than that."
    return f"{usual}: people here may be above or below that."


def _line(group: Group) -> Line:
    kappa = next((figure for figure in group.figures if figure.name == KAPPA), None)
    same = f"{group.same} of {group.units}"
    if kappa is None or kappa.value is None:
        return Line(group.name, same, "too few" if group.units < TOO_FEW else "cannot tell", "")
    return Line(group.name, same, _value(kappa), _interval(kappa))


def _differing(one: OnScale, labels: dict[Hashable, str], found: Agreement) -> list[Differing]:
    claim_of: dict[Hashable, int] = dict(one.claims)
    lines = []
    for first, second, units in one.table.differing():
        claims = [found.claims[claim_of[unit]] for unit in units if claim_of[unit] in found.claims]
        shown = claims[:MOST_CLAIMS]
        lines.append(
            Differing(
                labels[first],
                labels[second],
                len(units),
                shown,
                len(claims) - len(shown),
            )
        )
    return lines
