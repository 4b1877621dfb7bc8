"""How a piece of work came about: stretches of saving, hints, handing in. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=10)  # Whoever saves nothing for so long was doing something else.


@dataclass(frozen=True)
class Save:
    """One save of one answer."""

    at: datetime
    task: str
    who: str = ""


@dataclass
class Stretch:
    """A time in which someone worked without a long pause."""

    begins: datetime
    ends: datetime
    saves: int = 0
    tasks: list[str] = field(default_factory=list)
    who: list[str] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """How long it was, at least one."""
        return max(1, round((self.ends - self.begins).total_seconds() / 60))


@dataclass(frozen=True)
class Moment:
    """Something that happened once: a hint that was opened, a hand-in."""

    at: datetime
    what: str


def stretches_of(saves: Iterable[Save]) -> list[Stretch]:
    """The saves, joined where less than a long pause lies between them."""
    found: list[Stretch] = []
    for save in sorted(saves, key=lambda one: one.at):
        if not found or save.at - found[-1].ends > PAUSE:
            found.append(Stretch(save.at, save.at))
        last = found[-1]
        last.ends, last.saves = save.at, last.saves + 1
        last.tasks += [save.task] if save.task not in last.tasks else []
        last.who += [save.who] if save.who and save.who not in last.who else []
    return found


def timeline(saves: Iterable[Save], moments: Sequence[Moment]) -> list[Stretch | Moment]:
    """Everything in the order in which it happened."""
    found: list[Stretch | Moment] = [*stretches_of(saves), *moments]
    return sorted(found, key=lambda one: one.begins if isinstance(one, Stretch) else one.at)
