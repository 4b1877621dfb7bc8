"""The same step for many checks or claims at once, each on its own.

Each is a change with an event of its own, made by the service that makes it for one. What cannot
be done is told item by item and stops nothing else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims.records.models import Claim
from claims.records.services import tag_claims, topic_named
from claims.reviews import services as reviews
from claims.reviews.models import Check
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, Stale

from ..models import Pick
from .picking import pick

MOST = 200  # Items at once.


@dataclass(frozen=True)
class Chosen:
    """One item and the version in which somebody chose it; None: whichever it is in."""

    row: Any
    version: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one item; `said` tells why nothing did."""

    row: Any
    said: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return not self.said


def each(chosen: Iterable[Chosen], do: Callable[[Chosen], Any]) -> list[Outcome]:
    """Do it to one after the other, each in a transaction of its own."""
    return [Outcome(one.row, _tried(one, do)) for one in chosen]


def bulk_triage(checks: Sequence[Chosen], *, by: User) -> list[Outcome]:
    """Accept that these will be checked."""
    return each(checks, lambda one: reviews.triage(one.row, version=one.version, by=by))


def bulk_release(checks: Sequence[Chosen], *, by: User) -> list[Outcome]:
    """Give these back, so that others may take them."""
    return each(checks, lambda one: reviews.release(one.row, version=one.version, by=by))


def bulk_assign(
    checks: Sequence[Chosen], *, to: User, due: date | None = None, by: User
) -> list[Outcome]:
    """Give these to someone, with a day by which they are due if there is one."""
    given: dict[str, Any] = {"to": to, "due": due, "by": by}
    return each(checks, lambda one: reviews.assign(one.row, version=one.version, **given))


def bulk_due(checks: Sequence[Chosen], *, due: date | None, by: User) -> list[Outcome]:
    """Say by when these are due; None takes the day back."""

    def plan(one: Chosen) -> Check:
        check = Check.objects.locked(one.row.pk, one.version)  # So that nobody names a second now.
        return reviews.plan(check, due=due, second=check.second, by=by)

    return each(checks, plan)


def bulk_decline(checks: Sequence[Chosen], *, reason: str, by: User) -> list[Outcome]:
    """Say that these will not be checked, and why."""
    given: dict[str, Any] = {"reason": reason, "by": by}
    return each(checks, lambda one: reviews.decline(one.row, version=one.version, **given))


def bulk_ask(
    claims: Sequence[Chosen], *, reason: str = "", due: date | None = None, by: User
) -> list[Outcome]:
    """Ask that these claims be checked."""
    given: dict[str, Any] = {"reason": reason, "due": due, "by": by}
    return each(claims, lambda one: reviews.request_check(one.row, **given))


def bulk_pick(claims: Sequence[Chosen], *, rule: str, words: str = "", by: User) -> list[Outcome]:
    """Say by which rule these claims were picked."""

    def say(one: Chosen) -> Pick:
        return pick(one.row, rule, words=words, by=by)

    return each(claims, say)


def bulk_tag(
    claims: Sequence[Chosen], *, topics: Sequence[str], workspace: Workspace, by: User
) -> list[Outcome]:
    """Put topics on these claims, by their names; unknown ones are added to the catalogue."""
    with transaction.atomic():
        ids = [topic_named(name, workspace=workspace, by=by).pk for name in topics]
    return each(claims, lambda one: tag_claims([one.row.pk], ids, by=by))


def _tried(one: Chosen, do: Callable[[Chosen], Any]) -> str:
    try:
        with transaction.atomic():
            do(one)
    except (PermissionDenied, NotNow, Stale) as because:
        return str(because)
    except ValidationError as error:
        return " ".join(error.messages)
    except (Check.DoesNotExist, Claim.DoesNotExist):
        return "It is no longer there."
    return ""
