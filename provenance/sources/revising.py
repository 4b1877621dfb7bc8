"""How much a text changed from one version to the next, and whether it says so. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from provenance.sources.differences import diff, words
from provenance.sources.folding import fold
from provenance.sources.notices import is_announced

Kind = Literal["same", "around", "silent", "announced"]
Regions = Sequence[Mapping[str, Any]]
OWN = frozenset({"body", "caption"})  # what an article itself says


@dataclass(frozen=True)
class Measure:
    """What lies between two versions: how many places differ, and the words gone and new."""

    kind: Kind
    places: int = 0
    words_gone: int = 0
    words_new: int = 0


def measure(old: str, old_regions: Regions, new: str, new_regions: Regions) -> Measure:
    """How `new` differs from `old`.

    *same*: no word differs; *around*: only what stands around the article (menus, comments);
    *announced*: the new text carries a notice of correction or update that the old one lacked;
    *silent*: it doesn't.
    """
    changed = [step for step in diff(old, new) if step.op != "equal"]
    if not changed:
        return Measure("same")
    return Measure(
        kind=_kind(old, old_regions, new, new_regions),
        places=len(changed),
        words_gone=sum(_count(old[step.old_start : step.old_end]) for step in changed),
        words_new=sum(_count(new[step.new_start : step.new_end]) for step in changed),
    )


def own_words(text: str, regions: Regions) -> str:
    """What the article itself says; the whole text where nobody told its parts apart."""
    spans = [(one["start"], one["end"]) for one in regions if one["kind"] in OWN]
    return "\n".join(text[start:end] for start, end in spans) if spans else text


def _kind(old: str, old_regions: Regions, new: str, new_regions: Regions) -> Kind:
    if fold(own_words(old, old_regions)) == fold(own_words(new, new_regions)):
        return "around"
    return "announced" if is_announced(old, new) else "silent"


def _count(text: str) -> int:
    """How many words; lone signs don't count."""
    return sum(key[0].isalnum() for key in words(text).keys)
