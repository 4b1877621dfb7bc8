"""What was checked of an outlet or a person, and what was found: as strangers read it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from claims.exchange import listed
from claims.records.models import Claim, Topic, TopicOfClaim
from claims.records.querysets import told_to
from claims.records.spoken import claims_by
from provenance.accounts.models import Visibility, Workspace
from provenance.sources.models import Outlet, Person

from .tally import Tally, tally

FIRST = "first_appearance__passage__snapshot__article__"


def checked_in(outlet: Outlet) -> Tally:
    """The claims that were first seen in an outlet. Two queries."""
    rows = listed.first_seen_in(listed.published(), outlet.pk)
    return tally(by_kind(rows), recorded_in(outlet))


def checked_of(person: Person) -> Tally:
    """The claims that a person is said to have made, or made in a text of theirs. One query.

    How many more are recorded is told of nobody; see decision 0035.
    """
    theirs = claims_by(person, AnonymousUser())
    return tally(by_kind(listed.published().filter(claim__in=theirs)))


def checked_on(topic: Topic) -> Tally:
    """The claims that carry a topic. Two queries."""
    rows = listed.on_topic(listed.published(), topic.pk)
    return tally(by_kind(rows), recorded_on(topic))


def recorded_in(outlet: Outlet) -> int | None:
    """How many claims first seen there the workspace shares; None where it does not say so."""
    if not outlet.workspace.tells_recorded:
        return None
    here = {f"{FIRST}outlet__in": Outlet.objects.family(outlet.pk)}
    rows = _shared(outlet.workspace).filter(told_to(AnonymousUser(), "", FIRST), **here)
    number: int = rows.count()
    return number


def recorded_on(topic: Topic) -> int | None:
    """How many claims that carry it the workspace shares; None where it does not say so."""
    if not topic.workspace.tells_recorded:
        return None
    carried = TopicOfClaim.objects.filter(deleted_at=None).of_topic(topic.pk)
    number: int = _shared(topic.workspace).filter(pk__in=carried.counting()).count()
    return number


def by_kind(verdicts: Any) -> dict[str, int]:
    """How many of these verdicts are of which neutral kind. One query."""
    counted = verdicts.order_by().values_list("neutral").annotate(n=Count("pk"))
    return dict(counted)


def _shared(workspace: Workspace) -> Any:
    """What the members of a workspace share; what someone keeps to themselves is in no number."""
    rows = Claim.objects.in_workspace(workspace).standing()
    return rows.exclude(visibility=Visibility.ME).order_by()
