"""How a number of origins came about, told to readers: groups, rules, doubts, warnings. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from claims.records.models import Appearance
from claims.records.tracing import Lineage, called
from provenance.lineage.findings import Finding
from provenance.lineage.first import First
from provenance.lineage.graph import Group, Origins, Reason
from provenance.lineage.roots import Reachable, Root
from provenance.lineage.ties import ALL, NAMES, Rule, rule_names

from ..words import count, day, joined

PLACE = "#counting"
WEIGHT = {"serious": "Does not hold together", "warning": "Weakens it", "note": "Good to know"}
SURE = {"firm": "Hardly in doubt", "likely": "Likely, with doubts", "open": "Open"}


@dataclass(frozen=True)
class Line:
    """One origin: what goes back to it, and why that is counted once."""

    members: list[str]
    why: list[str]


@dataclass(frozen=True)
class Switch:
    """One rule, and the address at which it is left out, or applied again."""

    rule: Rule
    applied: bool
    url: str


@dataclass(frozen=True)
class Told:
    """One finding in words."""

    severity: str
    weight: str
    says: str


@dataclass(frozen=True)
class Counted:
    """Everything behind "five appearances, one independent origin".

    `at_work` are the rules that joined something, or would if they were not left out; `idle` those
    that change nothing here.
    """

    origins: Origins
    number: str
    lines: list[Line]
    at_work: list[Switch]
    idle: list[Switch]
    without: list[str]
    first: First | None
    sure: str
    findings: list[Told]
    begins: list[str]
    reachable: str

    @property
    def has_anything(self) -> bool:
        """Whether there is a number to explain."""
        return self.origins.raw > 0 or bool(self.origins.left_out)


def asked_without(query: Mapping[str, Any]) -> list[str]:
    """The rules that an address leaves out; what is no rule is passed over."""
    return [name for name in rule_names(query.get("without", "")) if name in NAMES]


def counted(
    appearances: Iterable[Appearance],
    origins: Origins,
    lineage: Lineage,
    without: Sequence[str] = (),
) -> Counted:
    """`origins` and `lineage` are of these appearances, counted without these rules."""
    names = {one.pk: called(one.passage.snapshot.article) for one in appearances}
    used = {reason.rule for group in origins.groups for reason in group.reasons}
    switches = [Switch(rule, rule.name not in without, _turned(rule, without)) for rule in ALL]
    return Counted(
        origins=origins,
        number=_number(origins),
        lines=lines(origins.groups, names),
        at_work=[one for one in switches if one.rule.name in used or not one.applied],
        idle=[one for one in switches if one.rule.name not in used and one.applied],
        without=[rule.explanation for rule in ALL if rule.name in without],
        first=lineage.first,
        sure=_sure(lineage.first),
        findings=told(lineage.findings),
        begins=[_begins(one) for one in lineage.roots],
        reachable=_reachable(lineage.reachable),
    )


def lines(groups: Iterable[Group], names: Mapping[int, str]) -> list[Line]:
    """Each origin with its members called by name, the largest first."""
    ordered = sorted(groups, key=lambda one: (-len(one.members), one.members))
    return [Line(_times([names[pk] for pk in one.members]), whys(one)) for one in ordered]


def whys(group: Group) -> list[str]:
    """Why a group is one, each reason once: `same author: Noa Brand (inferred)`."""
    return list(dict.fromkeys(_why(reason) for reason in group.reasons))


def told(findings: Iterable[Finding]) -> list[Told]:
    """The findings in words, each once."""
    said = {(one.severity, one.says): None for one in findings}
    return [Told(severity, WEIGHT[severity], says) for severity, says in said]


def _number(origins: Origins) -> str:
    """`5 appearances come from 1 independent origin`."""
    verb = "comes" if origins.raw == 1 else "come"
    often = count(origins.raw, "appearance").capitalize()
    return f"{often} {verb} from {count(origins.independent, 'independent origin')}"


def _why(reason: Reason) -> str:
    said = reason.explanation
    if reason.shared:
        said += f": {joined(list(reason.shared))}"
    return f"{said} ({joined(list(reason.doubts))})" if reason.doubts else said


def _times(names: Collection[str]) -> list[str]:
    """Two places in one text are told as such."""
    often = {name: list(names).count(name) for name in names}
    return [name if number == 1 else f"{name} ({number} times)" for name, number in often.items()]


def _turned(rule: Rule, without: Sequence[str]) -> str:
    """The address with one rule more or less left out, everything else as it is."""
    kept = [name for name in NAMES if (name in without) != (name == rule.name)]
    return f"?{urlencode({'without': ','.join(kept)}, safe=',')}{PLACE}" if kept else f"?{PLACE}"


def _sure(first: First | None) -> str:
    return f"{SURE[first.level]} ({first.confidence:.0%})" if first else ""


def _begins(root: Root) -> str:
    said = {
        "speaker": f"with {root.name}",
        "unnamed": f"with someone who is not named ({root.name})",
        "missing": "with nobody who is known",
        "text": f"with {root.name}, in its own voice",
        "circle": f"nowhere: {root.name} have it from each other",
    }.get(root.kind) or _original(root)
    return f"{count(len(root.items), 'appearance').capitalize()} {said}."


def _original(root: Root) -> str:
    if root.is_kept:
        return f"with {root.name}, in which the claim is not recorded"
    near = f"; the nearest copy that is kept is {root.nearest}" if root.nearest else ""
    return f"with {root.name}, whose text we do not have{near}"


def _reachable(found: Reachable | None) -> str:
    if found is None:
        return ""
    said = f"{found.name}{', itself a copy' if found.is_copy else ''}; its text is kept here"
    if found.gone_since:
        return f"{said}, its address has been dead since {day(found.gone_since)}."
    if found.alive_at:
        return f"{said}, and it still stood at its address on {day(found.alive_at)}."
    return f"{said}."
