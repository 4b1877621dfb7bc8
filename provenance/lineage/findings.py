"""What is wrong with a chain, told in words: single sources, unsupported hops, dates. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .circles import Circle
from .graph import Origins
from .roots import Copy, Known
from .texts import Period, Said, Text

# How heavy a finding is: it contradicts itself, it weakens the claim, it is worth knowing.
SERIOUS, WARNING, NOTE = "serious", "warning", "note"
SHOWN = 3  # So many texts are named, the others counted.
ORDER = {SERIOUS: 0, WARNING: 1, NOTE: 2}


@dataclass(frozen=True)
class Finding:
    """One thing to know, its weight, and the items it is about (ids, ascending)."""

    code: str
    severity: str
    says: str
    items: tuple[int, ...] = ()


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """The heaviest first, each once."""
    return sorted(dict.fromkeys(found), key=lambda one: (ORDER[one.severity], one.code, one.items))


def about_number(origins: Origins, what: str) -> list[Finding]:
    """Whether everything hangs on one source. `what` is counted: `text`, `item`."""
    members = tuple(sorted(pk for group in origins.groups for pk in group.members))
    if origins.independent != 1:
        return []
    if origins.raw == 1:
        return [Finding("one_item", NOTE, f"There is only one {what}.", members)]
    reasons = origins.groups[0].reasons
    said = "; ".join(dict.fromkeys(one.explanation for one in reasons))
    says = f"All {origins.raw} {what}s go back to one origin: {said}."
    return [Finding("single_source", WARNING, says, members)]


def about_circles(rounds: Iterable[Circle]) -> list[Finding]:
    """Circular reporting. It is serious where nobody outside is named."""
    return [Finding("circle", WARNING if one.outside else SERIOUS, one.says, ()) for one in rounds]


def about_hops(texts: Sequence[Text], event: Period | None = None) -> list[Finding]:
    """Hops that nothing supports. `event` is when that which is claimed took place, if it did."""
    found: list[Finding] = []
    alike: dict[tuple[str, str, str], list[Text]] = {}
    for text in texts:
        for hop in text.said:
            found += _foresight(text, hop, event)
        for what in [*(_support(hop) for hop in text.said), _unnamed_origin(text)]:
            if what and text not in alike.setdefault(what, []):
                alike[what].append(text)
    return [*found, *(_of_texts(*what, those) for what, those in alike.items())]


def _of_texts(code: str, severity: str, says: str, texts: Sequence[Text]) -> Finding:
    """One finding for all the texts that it is true of."""
    names = list(dict.fromkeys(one.name for one in texts))
    shown = [*names[:SHOWN], *([f"{len(names) - SHOWN} more"] if len(names) > SHOWN else [])]
    items = tuple(sorted(one.id for one in texts))
    return Finding(code, severity, f"{says}: {'; '.join(shown)}.", items)


def _support(hop: Said) -> tuple[str, str, str] | None:
    if hop.kind == "missing":
        return "missing_link", NOTE, "A link of the chain is missing"
    if hop.known == "inferred":
        return "inferred_hop", WARNING, f"That {hop.name} said it is only inferred"
    if hop.kind != "own" and not hop.has_cue and hop.known != "outside":
        return "no_cue", NOTE, f"No words are marked that say that {hop.name} said it"
    return None


def _unnamed_origin(text: Text) -> tuple[str, str, str] | None:
    if not text.told or text.told[0].kind != "unnamed":
        return None
    return "unnamed_origin", NOTE, f"Whoever said it first is not named ({text.told[0].name})"


def _foresight(text: Text, hop: Said, event: Period | None) -> list[Finding]:
    if hop.kind == "missing" or event is None or not hop.when.is_surely_before(event):
        return []
    says = (
        f"{text.name}: {hop.name} is said to have said it on {hop.when.words}, before it can have "
        f"happened ({event.words}), and so cannot have known."
    )
    return [Finding("cannot_have_known", WARNING, says, (text.id,))]


def about_dates(
    texts: Sequence[Text],
    copies: Iterable[Copy],
    known: Mapping[int, Known],
    event: Period | None = None,
) -> list[Finding]:
    """Dates that contradict the chain."""
    found = [*_copies(texts, copies, known)]
    for text in texts:
        if event and text.when.is_surely_before(event):
            says = (
                f"{text.name} came out on {text.when.words}, before that which it tells can have "
                f"happened ({event.words})."
            )
            found.append(Finding("text_before_event", WARNING, says, (text.id,)))
        found += _hop_dates(text)
    return found


def _copies(
    texts: Sequence[Text], copies: Iterable[Copy], known: Mapping[int, Known]
) -> Iterable[Finding]:
    items: dict[int, list[int]] = {}
    for text in texts:
        items.setdefault(text.article, []).append(text.id)
    for copy in sorted(set(copies), key=lambda one: (one.source, str(one.target))):
        source, target = known.get(copy.source), known.get(copy.target)  # type: ignore[call-overload]
        if source and target and source.when.is_surely_before(target.when):
            says = (
                f"{source.name} is recorded as a copy of {target.name}, but came out before it "
                f"({source.when.words} and {target.when.words})."
            )
            both = sorted([*items.get(source.article, []), *items.get(target.article, [])])
            yield Finding("copy_before_source", SERIOUS, says, tuple(both))


def _hop_dates(text: Text) -> Iterable[Finding]:
    for hop in text.told:
        if text.when.is_surely_before(hop.when):
            says = (
                f"{text.name} came out on {text.when.words}, before {hop.name} is said to have "
                f"said it ({hop.when.words})."
            )
            yield Finding("hop_after_text", SERIOUS, says, (text.id,))
    dated = [hop for hop in text.told if hop.when.words]
    for earlier, later in pairwise(dated):
        if later.when.is_surely_before(earlier.when):
            says = (
                f"{text.name}: {later.name} passed it on ({later.when.words}) before "
                f"{earlier.name} said it ({earlier.when.words})."
            )
            yield Finding("hops_out_of_order", SERIOUS, says, (text.id,))
