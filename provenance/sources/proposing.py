"""What a proposal is made of: one article may lean on another, with every reason to think so. Pure.

The finders make these; `services.proposals` keeps them as citations that a person decides about.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .addresses import AddressError, key
from .models import Article, Snapshot
from .names import fold

LONGEST_NAME = 300
LONGEST_WHY = 300
MOST_REASONS = 12  # More of them convince nobody.
BOTH_WAYS = (
    "republishes"  # Of two copies one is the original: a refusal speaks for both directions.
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a proposal, or, with a weight below 0, against it.

    `rule` is a short name for programs, `says` a sentence for people.
    """

    rule: str
    says: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """The span [start, end) of a snapshot's text, in code points."""

    snapshot: Snapshot
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int, int]:
        """What tells this place from every other."""
        return self.snapshot.pk, self.start, self.end


@dataclass(frozen=True, slots=True)
class Proposal:
    """An article may lean on another, or on what is known here only by its name or address.

    `kind` and `known` take the values of the models. `here` stands in a snapshot of `source`,
    `there` in one of `target`. `why` is made of the reasons unless one is given. `uncredited`
    says that the citing text does not name what it takes from.
    """

    source: Article
    kind: str
    reasons: Sequence[Reason]
    known: str
    confidence: float
    target: Article | None = None
    target_name: str = ""
    target_address: str = ""
    here: Place | None = None
    there: Place | None = None
    uncredited: bool = False
    why: str = ""

    @property
    def identity(self) -> str:
        """What it is about, in its most exact form; kept unique by the database."""
        if self.target is not None:
            return pair(self.kind, self.source.pk, self.target.pk)
        names = [*_named(self.target_name), *_addressed(self.target_address)]
        return f"{self.kind} {self.source.pk} {names[0]}" if names else ""

    @property
    def marks(self) -> set[str]:
        """All that its target is known by apart from being an article of ours."""
        return {*_named(self.target_name), *_addressed(self.target_address)}

    @property
    def may_be_made(self) -> bool:
        """Whether it says something, of two articles that may know of each other.

        What one person keeps to themselves is compared with their own alone.
        """
        if self.target is None:
            return bool(self.identity)
        if self.target.pk == self.source.pk:
            return False
        if self.target.workspace_id != self.source.workspace_id or self.target.deleted_at:
            return False
        return self.target.visibility != "me" or (
            self.source.visibility == "me"
            and self.source.created_by_id == self.target.created_by_id
        )

    @property
    def in_words(self) -> str:
        """Why it is made, as one line."""
        return (self.why or " ".join(one.says for one in strongest(self.reasons)))[:LONGEST_WHY]


def pair(kind: str, source: int, target: int) -> str:
    """Two articles and how the one leans on the other; for copies in either direction."""
    if kind == BOTH_WAYS:
        return f"{kind} {min(source, target)} with {max(source, target)}"
    return f"{kind} {source} of {target}"


def marks_of(name: str, address: str, outlet_keys: Iterable[str] = ()) -> set[str]:
    """What the target of a citation is known by: its name, its address, the names of its outlet."""
    return {*_named(name), *_addressed(address), *(f"name {one}" for one in outlet_keys if one)}


def strongest(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons, the weightiest first."""
    return sorted(reasons, key=lambda one: -abs(one.weight))


def as_rows(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons as they are kept on a citation."""
    return [asdict(one) for one in strongest(reasons)][:MOST_REASONS]


def new_among(reasons: Iterable[Reason], kept: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """Those that are not kept yet."""
    known = {(one["rule"], one["says"]) for one in kept}
    return [one for one in reasons if (one.rule, one.says) not in known]


def _named(name: str) -> Iterator[str]:
    folded = fold(name)
    if folded:
        yield f"name {folded}"


def _addressed(address: str) -> Iterator[str]:
    try:
        spelled = key(address) if address.strip() else ""
    except (AddressError, ValueError):
        spelled = ""
    if spelled:
        yield f"address {spelled}"
