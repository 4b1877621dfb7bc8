"""What may follow what, and who takes each step: one table for each of the three. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices

from provenance.accounts.roles import CHECKS, MODERATES, PUBLISHES
from provenance.accounts.rules import NotNow


class Asked(TextChoices):
    """Where a request from a reader stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SPAM = "spam"


class Reported(TextChoices):
    """Where a reader's report of an error stands."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    SPAM = "spam"


class Outcome(TextChoices):
    """What came of a correction that we asked for."""

    SENT = "sent", "sent"
    ANSWERED = "answered", "answered without a correction"
    CORRECTED = "corrected", "corrected with a notice"
    SILENT = "silent", "corrected silently"
    REFUSED = "refused", "refused"


@dataclass(frozen=True)
class Step:
    """From which states it leads to which one, and the roles that take it."""

    start: frozenset[str]
    end: str
    who: frozenset[str]


def _step(end: str, who: frozenset[str], *start: str) -> Step:
    return Step(frozenset(start), end, frozenset(who))


# What was declined stands on a public list with its reason, so moderators decide about it.
REQUESTS: Mapping[str, Step] = {
    "accept": _step(Asked.ACCEPTED, CHECKS, Asked.WAITING),
    "join": _step(Asked.ACCEPTED, CHECKS, Asked.WAITING),
    "decline": _step(Asked.DECLINED, MODERATES, Asked.WAITING),
    "spam": _step(Asked.SPAM, CHECKS, Asked.WAITING),
    "reopen": _step(Asked.WAITING, MODERATES, Asked.ACCEPTED, Asked.DECLINED, Asked.SPAM),
}
# An answer is public, and speaks for whoever published the verdict.
REPORTS: Mapping[str, Step] = {
    "answer": _step(Reported.ANSWERED, PUBLISHES, Reported.WAITING),
    "correct": _step(Reported.CORRECTED, PUBLISHES, Reported.WAITING),
    "spam": _step(Reported.SPAM, CHECKS, Reported.WAITING),
    "reopen": _step(
        Reported.WAITING, PUBLISHES, Reported.ANSWERED, Reported.CORRECTED, Reported.SPAM
    ),
}
# Who asked may be answered first and see the text corrected later; never the other way round.
CORRECTIONS: Mapping[str, Step] = {
    "answered": _step(Outcome.ANSWERED, CHECKS, Outcome.SENT),
    "corrected": _step(
        Outcome.CORRECTED, CHECKS, Outcome.SENT, Outcome.ANSWERED, Outcome.REFUSED, Outcome.SILENT
    ),
    "silent": _step(Outcome.SILENT, CHECKS, Outcome.SENT, Outcome.ANSWERED, Outcome.REFUSED),
    "refused": _step(Outcome.REFUSED, CHECKS, Outcome.SENT, Outcome.ANSWERED),
    "reopen": _step(
        Outcome.SENT,
        CHECKS,
        Outcome.ANSWERED,
        Outcome.CORRECTED,
        Outcome.SILENT,
        Outcome.REFUSED,
    ),
}


def after(table: Mapping[str, Step], state: str, step: str) -> str:
    """The state that a step leads to. Raises NotNow where it may not follow."""
    taken = table[step]
    if state not in taken.start:
        raise NotNow(f"This is {state} already; someone may have been quicker. Look at it again.")
    return taken.end


def steps_from(table: Mapping[str, Step], state: str, role: str | None) -> list[str]:
    """The steps that someone of this role may take now."""
    return [name for name, step in table.items() if state in step.start and role in step.who]
