"""The chains of a class laid over the desk's: who got how far back. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from provenance.sources.names import fold

from ..matching import called, name_in, same_hop
from .values import Body, Ground, Hop, Overlay, Share

SEVERAL = 2  # Works that name the same; what one alone wrote is nobody else's to read.
MOST_OTHERS = 6


def overlay(bodies: Sequence[Body], ground: Ground, own: Body) -> Overlay:
    """How far back each work got on the desk's longest chain, and whom else several named.

    Whoever names a hop got that far, also without the hops before it. Every work stopped at one
    hop or named none of them, so that `stopped` and `nowhere` add up to all works.
    """
    ours = longest_chain(ground)
    furthest = [_furthest(body.get("hops") or [], ours) for body in bodies]
    mine = _furthest(own.get("hops") or [], ours) if own.get("hops") else None
    hops = [_hop(at, hop, furthest, mine) for at, hop in enumerate(ours)]
    return Overlay(hops, furthest.count(-1), _others(bodies, ours, own), bool(ours) and mine == -1)


def longest_chain(ground: Ground) -> list[Body]:
    """The desk's chain that goes back furthest, from the page to the origin."""
    chains = [list(chain["hops"]) for chain in ground.said("chains")]
    return max(chains, key=lambda hops: sum(not hop.get("missing") for hop in hops), default=[])


def _furthest(theirs: Iterable[Body], ours: Sequence[Body]) -> int:
    """The last of the desk's hops that is named; -1 for none."""
    given = list(theirs)
    return max((at for at, hop in enumerate(ours) if _is_named(hop, given)), default=-1)


def _is_named(hop: Body, theirs: Iterable[Body]) -> bool:
    return not hop.get("missing") and any(same_hop(hop, other) for other in theirs)


def _hop(at: int, hop: Body, furthest: Sequence[int], mine: int | None) -> Hop:
    missing = bool(hop.get("missing"))
    return Hop(
        sum(one >= at for one in furthest),
        len(furthest),
        "nobody named" if missing else called(hop),
        furthest.count(at),
        hop.get("gap") or "",
        missing,
        mine == at,
    )


def _others(bodies: Sequence[Body], ours: Sequence[Body], own: Body) -> list[Share]:
    """Names that several works have and the desk has not, as most of them spell it."""
    by_work = [_names(body, ours) for body in bodies]
    counts = Counter(folded for names in by_work for folded in names)
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for names in by_work:
        for folded, name in names.items():
            spelt[folded][name] += 1
    mine = _names(own, ours)
    found = [
        Share(count, len(bodies), _usual(spelt[name]), is_mine=name in mine)
        for name, count in counts.items()
        if count >= SEVERAL
    ]
    return sorted(found, key=lambda one: (-one.count, one.label))[:MOST_OTHERS]


def _usual(spelt: Counter[str]) -> str:
    """The commonest spelling; of equals the first by the alphabet, whatever the order of works."""
    return min(spelt, key=lambda name: (-spelt[name], name))


def _names(body: Body, ours: Sequence[Body]) -> dict[str, str]:
    """Folded -> as it was written, of the hops that the desk does not have."""
    others = [
        hop for hop in body.get("hops") or [] if not any(_is_named(one, [hop]) for one in ours)
    ]
    named = [" ".join(name_in(hop).split()) for hop in others]
    return {fold(name): name for name in named if fold(name)}
