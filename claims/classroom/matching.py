"""Whether what a student found is what the desk found: hops, sources, marked words. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from provenance.sources.addresses import AddressError, key
from provenance.sources.differences import diff
from provenance.sources.names import fold

Body = Mapping[str, Any]
Span = tuple[int, int, int]  # Which text, start, end; code points, half open.
LOOSE = 300  # Characters: who ticks a whole sentence marks the words in it.
FILLING = frozenset({"a", "an", "and", "at", "by", "from", "in", "of", "on", "the"})


def same_hop(ours: Body, theirs: Body) -> bool:
    """Whether a student's hop is one of the desk's: by name, or nameless as theirs is."""
    known, given = words_of_name(ours.get("speaker") or ""), words_of_name(name_in(theirs))
    if known and given:
        return known <= given or given <= known
    if ours.get("anonymous"):
        return bool(theirs.get("anonymous"))
    own_voice = theirs.get("directness") == ours.get("directness") == "own_voice"
    return not known and not given and own_voice


def name_in(hop: Body) -> str:
    """Who a student's hop names, in either kind of task."""
    return str(hop.get("speaker") or hop.get("who") or "")


def words_of_name(said: str) -> frozenset[str]:
    """The words by which a name is known again."""
    return frozenset(fold(said).split()) - FILLING


def same_source(theirs: Body, ours: Body) -> bool:
    """Whether two rows name the same words, or the same address."""
    if theirs.get("at") and ours.get("at"):
        return overlap(span_of(theirs["at"]), span_of(ours["at"])) > 0
    here, there = address_key(theirs.get("address")), address_key(ours.get("address"))
    return bool(here) and here == there


def address_key(address: str | None) -> str:
    """What an address compares as; empty for none, and for what is no address."""
    try:
        return key(address) if address else ""
    except AddressError:
        return ""


def called(hop: Body) -> str:
    """How a hop of the desk is called."""
    nameless = "someone unnamed" if hop.get("anonymous") else "the text itself"
    return str(hop.get("speaker") or nameless)


def span_of(at: Body) -> Span:
    """A place as a tuple."""
    return at["text"], at["start"], at["end"]


def overlap(one: Span, other: Span) -> int:
    """How many code points two places share."""
    return max(0, min(one[2], other[2]) - max(one[1], other[1])) if one[0] == other[0] else 0


def means(mark: Span, place: Span) -> bool:
    """Whether a mark means a place: most of it, and not half the text around it."""
    length = place[2] - place[1]
    close = mark[2] - mark[1] <= max(4 * length, LOOSE)
    return close and overlap(mark, place) * 2 >= length


def changes_between(texts: Sequence[str]) -> list[list[Span]]:
    """Where the second of two texts differs from the first: of each change its places."""
    if len(texts) < 2:
        return []
    found = []
    for step in diff(texts[0], texts[1]):
        if step.op != "equal":
            places = [(0, step.old_start, step.old_end), (1, step.new_start, step.new_end)]
            found.append([place for place in places if place[1] < place[2]])
    return found
