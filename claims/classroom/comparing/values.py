"""The figures of a comparison: each says of how many it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..matching import Span
from ..tasks import Task

Body = Mapping[str, Any]
FEWEST = 5  # Works below which figures would name people.


@dataclass(frozen=True)
class Choice:
    """A rating of the scale: what it is called, and what it means on every scale."""

    slug: str
    label: str
    neutral: str = ""


@dataclass(frozen=True)
class Ground:
    """What is compared on: the texts, the ratings from worst to best, the key (None: hidden)."""

    texts: Sequence[str] = ()
    choices: Sequence[Choice] = ()
    key: Body | None = None
    changes: Sequence[Sequence[Span]] = ()

    def said(self, name: str) -> list[Any]:
        """What the key lists under this name; nothing where it is hidden."""
        return list((self.key or {}).get(name) or [])


@dataclass(frozen=True)
class _Counted:
    count: int
    of: int

    @property
    def percent(self) -> int:
        """Rounded to whole percents; 0 where nobody answered."""
        return round(100 * self.count / self.of) if self.of else 0

    @property
    def tenth(self) -> int:
        """0 to 10, for a style without numbers in it. Not 0 where there is anything at all."""
        tenths = round(10 * self.count / self.of) if self.of else 0
        return max(tenths, 1 if self.count else 0)


@dataclass(frozen=True)
class Share(_Counted):
    """How many of those who answered: one bar. `is_key` where the desk says the same."""

    label: str = ""
    is_key: bool = False
    is_mine: bool = False


@dataclass(frozen=True)
class Stretch(_Counted):
    """Words of a text that the same number of works marked. Code points, half open."""

    start: int = 0
    end: int = 0
    is_key: bool = False
    is_mine: bool = False


@dataclass(frozen=True)
class Found(_Counted):
    """Something the desk has, with how many works have it too; or what several works have."""

    label: str = ""
    stance: str = ""
    is_key: bool = True
    is_mine: bool = False


@dataclass(frozen=True)
class Hop(_Counted):
    """A hop of the desk's chain: `count` got at least so far, `stopped` got no further."""

    label: str = ""
    stopped: int = 0
    gap: str = ""
    is_missing: bool = False
    is_mine: bool = False


@dataclass(frozen=True)
class Overlay:
    """The chains of the class laid over the desk's: from the page back to the origin.

    `nowhere` named none of its hops. `others` were named by two works or more, and not by the desk.
    """

    hops: list[Hop]
    nowhere: int
    others: list[Share]
    is_mine_nowhere: bool = False


@dataclass(frozen=True)
class Item:
    """Words that were to be sorted, and into what the class sorted them."""

    quote: str
    shares: list[Share]


@dataclass(frozen=True)
class Sure(_Counted):
    """Those who were about so sure; `right` of them said what the desk says (None: hidden)."""

    label: str = ""
    right: int | None = None
    is_mine: bool = False


@dataclass(frozen=True)
class Calibration:
    """How sure the class was, and whether that told who was right.

    `brier` is the mean squared distance between how sure and how right: 0 for who is sure and
    right, 0.25 for who says 50 in 100 of everything, 1 for who is sure and wrong. Brier, G. W.
    (1950), Monthly Weather Review 78. None where the key is hidden or without a verdict.
    """

    bins: list[Sure]
    brier: float | None = None
    mean: float | None = None
    right: int | None = None

    @property
    def people(self) -> int:
        """How many said how sure they are."""
        return sum(one.count for one in self.bins)


@dataclass(frozen=True)
class Compared:
    """One task: how many answered, what they found, and what there is to talk about.

    `too_few` where so few answered that their figures would name them, and none are here.
    """

    task: Task
    answered: int
    bars: list[Share] = field(default_factory=list)
    heat: list[list[Stretch]] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    overlay: Overlay | None = None
    calibration: Calibration | None = None
    talk: list[str] = field(default_factory=list)
    own: Body = field(default_factory=dict)
    too_few: bool = False
