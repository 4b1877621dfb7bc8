"""A task in one line: what is one's own, what most of the class says, what the desk says. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .comparing import Compared, Found, Share
from .kinds import Kind

NOTHING = "–"


@dataclass(frozen=True)
class Glance:
    """One line. `verdict` is the neutral word of a rating, for its colour."""

    what: str
    mine: str
    ours: str
    desk: str


def glance(one: Compared, with_key: bool = True) -> Glance | None:
    """The line of a task; None for a kind that has no answer in a few words."""
    told = LINES[one.task.kind](one)
    if told is None:
        return None
    what, mine, ours, desk = told
    if one.too_few:
        ours = "hidden: too few answered"
    return Glance(what, mine or NOTHING, ours or NOTHING, (desk or NOTHING) if with_key else "")


Line = tuple[str, str, str, str]


def _bars(what: str) -> Callable[[Compared], Line | None]:
    def line(one: Compared) -> Line | None:
        mine = next((bar.label for bar in one.bars if bar.is_mine), "")
        desk = next((bar.label for bar in one.bars if bar.is_key), "")
        return what, mine, _most(one.bars), desk

    return line


def _most(bars: Sequence[Share]) -> str:
    most = max(bars, key=lambda bar: bar.count, default=None)
    return f"{most.label} ({most.count} of {most.of})" if most and most.count else ""


def _verdict(one: Compared) -> Line | None:
    what, mine, ours, desk = _bars("Verdict")(one) or ("", "", "", "")
    sure = one.own.get("confidence")
    return what, f"{mine}, {sure} in 100 sure" if mine and sure is not None else mine, ours, desk


def _chain(one: Compared) -> Line | None:
    if one.overlay is None or not one.overlay.hops:
        return None
    known = [hop for hop in one.overlay.hops if not hop.is_missing]
    mine = next((hop.label for hop in known if hop.is_mine), "")
    if one.overlay.is_mine_nowhere:
        mine = "nobody whom the desk names"
    most = max(known, key=lambda hop: hop.stopped, default=None)
    ours = f"{most.label} ({most.stopped} of {most.of})" if most and most.stopped else ""
    return "How far back", mine, ours, known[-1].label if known else ""


def _found(what: str) -> Callable[[Compared], Line | None]:
    def line(one: Compared) -> Line | None:
        desk = [each for each in one.found if each.is_key]
        if not desk:
            return None
        mine = str(sum(each.is_mine for each in desk)) if one.own else ""
        return what, mine, _mean(desk), str(len(desk))

    return line


def _mean(desk: Sequence[Found]) -> str:
    of = desk[0].of
    return f"{sum(each.count for each in desk) / of:.1f} on average" if of else ""


def _sort(one: Compared) -> Line | None:
    keyed = [item for item in one.items if any(bar.is_key for bar in item.shares)]
    if not keyed:
        return None
    right = [next(bar for bar in item.shares if bar.is_key) for item in keyed]
    mine = str(sum(bar.is_mine for bar in right)) if one.own else ""
    shares = [bar.count / bar.of for bar in right if bar.of]
    ours = f"{sum(shares):.1f} on average" if shares else ""
    return "Sorted as the key says", mine, ours, str(len(keyed))


LINES: dict[Kind, Callable[[Compared], Line | None]] = {
    Kind.VERDICT: _verdict,
    Kind.TRACE: _bars("Independent origins"),
    Kind.COMPARE: _bars("How the two stand"),
    Kind.CHAIN: _chain,
    Kind.FIND: _found("The desk’s claims marked"),
    Kind.EVIDENCE: _found("The desk’s evidence found"),
    Kind.CHANGE: _found("Changes found"),
    Kind.SORT: _sort,
}
